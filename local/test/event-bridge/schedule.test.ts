import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidSchedule } from '../../event-bridge/invalid-schedule.ts';
import type { Schedule } from '../../event-bridge/schedule.ts';
import { parseSchedule } from '../../event-bridge/schedule-expression.ts';
import { minute, start } from './event-bridge-rig.ts';

const iso = (at: number | undefined) => at && new Date(at).toISOString().replace(':00.000Z', 'Z');

function ticksFrom(schedule: Schedule, from: string, many: number): (string | undefined | 0)[] {
  const ticks: (string | undefined | 0)[] = [];
  let at: number | undefined = Date.parse(from);
  while (at !== undefined && ticks.length < many) {
    at = schedule.next(at);
    ticks.push(iso(at));
  }
  return ticks;
}

const next: readonly (readonly [string, string, readonly (string | undefined)[]])[] = [
  ['cron(0 10 * * ? *)', '2026-03-02T10:00:00Z', ['2026-03-03T10:00Z', '2026-03-04T10:00Z']],
  ['cron(0/15 8-9 ? * MON-FRI *)', '2026-03-06T09:31:00Z', ['2026-03-06T09:45Z', '2026-03-09T08:00Z']],
  ['cron(5,35 14 * * ? *)', '2026-03-02T14:05:00Z', ['2026-03-02T14:35Z', '2026-03-03T14:05Z']],
  ['cron(0 0 29 2 ? *)', '2026-01-01T00:00:00Z', ['2028-02-29T00:00Z', '2032-02-29T00:00Z']],
  ['cron(0 0 31 * ? *)', '2026-01-31T00:00:00Z', ['2026-03-31T00:00Z', '2026-05-31T00:00Z']],
  ['cron(0 8 L * ? *)', '2026-02-01T00:00:00Z', ['2026-02-28T08:00Z', '2026-03-31T08:00Z']],
  ['cron(0 8 LW * ? *)', '2026-02-01T00:00:00Z', ['2026-02-27T08:00Z', '2026-03-31T08:00Z']],
  ['cron(0 8 1W * ? *)', '2026-07-31T12:00:00Z', ['2026-08-03T08:00Z', '2026-09-01T08:00Z', '2026-10-01T08:00Z']],
  ['cron(0 8 31W * ? *)', '2026-05-01T00:00:00Z', ['2026-05-29T08:00Z', '2026-07-31T08:00Z']],
  ['cron(15 10 ? * 6L 2002-2005)', '2005-11-30T00:00:00Z', ['2005-12-30T10:15Z', undefined]],
  ['cron(0 2 ? * SAT#3 *)', '2026-03-01T00:00:00Z', ['2026-03-21T02:00Z', '2026-04-18T02:00Z']],
  ['cron(0 2 ? * 2#5 *)', '2026-03-01T00:00:00Z', ['2026-03-30T02:00Z', '2026-06-29T02:00Z']],
  ['cron(0 2 ? * L *)', '2026-03-01T00:00:00Z', ['2026-03-07T02:00Z', '2026-03-14T02:00Z']],
  ['cron(0/5 5 ? JAN 1-5 2022)', '2022-01-03T05:50:00Z', ['2022-01-03T05:55Z', '2022-01-04T05:00Z']],
  ['cron(59 23 31 DEC ? 2199)', '2026-01-01T00:00:00Z', ['2199-12-31T23:59Z', undefined]],
  ['cron(0 0 30 2 ? *)', '2026-01-01T00:00:00Z', [undefined]],
  ['cron(0 0 1 1 ? 2020/4)', '2026-01-01T00:00:00Z', ['2028-01-01T00:00Z', '2032-01-01T00:00Z']],
  ['rate(1 minute)', '2026-03-02T14:00:00Z', ['2026-03-02T14:01Z', '2026-03-02T14:02Z']],
  ['rate(90 minutes)', '2026-03-02T14:00:00Z', ['2026-03-02T15:30Z', '2026-03-02T17:00Z']],
  ['rate(5 hours)', '2026-03-02T20:00:00Z', ['2026-03-03T00:00Z', '2026-03-03T05:00Z']],
  ['rate(1 day)', '2020-01-01T00:00:00Z', ['2026-03-03T14:00Z', '2026-03-04T14:00Z']],
];

test.each(next)('%s after %s', (expression, from, expected) => {
  expect(ticksFrom(parseSchedule(expression)(start), from, expected.length)).toEqual(expected);
});

