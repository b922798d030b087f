import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { deadline } from '../../functions/dealers/calendar/business-time.ts';
import { type Calendar, weekdays } from '../../functions/dealers/calendar/calendar.ts';
import { calendarErrors } from '../../functions/dealers/calendar/calendar-limits.ts';
import { calendarWith, everyDay, on, row } from './calendar.builders.ts';

const now = Temporal.Instant.from('2026-11-23T15:00:00Z');

function pathsOf(given: Partial<Calendar>): readonly string[] {
  return calendarErrors(calendarWith(given), now).map(({ path }) => path);
}

/** So many dates in a row, from one on. */
function datesFrom(first: string, count: number, step = 1): readonly string[] {
  const date = Temporal.PlainDate.from(first);
  return Array.from({ length: count }, (_, index) => date.add({ days: index * step }).toString());
}

const fine: readonly string[] = [];
const tooFew = ['hours'];

describe('a week', () => {
  test.each<[string, Calendar['hours'], readonly string[]]>([
    ['of 300 minutes', [row(['mon'], '09:00-14:00')], fine],
    ['of 299 minutes', [row(['mon'], '09:00-13:59')], tooFew],
    ['of one minute', [row(['mon'], '09:00-09:01')], tooFew],
    ['of one minute a day', [row(everyDay, '09:00-09:01')], tooFew],
    ['of an hour on five days', [row(['mon', 'tue', 'wed', 'thu', 'fri'], '09:00-10:00')], fine],
    ['of 43 minutes a day', [row(everyDay, '09:00-09:43')], fine],
    ['of 42 minutes a day', [row(everyDay, '09:00-09:42')], tooFew],
    ['that names the same time twice', [row(['mon', 'mon'], '09:00-12:00'), row(['mon'], '09:00-12:00')], tooFew],
    ['whose rows overlap', [row(['mon'], '09:00-12:00'), row(['mon'], '11:00-13:59')], tooFew],
    ['whose rows meet', [row(['mon'], '09:00-12:00'), row(['mon'], '12:00-14:00')], fine],
    ['of one night', [row(['fri'], '22:00-03:00')], fine],
    ['of one night into the next week', [row(['sun'], '22:00-03:00')], fine],
    ['of nights that overlap the day after', [row(['sun'], '22:00-02:00'), row(['mon'], '00:00-02:59')], tooFew],
    ['of one whole day', [row(['sun'], '00:00-00:00')], fine],
  ])('%s', (_what, hours, expected) => {
    expect(pathsOf({ hours })).toEqual(expected);
    expect(pathsOf({ hours, timeZone: 'Pacific/Apia' })).toEqual(expected);
  });
});

describe('days off', () => {
  test.each<[string, Partial<Calendar>, readonly string[]]>([
    ['for a year', { holidays: datesFrom('2027-01-01', 365) }, tooFew],
    ['for three years by exceptions', { exceptions: datesFrom('2027-01-01', 600).map((date) => on(date)) }, tooFew],
    // Saturday to Friday: the Monday after opens on the 31st day.
    ['for four weeks', { holidays: datesFrom('2027-01-02', 28) }, fine],
    ['until the 35th day in the morning', { holidays: datesFrom('2027-01-04', 34) }, tooFew],
    ['that begin today and last', { holidays: datesFrom('2026-11-23', 60) }, tooFew],
    ['for years gone by', { holidays: datesFrom('2020-01-01', 1500) }, fine],
    ['in the year 9999', { holidays: datesFrom('9999-11-01', 60) }, tooFew],
    ['one week in two', { holidays: datesFrom('2027-01-04', 50).filter((_, day) => day % 14 < 7) }, fine],
    ['every Sunday for years', { holidays: datesFrom('2027-01-03', 500, 7) }, fine],
    ['by a minute a day', { exceptions: datesFrom('2027-01-01', 300).map((date) => on(date, '09:00-09:01')) }, tooFew],
    ['by ten minutes a day', { exceptions: datesFrom('2027-01-01', 300).map((date) => on(date, '09:00-09:10')) }, fine],
    [
      'after one long day',
      { exceptions: [on('2027-01-01', '00:00-24:00')], holidays: datesFrom('2027-01-02', 60) },
      tooFew,
    ],
    [
      'that an exception opens again in time',
      {
        exceptions: [on('2027-01-20', '09:00-14:00'), on('2027-02-15', '09:00-14:00')],
        holidays: datesFrom('2027-01-01', 60),
      },
      fine,
    ],
  ])('%s', (_what, given, expected) => {
    expect(pathsOf(given)).toEqual(expected);
  });
});

