import type { Temporal } from 'temporal-polyfill';
import { type Calendar, weekdays } from '../calendar/calendar.ts';
import { openPeriods } from '../calendar/open-periods.ts';
import type { Absence, Person } from './person.ts';

/** What of a dealer says on which days nobody works there. */
export type WorkDays = Pick<Calendar, 'timeZone' | 'holidays' | 'exceptions'>;

/** From when on somebody's next shift is asked for, and how many days ahead it may begin. */
interface Outlook {
  readonly now: Temporal.Instant;
  readonly withinDays: number;
}

const always = { days: weekdays, open: '00:00', close: '24:00' };

/**
 * The first instant at which somebody is on duty: `now` itself during a shift, else the begin of the next one, none when
 * that lies beyond `withinDays`. Without shifts somebody is always on duty; with shifts not on a day the dealer is
 * closed; a shift that opens on a day of absence does not take place.
 */
export function dutyFrom(person: Person, dealer: WorkDays, { now, withinDays }: Outlook): Temporal.Instant | undefined {
  const { shifts = [], absences = [] } = person;
  if (shifts.length === 0 && absences.length === 0) return now;
  const today = now.toZonedDateTimeISO(dealer.timeZone).toPlainDate();
  const calendar: Calendar = {
    timeZone: dealer.timeZone,
    hours: shifts.length > 0 ? shifts : [always],
    holidays: [
      ...(shifts.length > 0 ? closedDates(dealer) : []),
      // Two days back because a shift may end the day after it opened, and a zone may skip one.
      ...datesIn(absences, { from: today.subtract({ days: 2 }), to: today.add({ days: withinDays + 1 }) }),
    ],
    exceptions: [],
  };
  const [next] = openPeriods(now, calendar);
  const latest = now.add({ hours: withinDays * 24 }).epochMilliseconds;
  return next && next.start <= latest
    ? now.add({ milliseconds: Math.max(0, next.start - now.epochMilliseconds) })
    : undefined;
}

/** Whether somebody is on duty at an instant. */
export function isOnDuty(person: Person, dealer: WorkDays, now: Temporal.Instant): boolean {
  return dutyFrom(person, dealer, { now, withinDays: 1 })?.epochMilliseconds === now.epochMilliseconds;
}

/** Holidays and days with an exception of no hours; special hours open a holiday again. */
function closedDates({ holidays, exceptions }: WorkDays): readonly string[] {
  const closed = exceptions.filter(({ hours }) => hours.length === 0).map(({ date }) => date);
  const opened = new Set(exceptions.filter(({ hours }) => hours.length > 0).map(({ date }) => date));
  return [...holidays, ...closed].filter((date) => !opened.has(date));
}

function datesIn(
  absences: readonly Absence[],
  { from, to }: { from: Temporal.PlainDate; to: Temporal.PlainDate },
): readonly string[] {
  const days = from.until(to, { largestUnit: 'days' }).days + 1;
  return Array.from({ length: days }, (_, offset) => from.add({ days: offset }).toString()).filter((date) =>
    absences.some((absence) => absence.from <= date && date <= absence.to),
  );
}
