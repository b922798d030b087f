import { Temporal } from 'temporal-polyfill';
import { type Calendar, weekdays } from '../../dealers/calendar/calendar.ts';
import { type OpenPeriod, openPeriods } from '../../dealers/calendar/open-periods.ts';

/** The open time of one local date, in epoch milliseconds. */
export interface BusinessDay {
  readonly date: Temporal.PlainDate;
  readonly periods: readonly OpenPeriod[];
}

/** Local times between which people are called, whatever the dealer's hours. */
interface CallingHours {
  readonly from: string;
  readonly to: string;
}

/** The day of the contact, the next, and two in hand for days too short for anything. */
const daysAhead = 4;
/** So many openings outside of calling hours, and the dealer is taken to work at night. */
const mostOpenings = 200;

/**
 * A dealer's next four business days from an instant on, within calling hours. A dealer that is open only outside of
 * them keeps its own hours; one that stays closed for years is taken to be open on every day.
 */
export function businessDays(
  from: Temporal.Instant,
  calendar: Calendar,
  callingHours: CallingHours,
): readonly BusinessDay[] {
  const everyDay = {
    ...calendar,
    hours: [{ days: weekdays, open: '00:00', close: '24:00' }],
    holidays: [],
    exceptions: [],
  };
  const dates = daysOf(from, calendar, callingHours) ?? daysOf(from, calendar) ?? daysOf(from, everyDay, callingHours);
  return dates ?? [];
}

function daysOf(
  from: Temporal.Instant,
  calendar: Calendar,
  callingHours?: CallingHours,
): readonly BusinessDay[] | undefined {
  const days: { date: Temporal.PlainDate; periods: OpenPeriod[] }[] = [];
  let openings = 0;
  for (const period of openPeriods(from, calendar)) {
    openings += 1;
    if (openings > mostOpenings) break;
    const date = Temporal.Instant.fromEpochMilliseconds(period.start)
      .toZonedDateTimeISO(calendar.timeZone)
      .toPlainDate();
    const clipped = callingHours ? clip(period, instantsOf(callingHours, date, calendar.timeZone)) : period;
    if (clipped.end <= clipped.start) continue;
    const day = days.at(-1);
    if (day?.date.equals(date)) day.periods.push(clipped);
    else if (days.length === daysAhead) return days;
    else days.push({ date, periods: [clipped] });
  }
  return undefined;
}

function clip(period: OpenPeriod, within: OpenPeriod): OpenPeriod {
  return { start: Math.max(period.start, within.start), end: Math.min(period.end, within.end) };
}

function instantsOf({ from, to }: CallingHours, date: Temporal.PlainDate, timeZone: string): OpenPeriod {
  const at = (plainTime: string) => date.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds;
  return { start: at(from), end: at(to) };
}
