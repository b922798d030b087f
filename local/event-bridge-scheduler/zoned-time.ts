import { Temporal } from 'temporal-polyfill';

/** Whether a time zone of this name is in the IANA database; offsets such as `+02:00` are none. */
export function isTimeZone(zone: string): boolean {
  if (/^[+-]/.test(zone)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

/** What clocks in `zone` show at an instant (epoch ms), as the epoch milliseconds at which UTC shows the same. */
export function wallTime(at: number, zone: string): number {
  const shown = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime();
  return shown.toZonedDateTime('UTC').epochMilliseconds;
}

/**
 * The instant (epoch ms) at which clocks in `zone` show `wall` (given as `wallTime` gives it), the first where they show it
 * twice; undefined where they never do.
 */
export function instantOf(wall: number, zone: string): number | undefined {
  const shown = Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO('UTC').toPlainDateTime();
  const found = shown.toZonedDateTime(zone, { disambiguation: 'earlier' });
  return found.toPlainDateTime().equals(shown) ? found.epochMilliseconds : undefined;
}
