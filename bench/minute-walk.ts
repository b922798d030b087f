import type { Temporal } from 'temporal-polyfill';
import { type Calendar, weekdays } from '../functions/dealers/calendar/calendar.ts';

/**
 * The floor for a deadline in business time: asks of each minute whether the store is open in it, until enough were.
 * Knows weeks and holidays only, no exceptions and no hours past midnight; whole minutes.
 */
export function walkToDeadline(
  from: Temporal.Instant,
  lasting: Temporal.Duration,
  calendar: Calendar,
): Temporal.Instant {
  let missing = lasting.total('minutes');
  let minute = from;
  while (missing > 0) {
    if (isOpen(minute.toZonedDateTimeISO(calendar.timeZone), calendar)) missing -= 1;
    minute = minute.add({ minutes: 1 });
  }
  return minute;
}

function isOpen(local: Temporal.ZonedDateTime, { hours, holidays }: Calendar): boolean {
  if (holidays.includes(local.toPlainDate().toString())) return false;
  const weekday = weekdays[local.dayOfWeek - 1];
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
  return hours.some(({ days, open, close }) => days.some((day) => day === weekday) && time >= open && time < close);
}
