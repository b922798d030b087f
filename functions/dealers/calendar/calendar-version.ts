import { sha256 } from '../../platform/stable-hash.ts';
import type { Calendar } from './calendar.ts';

/** Names a calendar by what it says: equal calendars have one version, and what a version says never changes. */
export type CalendarVersion = string & { readonly brand: 'CalendarVersion' };

/** Enough of a hash in hex that no two calendars of a dealer ever share it. */
const versionLength = 32;

/** What of a dealer is its calendar. */
export function calendarOf({ timeZone, hours, holidays, exceptions }: Calendar): Calendar {
  return { timeZone, hours, holidays, exceptions };
}

/** The version of a calendar, the same in whatever order its members stand. */
export function calendarVersionOf({ timeZone, hours, holidays, exceptions }: Calendar): CalendarVersion {
  const parts = [
    timeZone,
    hours.map(({ days, open, close }) => [days, open, close]),
    holidays,
    exceptions.map((day) => [day.date, day.hours.map(({ open, close }) => [open, close])]),
  ];
  return sha256(JSON.stringify(parts)).slice(0, versionLength) as CalendarVersion;
}
