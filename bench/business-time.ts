import { Temporal } from 'temporal-polyfill';
import { deadline } from '../functions/dealers/calendar/business-time.ts';
import type { Calendar } from '../functions/dealers/calendar/calendar.ts';
import { type Row, times, whole } from './figure.ts';
import { walkToDeadline } from './minute-walk.ts';
import { type Effort, ratesOf } from './samples.ts';

const store: Calendar = {
  timeZone: 'America/New_York',
  hours: [
    { days: ['mon', 'tue', 'wed', 'thu', 'fri'], open: '09:00', close: '20:00' },
    { days: ['sat'], open: '09:00', close: '18:00' },
  ],
  holidays: ['2026-11-26', '2026-12-25'],
  exceptions: [],
};
/** From an open minute, over a night, and over a weekend with a holiday and the end of summer time before it. */
const questions = [
  ['2026-03-03T15:00:00Z', 'PT15M'],
  ['2026-03-03T00:50:00Z', 'PT30M'],
  ['2026-10-31T21:30:00Z', 'PT2H'],
  ['2026-11-25T20:00:00Z', 'PT8H'],
].map(([from = '', lasting = '']) => ({
  from: Temporal.Instant.from(from),
  lasting: Temporal.Duration.from(lasting),
}));

/** Deadlines in a store's business time on one core, beside a walk from minute to minute that finds the same ones. */
export function measureBusinessTime(effort: Effort = { rounds: 5, milliseconds: 500 }): Row[] {
  for (const { from, lasting } of questions) {
    const found = deadline(from, lasting, store);
    const walked = walkToDeadline(from, lasting, store);
    if (found.kind !== 'due' || !found.at.equals(walked))
      throw new Error(`The two disagree about ${from} + ${lasting}.`);
  }
  const rates = ratesOf(
    {
      ours: () => questions.map(({ from, lasting }) => deadline(from, lasting, store)),
      walk: () => questions.map(({ from, lasting }) => walkToDeadline(from, lasting, store)),
    },
    effort,
  );
  const [ours, walk] = [rates.ours * questions.length, rates.walk * questions.length];
  return [
    {
      what: 'deadlines in business time, one core',
      measured: `${whole(ours)}/s`,
      beside: `${whole(walk)}/s walking from minute to minute (ours is ${times(ours, walk)} that)`,
    },
  ];
}
