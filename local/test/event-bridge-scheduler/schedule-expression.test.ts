import { describe, expect, test } from 'vitest';
import { InvalidSchedule } from '../../event-bridge/invalid-schedule.ts';
import { parseTiming, type Timing } from '../../event-bridge-scheduler/schedule-expression.ts';

/** The first ticks after `from`, of a schedule made then. */
function ticks(timing: Timing, from: string, count: number): readonly string[] {
  const schedule = parseTiming(timing)(Date.parse(from));
  const found: string[] = [];
  for (let at = schedule.next(Date.parse(from)); at !== undefined && found.length < count; at = schedule.next(at))
    found.push(new Date(at).toISOString().slice(0, 16));
  return found;
}

describe('cron in a zone', () => {
  test.each([
    {
      when: 'New York leaves 02:30 out on 8 March',
      expression: 'cron(30 2 * * ? *)',
      zone: 'America/New_York',
      from: '2026-03-07T00:00:00Z',
      gives: ['2026-03-07T07:30', '2026-03-09T06:30', '2026-03-10T06:30'],
    },
    {
      when: 'New York shows 01:30 twice on 1 November',
      expression: 'cron(30 1 * * ? *)',
      zone: 'America/New_York',
      from: '2026-10-31T00:00:00Z',
      gives: ['2026-10-31T05:30', '2026-11-01T05:30', '2026-11-02T06:30'],
    },
    {
      when: 'it is asked within the second 01:00 to 02:00',
      expression: 'cron(30 1 * * ? *)',
      zone: 'America/New_York',
      from: '2026-11-01T06:10:00Z',
      gives: ['2026-11-02T06:30', '2026-11-03T06:30'],
    },
    {
      when: 'every half hour over the gap',
      expression: 'cron(0/30 * * * ? *)',
      zone: 'America/New_York',
      from: '2026-03-08T06:00:00Z',
      gives: ['2026-03-08T06:30', '2026-03-08T07:00', '2026-03-08T07:30'],
    },
    {
      when: 'every half hour over the hour shown twice: it fires once',
      expression: 'cron(0/30 * * * ? *)',
      zone: 'America/New_York',
      from: '2026-11-01T05:00:00Z',
      gives: ['2026-11-01T05:30', '2026-11-01T07:00', '2026-11-01T07:30'],
    },
    {
      when: 'Lord Howe leaves out 02:00 to 02:30 on 4 October',
      expression: 'cron(15,45 2 * * ? *)',
      zone: 'Australia/Lord_Howe',
      from: '2026-10-03T00:00:00Z',
      gives: ['2026-10-03T15:45', '2026-10-04T15:15', '2026-10-04T15:45'],
    },
    {
      when: 'Lord Howe shows 01:30 to 02:00 twice on 5 April',
      expression: 'cron(15,45 1 * * ? *)',
      zone: 'Australia/Lord_Howe',
      from: '2026-04-04T12:00:00Z',
      gives: ['2026-04-04T14:15', '2026-04-04T14:45', '2026-04-05T14:45'],
    },
    {
      when: 'Kolkata never changes',
      expression: 'cron(30 2 * * ? *)',
      zone: 'Asia/Kolkata',
      from: '2026-03-07T22:00:00Z',
      gives: ['2026-03-08T21:00', '2026-03-09T21:00', '2026-03-10T21:00'],
    },
    {
      when: 'the day of the week is the zone’s: Monday in Auckland is Sunday in UTC',
      expression: 'cron(0 9 ? * MON *)',
      zone: 'Pacific/Auckland',
      from: '2026-07-01T00:00:00Z',
      gives: ['2026-07-05T21:00', '2026-07-12T21:00'],
    },
  ])('$when', ({ expression, zone, from, gives }) => {
    expect(ticks({ expression, zone }, from, gives.length)).toEqual(gives);
  });

  test('ticks from StartDate to EndDate, both included', () => {
    const timing = { expression: 'cron(0 12 * * ? *)', zone: 'UTC' };
    const dates = { startDate: Date.parse('2026-03-03T12:00Z'), endDate: Date.parse('2026-03-05T12:00Z') };
    const gives = ['2026-03-03T12:00', '2026-03-04T12:00', '2026-03-05T12:00'];
    expect(ticks({ ...timing, ...dates }, '2026-03-01T00:00:00Z', 9)).toEqual(gives);
  });
});

describe('rate', () => {
  test('counts 24 hours a day over a change of the clock', () => {
    const startDate = Date.parse('2026-03-07T12:00:00Z');
    const gives = ['2026-03-07T12:00', '2026-03-08T12:00', '2026-03-09T12:00'];
    const timing = { expression: 'rate(1 day)', zone: 'America/New_York', startDate };
    expect(ticks(timing, '2026-03-01T00:00:00Z', 3)).toEqual(gives);
  });

  test('keeps the rhythm of a StartDate that has passed', () => {
    const timing = { expression: 'rate(7 minutes)', zone: 'UTC', startDate: Date.parse('2026-03-01T00:00:00Z') };
    expect(ticks(timing, '2026-03-01T00:10:00Z', 2)).toEqual(['2026-03-01T00:14', '2026-03-01T00:21']);
  });

  test('begins within a minute where it has no StartDate', () => {
    const gives = ['2026-03-01T00:01', '2026-03-01T05:01'];
    expect(ticks({ expression: 'rate(5 hours)', zone: 'UTC' }, '2026-03-01T00:00:20Z', 2)).toEqual(gives);
  });
});

describe('at', () => {
  test.each([
    ['in summer', '2026-07-01T09:00:00', '2026-07-01T13:00'],
    ['in winter', '2026-12-01T09:00:00', '2026-12-01T14:00'],
    ['the first of two', '2026-11-01T01:30:00', '2026-11-01T05:30'],
  ])('ticks once, %s', (_, wall, gives) => {
    const timing = { expression: `at(${wall})`, zone: 'America/New_York' };
    expect(ticks(timing, '2026-03-01T00:00:00Z', 5)).toEqual([gives]);
  });
});

test.each([
  'at(2026-03-08T02:30:00)',
  'at(2026-02-30T09:00:00)',
  'at(2026-02-03)',
  'rate(5 weeks)',
  'cron(0 9 * * *)',
  'every(5 minutes)',
])('%s is no schedule in New York', (expression) => {
  expect(() => parseTiming({ expression, zone: 'America/New_York' })).toThrow(InvalidSchedule);
});
