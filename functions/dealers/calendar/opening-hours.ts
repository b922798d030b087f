import { Temporal } from 'temporal-polyfill';
import { type Calendar, type OpenInterval, weekdays } from './calendar.ts';

/** The intervals that open on a local date: an exception's, else none on a holiday, else the week's. */
export function hoursOn(date: Temporal.PlainDate, calendar: Calendar): readonly OpenInterval[] {
  const day = date.toString();
  const exceptions = calendar.exceptions.filter((exception) => exception.date === day);
  if (exceptions.length > 0) return exceptions.flatMap(({ hours }) => hours);
  if (calendar.holidays.includes(day)) return [];
  const weekday = weekdays[date.dayOfWeek - 1];
  return calendar.hours.filter(({ days }) => days.some((named) => named === weekday));
}

/** Whether a name is an IANA zone that local times can be read in; a bare offset such as `+05:00` is none. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}