describe('the size of a calendar', () => {
  const holidays = (count: number) => datesFrom('2000-01-01', count);
  const hours = [row(['mon', 'tue', 'wed', 'thu', 'fri'], '09:00-17:00')];
  const bytes = (count: number) => JSON.stringify(hours).length + JSON.stringify(holidays(count)).length + '[]'.length;
  const most = Array.from({ length: 2000 }, (_, count) => count).findLast((count) => bytes(count) <= 20 * 1024) ?? 0;

  test.each<[string, Partial<Calendar>, readonly string[]]>([
    ['at its limit', { hours, holidays: holidays(most) }, fine],
    ['beyond it by one holiday', { hours, holidays: holidays(most + 1) }, ['holidays']],
    [
      'beyond it by exceptions',
      { exceptions: datesFrom('2000-01-01', 640).map((date) => on(date, '09:00-12:00')) },
      ['exceptions'],
    ],
    ['beyond it by hours', { hours: Array.from({ length: 430 }, () => row(['mon'], '09:00-17:00')) }, ['hours']],
  ])('%s', (_what, given, expected) => {
    expect(pathsOf(given)).toEqual(expected);
  });
});

test('with a calendar that is taken, the longest ladder there may be ends within six weeks, whenever a lead comes', () => {
  const minute = fc.integer({ min: 0, max: 1439 });
  const time = minute.map(
    (of) => `${String(Math.floor(of / 60)).padStart(2, '0')}:${String(of % 60).padStart(2, '0')}`,
  );
  const interval = fc.record({ open: time, close: time });
  const weekly = fc.tuple(fc.subarray([...weekdays], { minLength: 1 }), interval);
  const date = fc
    .integer({ min: 0, max: 70 })
    .map((days) => Temporal.PlainDate.from('2027-02-20').add({ days }).toString());
  const closing = fc.tuple(date, fc.integer({ min: 1, max: 45 })).map(([first, count]) => datesFrom(first, count));
  const calendar = fc.record({
    timeZone: fc.constantFrom('America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'UTC'),
    hours: fc
      .array(weekly, { minLength: 1, maxLength: 3 })
      .map((rows) => rows.map(([days, times]) => ({ days, ...times }))),
    holidays: fc.array(closing, { maxLength: 3 }).map((runs) => runs.flat()),
    exceptions: fc.array(fc.record({ date, hours: fc.array(interval, { maxLength: 2 }) }), { maxLength: 20 }),
  });
  const from = fc.integer({ min: 0, max: 120 * 24 }).map((hours) => now.add({ hours: 24 * 60 + hours }));
  let taken = 0;
  fc.assert(
    fc.property(calendar, from, (each, at) => {
      fc.pre(calendarErrors(each, now).length === 0);
      taken += 1;
      // Of an hour's target, the last step is two hours later; a change of the clocks takes an hour of the 300 minutes.
      const due = deadline(at, Temporal.Duration.from({ minutes: 240 }), each);
      expect(due.kind === 'due' && at.until(due.at).total('hours') / 24).toBeLessThanOrEqual(43);
    }),
    { numRuns: 100 },
  );
  expect(taken).toBeGreaterThan(50);
});