// The rates and the first five crons are refused by AWS as recorded.
const refused = [
  ...['rate(10 seconds)', 'rate(10 years)', 'rate(1 minutes)', 'rate(1 hours)', 'rate(1 days)', 'rate(10 minute)'],
  ...['rate(10 hour)', 'rate(10 day)', 'rate()', 'rate(10)', 'rate(10 minutess)', 'rate(foo minutes)'],
  ...['rate(0 minutes)', 'rate(-10 minutes)', 'rate(10 MINUTES)', 'rate( 10 minutes )', ' rate(10 minutes)'],
  ...[
    'cron(0 1 * * * *)',
    'cron(7 20 * * NOT *)',
    'cron(INVALID)',
    'cron(0 dummy ? * MON-FRI *)',
    'cron(71 8 1 * ? *)',
  ],
  ...['cron(0 1 ? * ? *)', 'cron(0 1 * * ?)', 'cron(0 24 * * ? *)', 'cron(0 1 0 * ? *)', 'cron(0 1 ? * 3#6 *)'],
  ...[
    'cron(0 1 ? * 3#1,6#3 *)',
    'cron(5-1 1 * * ? *)',
    'cron(0/0 1 * * ? *)',
    'cron(0 1 * * ? 2200)',
    'at(2026-01-01)',
    '',
  ],
];

test.each(refused)('%j is refused', (expression) => {
  expect(() => parseSchedule(expression)).toThrow(InvalidSchedule);
});

describe('properties', () => {
  const field = (min: number, max: number) =>
    fc.oneof(
      fc.constant('*'),
      fc.integer({ min, max }).map(String),
      fc
        .tuple(fc.integer({ min, max }), fc.integer({ min: 1, max: 30 }))
        .map(([from, by]) => `${from}/${Math.min(by, max)}`),
    );
  const days = fc.oneof(
    fc.oneof(field(1, 31), fc.constantFrom('L', 'LW', '15W', '1W')).map((day) => [day, '?'] as const),
    fc.oneof(field(1, 7), fc.constantFrom('L', '6L', 'MON#1', '3#5')).map((day) => ['?', day] as const),
  );
  const expression = fc.oneof(
    fc
      .tuple(field(0, 59), field(0, 23), days, field(1, 12))
      .map(([minutes, hours, [day, weekday], month]) => `cron(${minutes} ${hours} ${day} ${month} ${weekday} *)`),
    fc.integer({ min: 2, max: 5_000 }).map((count) => `rate(${count} minutes)`),
  );
  const instant = fc.integer({ min: start, max: start + 800 * 1_440 * minute });

  test('ticks are counted, met in order and found backwards', () => {
    fc.assert(
      fc.property(expression, instant, fc.integer({ min: 1, max: 40 }), (text, from, many) => {
        const schedule = parseSchedule(text)(start);
        const ticks: number[] = [];
        for (let at = schedule.next(from); at !== undefined && ticks.length < many; at = schedule.next(at))
          ticks.push(at);
        expect(ticks).toEqual([...ticks].sort((one, other) => one - other));
        const last = ticks.at(-1);
        if (last === undefined) return;
        expect(schedule.count(from, last)).toBe(ticks.length);
        expect(schedule.previous(last + 1)).toBe(last);
        expect(schedule.previous(last)).toBe(ticks.at(-2) ?? schedule.previous(last));
      }),
    );
  });

  test('a cron ticks at the minutes whose calendar fields it names', () => {
    const parts = fc.tuple(
      fc.integer({ min: 0, max: 59 }),
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 1, max: 7 }),
    );
    fc.assert(
      fc.property(parts, instant, ([at, hour, weekday], from) => {
        const tick = parseSchedule(`cron(${at} ${hour} ? * ${weekday} *)`)(start).next(from) ?? 0;
        const date = new Date(tick);
        expect([date.getUTCMinutes(), date.getUTCHours(), date.getUTCDay() + 1]).toEqual([at, hour, weekday]);
        expect(tick - from).toBeGreaterThan(0);
        expect(tick - from).toBeLessThanOrEqual(7 * 1_440 * minute);
      }),
    );
  });
});

test('ten years of minutes are counted by days', () => {
  const from = Date.parse('2026-01-01T00:00:00Z');
  const to = Date.parse('2036-01-01T00:00:00Z');
  expect(parseSchedule('cron(* * * * ? *)')(start).count(from, to)).toBe(3652 * 1440);
  expect(parseSchedule('rate(1 minute)')(from).count(from, to)).toBe(3652 * 1440);
});
