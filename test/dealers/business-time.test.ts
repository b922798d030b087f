import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { deadline, elapsed } from '../../functions/dealers/calendar/business-time.ts';
import type { Calendar } from '../../functions/dealers/calendar/calendar.ts';
import { calendarWith, everyDay, instantOf, mondayToFriday, on, row, sumOf } from './calendar.builders.ts';

const office = calendarWith();
const lunch = calendarWith({ hours: [row(mondayToFriday, '09:00-12:00'), row(mondayToFriday, '13:30-17:00')] });
const saturday = calendarWith({ hours: [...office.hours, row(['sat'], '09:00-13:00')] });
const holiday = calendarWith({ holidays: ['2026-01-12'] });
const always = calendarWith({ hours: [row(everyDay, '00:00-24:00')] });
const fullDay = calendarWith({ hours: [row(['mon'], '08:00-08:00')] });
const night = calendarWith({ hours: [row(['fri'], '20:00-02:00')] });
const overlap = calendarWith({ hours: [row(['mon'], '09:00-13:00'), row(['mon', 'tue'], '12:00-17:00')] });
const spill = calendarWith({ hours: [row(['mon'], '20:00-10:00'), row(['tue'], '09:00-17:00')] });
const split = calendarWith({ exceptions: [on('2026-01-12', '11:00-12:00', '15:00-16:00')] });

// 2026-01-05 is a Monday; times are the store's.
const vectors: readonly (readonly [name: string, calendar: Calendar, sum: string])[] = [
  ['Friday evening to Monday', office, '2026-01-09T16:30 + PT1H = 2026-01-12T09:30'],
  ['before opening', office, '2026-01-07T07:00 + PT2H = 2026-01-07T11:00'],
  ['Sunday night', office, '2026-01-11T20:00 + PT15M = 2026-01-12T09:15'],
  ['over lunch', lunch, '2026-01-07T11:30 + PT1H = 2026-01-07T14:00'],
  ['in lunch', lunch, '2026-01-07T12:30 + PT15M = 2026-01-07T13:45'],
  ['holiday Monday', holiday, '2026-01-09T16:30 + PT1H = 2026-01-13T09:30'],
  ['into a half Saturday', saturday, '2026-01-09T16:30 + PT1H = 2026-01-10T09:30'],
  ['out of a half Saturday', saturday, '2026-01-10T12:30 + PT1H = 2026-01-12T09:30'],

  ['full at closing', office, '2026-01-09T16:00 + PT1H = 2026-01-09T17:00'],
  ['from closing on', office, '2026-01-09T17:00 + PT1M = 2026-01-12T09:01'],
  ['nothing, while open', office, '2026-01-09T16:00 + PT0S = 2026-01-09T16:00'],
  ['nothing, while closed', office, '2026-01-09T17:00 + PT0S = 2026-01-12T09:00'],
  ['half of fifteen minutes', office, '2026-01-09T16:55 + PT450S = 2026-01-12T09:02:30'],
  ['a year of hours', office, '2026-01-05T09:00 + PT2080H = 2027-01-01T17:00'],

  ['open all night', always, '2026-01-09T23:50 + PT15M = 2026-01-10T00:05'],
  ['a day that closes as it opens', fullDay, '2026-01-06T07:00 + PT2H = 2026-01-12T09:00'],
  ['after midnight', night, '2026-01-10T01:30 + PT1H = 2026-01-16T20:30'],
  ['into a holiday', { ...night, holidays: ['2026-01-10'] }, '2026-01-09T23:30 + PT1H = 2026-01-10T00:30'],
  ['out of a holiday', { ...night, holidays: ['2026-01-09'] }, '2026-01-10T01:00 + PT1H = 2026-01-16T21:00'],
  ['rows that overlap', overlap, '2026-01-05T09:00 + PT9H = 2026-01-06T13:00'],
  ['a night that overlaps the morning', spill, '2026-01-06T08:30 + PT2H = 2026-01-06T10:30'],
  [
    'an exception opens a holiday',
    { ...holiday, exceptions: [on('2026-01-12', '10:00-12:00')] },
    '2026-01-11T20:00 + PT1H = 2026-01-12T11:00',
  ],
  ['an exception replaces the week', split, '2026-01-12T09:00 + PT90M = 2026-01-12T15:30'],
  [
    'an exception without hours',
    calendarWith({ exceptions: [on('2026-01-12')] }),
    '2026-01-09T16:30 + PT1H = 2026-01-13T09:30',
  ],
];

describe('deadline', () => {
  it.each(vectors)('%s', (_name, calendar, sum) => {
    const { from, lasting, due } = sumOf(sum, calendar);
    const found = deadline(from, lasting, calendar);
    expect(found.kind === 'due' && String(found.at)).toBe(String(due));
    expect(elapsed(from, due, calendar).total('milliseconds')).toBe(lasting.total('milliseconds'));
  });

  it.each([
    ['that has no hours', calendarWith({ hours: [] })],
    ['that closes for good', calendarWith({ hours: [], exceptions: [on('2026-01-05', '09:00-09:30')] })],
  ])('says never for a store %s', (_name, calendar) => {
    const from = instantOf('2026-01-05T09:00', calendar);
    expect(deadline(from, Temporal.Duration.from('PT1H'), calendar)).toEqual({ kind: 'never' });
  });

  it('waits out a long closure', () => {
    const reopening = calendarWith({ hours: [], exceptions: [on('2029-06-01', '09:00-17:00')] });
    const { from, lasting, due } = sumOf('2026-01-05T09:00 + PT1H = 2029-06-01T10:00', reopening);
    const found = deadline(from, lasting, reopening);
    expect(found.kind === 'due' && String(found.at)).toBe(String(due));
  });
});

describe('elapsed', () => {
  it.each([
    { name: 'counts nothing backwards', from: '2026-01-07T12:00', to: '2026-01-07T11:00', hours: 0 },
    { name: 'counts nothing over a weekend', from: '2026-01-09T17:00', to: '2026-01-12T09:00', hours: 0 },
    { name: 'counts a week as forty hours', from: '2026-01-05T00:00', to: '2026-01-12T00:00', hours: 40 },
    { name: 'cuts both ends', from: '2026-01-05T16:30', to: '2026-01-06T09:30', hours: 1 },
  ])('$name', ({ from, to, hours }) => {
    expect(elapsed(instantOf(from, office), instantOf(to, office), office).total('hours')).toBe(hours);
  });
});
