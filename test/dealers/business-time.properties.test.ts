import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { deadline, elapsed } from '../../functions/dealers/calendar/business-time.ts';
import { type Calendar, weekdays } from '../../functions/dealers/calendar/calendar.ts';
import { MinuteOracle } from './minute-oracle.ts';

const zones = [
  'America/New_York',
  'America/Phoenix',
  'America/St_Johns',
  'America/Nuuk',
  'Australia/Lord_Howe',
  'Europe/Berlin',
  'Europe/Dublin',
  'Pacific/Apia',
  'Asia/Kathmandu',
];
/** Days on and around which the clocks of these zones move; on 2011-12-30 Apia has no day at all. */
const clockChanges = ['2026-03-08', '2026-11-01', '2026-03-29', '2026-10-25', '2026-04-05', '2026-10-04', '2011-12-30'];
const reachDays = 6;

const quarter = fc.integer({ min: 0, max: 95 });
const nightQuarter = fc.integer({ min: 0, max: 14 });
const interval = fc
  .tuple(fc.oneof(quarter, nightQuarter), fc.oneof(quarter, nightQuarter, fc.constant(96)))
  .map(([open, close]) => ({ open: clock(open), close: clock(close) }));

interface Case {
  readonly calendar: Calendar;
  /** Minutes since the epoch. */
  readonly from: number;
}

const cases: fc.Arbitrary<Case> = fc
  .record({
    timeZone: fc.constantFrom(...zones),
    day: fc.oneof(
      fc.constantFrom(...clockChanges).map((date) => Date.parse(date) / 86_400_000),
      fc.integer({ min: 15_706, max: 22_000 }),
    ),
    minute: fc.integer({ min: -1440, max: 1440 }),
    rows: fc.array(fc.tuple(fc.subarray([...weekdays], { minLength: 1 }), interval), { minLength: 1, maxLength: 4 }),
    holidays: fc.array(fc.integer({ min: -4, max: 4 }), { maxLength: 2 }),
    exceptions: fc.array(fc.tuple(fc.integer({ min: -4, max: 4 }), fc.array(interval, { maxLength: 2 })), {
      maxLength: 2,
    }),
  })
  .map(({ timeZone, day, minute, rows, holidays, exceptions }) => ({
    calendar: {
      timeZone,
      hours: rows.map(([days, times]) => ({ days, ...times })),
      holidays: holidays.map((offset) => dateOf(day + offset)),
      exceptions: exceptions.map(([offset, hours]) => ({ date: dateOf(day + offset), hours })),
    },
    from: day * 1440 + minute,
  }));

describe('business time over random calendars, zones and clock changes', () => {
  it('finds open what a minute-by-minute look at the wall clock finds open', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 0, max: 3 * 1440 }), ({ calendar, from }, span) => {
        const oracle = new MinuteOracle(calendar, from, reachDays);
        const found = elapsed(at(from), at(from + span), calendar).total('minutes');
        expect(found).toBe(oracle.elapsed(from, from + span));
      }),
    );
  });

  it('is due when a minute-by-minute count is full', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 0, max: 600 }), ({ calendar, from }, minutes) => {
        const oracle = new MinuteOracle(calendar, from, reachDays);
        const due = deadline(at(from), Temporal.Duration.from({ minutes }), calendar);
        const expected = oracle.deadline(from, minutes);
        const found = due.kind === 'due' ? due.at.epochMilliseconds / 60_000 : Number.POSITIVE_INFINITY;
        // The oracle's last days miss intervals cut by its window, so beyond them it has no say.
        if (expected !== undefined && expected < from + (reachDays - 3) * 1440) expect(found).toBe(expected);
        else expect(found).toBeGreaterThanOrEqual(from + (reachDays - 3) * 1440);
      }),
    );
  });

  it('has elapsed exactly its duration at the deadline, to the millisecond and over weeks', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 0, max: 20 * 86_400_000 }), ({ calendar, from }, milliseconds) => {
        const start = at(from).add({ milliseconds: milliseconds % 60_000 });
        const due = deadline(start, Temporal.Duration.from({ milliseconds }), calendar);
        if (due.kind === 'never') return;
        expect(elapsed(start, due.at, calendar).total('milliseconds')).toBe(milliseconds);
        expect(Temporal.Instant.compare(due.at, start)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('adds up: no minute is lost or counted twice where a span is cut in two', () => {
    const span = fc.integer({ min: 0, max: 4 * 86_400_000 });
    fc.assert(
      fc.property(cases, span, span, ({ calendar, from }, one, other) => {
        const [start, middle, end] = [
          at(from),
          at(from).add({ milliseconds: one }),
          at(from).add({ milliseconds: one + other }),
        ];
        const parts = elapsed(start, middle, calendar).add(elapsed(middle, end, calendar));
        expect(elapsed(start, end, calendar).total('milliseconds')).toBe(parts.total('milliseconds'));
      }),
    );
  });
});

function at(minute: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(minute * 60_000);
}

function dateOf(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

function clock(quarters: number): string {
  return `${String(Math.floor(quarters / 4)).padStart(2, '0')}:${String((quarters % 4) * 15).padStart(2, '0')}`;
}
