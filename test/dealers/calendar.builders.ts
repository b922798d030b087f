import { Temporal } from 'temporal-polyfill';
import type { Calendar, OpenInterval, Weekday, WeeklyHours } from '../../functions/dealers/calendar/calendar.ts';

export const mondayToFriday: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];
export const everyDay: readonly Weekday[] = [...mondayToFriday, 'sat', 'sun'];

/** One row of hours: `row(mondayToFriday, '09:00-17:00')`. */
export function row(days: readonly Weekday[], times: string): WeeklyHours {
  return { days, ...interval(times) };
}

/** An exception on a date: `on('2026-12-24', '09:00-12:00')`; without times the store is closed. */
export function on(date: string, ...times: readonly string[]): { date: string; hours: readonly OpenInterval[] } {
  return { date, hours: times.map(interval) };
}

/** A calendar in New York, Monday to Friday nine to five, as far as nothing else is said. */
export function calendarWith(given: Partial<Calendar> = {}): Calendar {
  return {
    timeZone: 'America/New_York',
    hours: [row(mondayToFriday, '09:00-17:00')],
    holidays: [],
    exceptions: [],
    ...given,
  };
}

/** The instant of a local time in the store's zone; one with `Z` or an offset is taken as it is. */
export function instantOf(text: string, { timeZone }: Calendar): Temporal.Instant {
  return /Z|[+]\d\d:\d\d$|T.*-\d\d:\d\d$/.test(text)
    ? Temporal.Instant.from(text)
    : Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).toInstant();
}

function interval(text: string): OpenInterval {
  const [open = '', close = ''] = text.split('-');
  return { open, close };
}

/** A sum in business time: `2026-01-09T16:30 + PT1H = 2026-01-12T09:30`. */
export function sumOf(text: string, calendar: Calendar) {
  const [, from = '', lasting = '', due = ''] = /^(\S+) \+ (\S+) = (\S+)$/.exec(text) ?? [];
  return {
    from: instantOf(from, calendar),
    lasting: Temporal.Duration.from(lasting),
    due: instantOf(due, calendar),
  };
}
