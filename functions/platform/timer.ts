import { Temporal } from 'temporal-polyfill';
import { toInstantText } from '../events/event.ts';

/** What a timer's rule says: that something is left at an instant (ISO text, to the millisecond), or that nothing is. */
export type TimerDecision = { readonly kind: 'wait'; readonly wakeAt: string } | { readonly kind: 'done' };

/** What a timer's execution is told: the key again, and whether it waits or ends. */
export type TimerAnswer<Key> = Key & ({ readonly next: 'wait'; readonly wakeAt: string } | { readonly next: 'done' });

/** A timer's answer in the form its execution takes: an instant to wait for is a whole second. */
export function timerAnswer<Key extends object>(key: Key, decision: TimerDecision): TimerAnswer<Key> {
  if (decision.kind === 'done') return { ...key, next: 'done' };
  return { ...key, next: 'wait', wakeAt: wholeSecondFrom(decision.wakeAt) };
}

/**
 * The first whole second at or after an instant (ISO text). Step Functions cuts the milliseconds off a Wait's timestamp:
 * a wait for the instant itself would end up to 999 ms early, and the rule would find that nothing is due. Rules and
 * events keep the exact instants; only what an execution is handed is rounded, so it wakes at most a second late.
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html
 */
export function wholeSecondFrom(at: string): string {
  return toInstantText(Temporal.Instant.from(at).round({ smallestUnit: 'second', roundingMode: 'ceil' }));
}

/** How often a day an overdue timer is started again: often enough for whoever stops one by hand, too seldom to be a bill. */
const startsPerDay = 10;

/**
 * The names under which an overdue timer may be started at `now`: `<name>-swept-<n>`, ten of them in each day since
 * `since` (ISO text), when what it walks began. They follow from the time alone, so that a sweep has nothing to remember.
 */
export function sweptNames(name: string, since: string, now: Temporal.Instant): readonly string[] {
  const day = Math.max(0, Math.floor(Temporal.Instant.from(since).until(now).total('hours') / 24));
  return Array.from({ length: startsPerDay }, (_, each) => `${name}-swept-${day * startsPerDay + each + 1}`);
}
