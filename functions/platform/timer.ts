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

const slotMinutes = 5;
const slotsInTurn = 24;

/**
 * The names under which an overdue timer may be started at `now`, in the order in which they are tried:
 * `<name>-swept-<n>`, one more of them every five minutes since `since` (ISO text), when what it walks began. Whatever
 * fails at once is so started every five minutes, and once it is mended it has a name soon after. Every two hours the
 * names before are left behind: an execution that is alive for so long without taking its step gets another beside it.
 * They follow from the time alone, so that a sweep has nothing to remember.
 */
export function sweptNames(name: string, since: string, now: Temporal.Instant): readonly string[] {
  const minutes = Temporal.Instant.from(since).until(now).total('minutes');
  const slot = Math.max(0, Math.floor(minutes / slotMinutes));
  const first = slot - (slot % slotsInTurn);
  return Array.from({ length: slot - first + 1 }, (_, each) => `${name}-swept-${first + each + 1}`);
}
