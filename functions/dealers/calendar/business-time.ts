import { Temporal } from 'temporal-polyfill';
import type { Calendar } from './calendar.ts';
import { openPeriods } from './open-periods.ts';

/** When a span of open time is over, or `never`: the dealer stays closed for five years before that. */
type Deadline = { readonly kind: 'due'; readonly at: Temporal.Instant } | { readonly kind: 'never' };

/**
 * The first instant by which the dealer was open for `duration` (hours and smaller units, not negative) since `from`.
 * A span that ends with the closing hour is due then, not at the next opening; one of zero length is due at once, or
 * when the dealer is closed at its next opening. `elapsed(from, deadline(from, duration)) = duration`, always.
 */
export function deadline(from: Temporal.Instant, duration: Temporal.Duration, calendar: Calendar): Deadline {
  return deadlines(from, [duration], calendar)[0] ?? { kind: 'never' };
}

/** The deadlines of several durations in ascending order, found in one walk through the calendar. */
export function deadlines(
  from: Temporal.Instant,
  durations: readonly Temporal.Duration[],
  calendar: Calendar,
): readonly Deadline[] {
  const spans = durations.map((duration) => duration.total('milliseconds'));
  const due: Deadline[] = [];
  let passed = 0;
  for (const { start, end } of openPeriods(from, calendar)) {
    const reached = spans.slice(due.length).filter((span) => span - passed <= end - start);
    for (const span of reached)
      due.push({ kind: 'due', at: Temporal.Instant.fromEpochMilliseconds(start + span - passed) });
    if (due.length === spans.length) return due;
    passed += end - start;
  }
  return spans.map((_, index) => due[index] ?? { kind: 'never' });
}

/** How long the dealer was open between two instants; zero where `to` is not after `from`. */
export function elapsed(from: Temporal.Instant, to: Temporal.Instant, calendar: Calendar): Temporal.Duration {
  const until = to.epochMilliseconds;
  let milliseconds = 0;
  for (const { start, end } of openPeriods(from, calendar)) {
    if (start >= until) break;
    milliseconds += Math.min(end, until) - start;
  }
  return Temporal.Duration.from({ milliseconds });
}
