import type { Temporal } from 'temporal-polyfill';
import type { Calendar, OpenInterval } from './calendar.ts';
import { hoursOn, minutesOf } from './opening-hours.ts';

/** A stretch of open time between two instants, in epoch milliseconds; `end` is the first closed moment. */
export interface OpenPeriod {
  readonly start: number;
  readonly end: number;
}

/** Days in a row without an opening after which a dealer is taken to open no more: five years. */
const longestClosureDays = 5 * 366;

/** An interval may end a day after it opened, and a zone may skip one more (Pacific/Apia, 2011-12-30). */
const spillDays = 2;

/**
 * A dealer's open time from an instant on: ascending, without overlap however many rows name a day, endless until the
 * dealer stays closed for `longestClosureDays`. Costs a few zone look-ups per day, whatever the hours.
 */
export function* openPeriods(from: Temporal.Instant, calendar: Calendar): Generator<OpenPeriod, void, undefined> {
  let date = from.toZonedDateTimeISO(calendar.timeZone).toPlainDate().subtract({ days: spillDays });
  let reached = from.epochMilliseconds;
  let held: readonly OpenPeriod[] = [];
  for (let closedDays = 0; closedDays <= longestClosureDays; date = date.add({ days: 1 })) {
    const opening = periodsOpeningOn(date, calendar);
    closedDays = opening.length > 0 ? 0 : closedDays + 1;
    // A gap before midnight moves an opening past the next day's first, so a day is held until its next is known.
    const settledBefore = Math.min(...opening.map(({ start }) => start));
    const known = [...held, ...opening].sort((one, other) => one.start - other.start);
    held = known.filter(({ start }) => start >= settledBefore);
    for (const { start, end } of known.slice(0, known.length - held.length)) {
      if (end <= reached) continue;
      yield { start: Math.max(start, reached), end };
      reached = end;
    }
  }
}

function periodsOpeningOn(date: Temporal.PlainDate, calendar: Calendar): readonly OpenPeriod[] {
  return hoursOn(date, calendar).flatMap((interval) => periodOf(interval, date, calendar.timeZone) ?? []);
}

/** An interval's instants on one date; none where the zone's gap swallows it whole. */
function periodOf(interval: OpenInterval, date: Temporal.PlainDate, zone: string): OpenPeriod | undefined {
  const { opens, closes } = minutesOf(interval);
  const start = edge(date, opens, zone);
  const end = edge(date, closes, zone);
  if ((start.skipped && end.skipped) || end.milliseconds <= start.milliseconds) return undefined;
  return { start: start.milliseconds, end: end.milliseconds };
}

/** A wall time's instant: the earlier of two, and in a gap the time that clock would have shown had it not moved. */
function edge(date: Temporal.PlainDate, minutes: number, zone: string): { milliseconds: number; skipped: boolean } {
  const wall = date.toPlainDateTime().add({ minutes });
  const zoned = wall.toZonedDateTime(zone, { disambiguation: 'compatible' });
  return { milliseconds: zoned.epochMilliseconds, skipped: !zoned.toPlainDateTime().equals(wall) };
}
