import { Temporal } from 'temporal-polyfill';
import type { Calendar } from './calendar.ts';
import { openPeriods } from './open-periods.ts';

/** When a span of open time is over, or `never`: the store stays closed for five years before that. */
export type Deadline = { readonly kind: 'due'; readonly at: Temporal.Instant } | { readonly kind: 'never' };

/**
 * The first instant by which the store was open for `duration` (hours and smaller units, not negative) since `from`.
 * A span that ends with the closing hour is due then, not at the next opening; one of zero length is due at once, or
 * when the store is closed at its next opening. `elapsed(from, deadline(from, duration)) = duration`, always.
 */
export function deadline(from: Temporal.Instant, duration: Temporal.Duration, calendar: Calendar): Deadline {
  let missing = duration.total('milliseconds');
  for (const { start, end } of openPeriods(from, calendar)) {
    if (missing <= end - start) return { kind: 'due', at: Temporal.Instant.fromEpochMilliseconds(start + missing) };
    missing -= end - start;
  }
  return { kind: 'never' };
}

/** How long the store was open between two instants; zero where `to` is not after `from`. */
export function elapsed(from: Temporal.Instant, to: Temporal.Instant, calendar: Calendar): Temporal.Duration {
  const until = to.epochMilliseconds;
  let milliseconds = 0;
  for (const { start, end } of openPeriods(from, calendar)) {
    if (start >= until) break;
    milliseconds += Math.min(end, until) - start;
  }
  return Temporal.Duration.from({ milliseconds });
}
