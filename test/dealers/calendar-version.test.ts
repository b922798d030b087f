import { expect, test } from 'vitest';
import { calendarVersionOf } from '../../functions/dealers/calendar/calendar-version.ts';
import { calendarWith, row } from './calendar.builders.ts';

const calendar = calendarWith();
const day = { date: '2026-12-24', hours: [{ open: '09:00', close: '12:00' }] };

test('a calendar has one version, in whatever order its members stand', () => {
  const turned = Object.fromEntries(Object.entries(calendar).reverse()) as typeof calendar;
  const hours = calendar.hours.map(({ days, open, close }) => ({ close, open, days }));
  expect(calendarVersionOf({ ...turned, hours })).toBe(calendarVersionOf(calendar));
  expect(calendarVersionOf(calendar)).toMatch(/^[0-9a-f]{32}$/);
});

test('and another one wherever it says something else', () => {
  const others = [
    calendar,
    { ...calendar, timeZone: 'America/Chicago' },
    { ...calendar, hours: [row(['mon'], '09:00-17:00')] },
    { ...calendar, hours: [row(['mon'], '09:00-17:01')] },
    { ...calendar, holidays: ['2026-12-24'] },
    { ...calendar, exceptions: [day] },
    { ...calendar, exceptions: [{ ...day, hours: [] }] },
  ];
  expect(new Set(others.map(calendarVersionOf)).size).toBe(others.length);
});
