import { describe, expect, it } from 'vitest';
import { deadline, elapsed } from '../../functions/dealers/calendar/business-time.ts';
import { calendarWith, everyDay, mondayToFriday, row, sumOf } from './calendar.builders.ts';

const newYork = 'America/New_York';
const lordHowe = 'Australia/Lord_Howe';

describe('deadline where clocks change', () => {
  it.each([
    ['to summer time, over a weekend', newYork, '2026-03-06T16:30-05:00 + PT1H = 2026-03-09T09:30-04:00'],
    ['to winter time, over a weekend', newYork, '2026-10-30T16:30-04:00 + PT1H = 2026-11-02T09:30-05:00'],
    ['in Newfoundland', 'America/St_Johns', '2026-03-06T16:30-03:30 + PT1H = 2026-03-09T09:30-02:30'],
    ['never in Arizona', 'America/Phoenix', '2026-03-06T16:30-07:00 + PT1H = 2026-03-09T09:30-07:00'],
    ['never in Kathmandu', 'Asia/Kathmandu', '2026-03-06T16:30+05:45 + PT1H = 2026-03-09T09:30+05:45'],
    ['by the Friday Apia left out', 'Pacific/Apia', '2011-12-29T16:30-10:00 + PT1H = 2012-01-02T09:30+14:00'],
  ])('Monday to Friday: %s', (_name, timeZone, sum) => {
    expectSum(calendarWith({ timeZone, hours: [row(mondayToFriday, '09:00-17:00')] }), sum);
  });

  it.each([
    ['the missing hour', newYork, '00:00-24:00', '2026-03-08T01:30-05:00 + PT1H = 2026-03-08T03:30-04:00'],
    ['the doubled hour', newYork, '00:00-24:00', '2026-11-01T01:30-04:00 + PT1H = 2026-11-01T01:30-05:00'],
    ['closing in a gap', newYork, '01:00-02:30', '2026-03-08T01:00-05:00 + PT91M = 2026-03-09T01:01-04:00'],
    ['hours within a gap', newYork, '02:10-02:50', '2026-03-08T00:00-05:00 + PT5M = 2026-03-09T02:15-04:00'],
    ['opening in a gap', 'Europe/Berlin', '02:30-03:00', '2026-03-29T00:00+01:00 + PT5M = 2026-03-30T02:35+02:00'],
    ['a doubled opening', newYork, '01:30-02:30', '2026-11-01T00:00-04:00 + PT2H = 2026-11-01T02:30-05:00'],
    ['half an hour missing', lordHowe, '01:30-03:00', '2026-10-04T01:30+10:30 + PT1H = 2026-10-04T03:00+11:00'],
    ['half an hour doubled', lordHowe, '01:00-03:00', '2026-04-05T01:00+11:00 + PT150M = 2026-04-05T03:00+10:30'],
  ])('every day: %s', (_name, timeZone, times, sum) => {
    expectSum(calendarWith({ timeZone, hours: [row(everyDay, times)] }), sum);
  });

  it('a gap before midnight moves an opening past the next day’s first', () => {
    const hours = [row(['sat'], '23:30-01:00'), row(['sun'], '00:10-00:20')];
    const sum = '2026-03-28T22:00-02:00 + PT15M = 2026-03-29T00:35-01:00';
    expectSum(calendarWith({ timeZone: 'America/Nuuk', hours }), sum);
  });
});

function expectSum(calendar: Parameters<typeof sumOf>[1], sum: string): void {
  const { from, lasting, due } = sumOf(sum, calendar);
  const found = deadline(from, lasting, calendar);
  expect(found.kind === 'due' && String(found.at)).toBe(String(due));
  expect(elapsed(from, due, calendar).total('milliseconds')).toBe(lasting.total('milliseconds'));
}
