import { Temporal } from 'temporal-polyfill';
import { type Calendar, type OpenInterval, weekdays } from './calendar.ts';

/** The intervals that open on a local date: an exception's, else none on a holiday, else the week's. */
export function hoursOn(date: Temporal.PlainDate, calendar: Calendar): readonly OpenInterval[] {
  const day = date.toString();
  const exceptions = calendar.exceptions.filter((exception) => exception.date === day);
  if (exceptions.length > 0) return exceptions.flatMap(({ hours }) => hours);
  return calendar.holidays.includes(day) ? [] : weeklyHoursOn(date, calendar);
}

/** The intervals that open on a date by its day of the week alone. */
export function weeklyHoursOn(date: Temporal.PlainDate, { hours }: Pick<Calendar, 'hours'>): readonly OpenInterval[] {
  const weekday = weekdays[date.dayOfWeek - 1];
  return hours.filter(({ days }) => days.some((named) => named === weekday));
}

export const minutesPerDay = 24 * 60;

/** An interval in minutes since the midnight before it; what ends on the next day closes after `minutesPerDay`. */
export function minutesOf({ open, close }: OpenInterval): { readonly opens: number; readonly closes: number } {
  return { opens: minuteOfDay(open), closes: minuteOfDay(close) + (close <= open ? minutesPerDay : 0) };
}

function minuteOfDay(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
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
