import { Temporal } from 'temporal-polyfill';

/** What an event waits for while nothing is wrong with it. */
export type Wait =
  /** Its turn among all that waits in the queue, where so many are let through a second. */
  | { readonly kind: 'turn'; readonly perSecond: number }
  /** An instant (ISO text). */
  | { readonly kind: 'instant'; readonly at: string }
  /** What somebody else does sooner or later. */
  | { readonly kind: 'change' };

/** What came of an event that a queue brought: done with, waiting, or to be tried again; `code` says why it failed. */
export type Handled =
  | { readonly kind: 'done' }
  | { readonly kind: 'waits'; readonly for: Wait }
  | { readonly kind: 'failed'; readonly code: string };

/** What the pause before an event comes again follows from. */
export interface PauseFacts {
  /** How often the queue brought it, this time included. */
  readonly receiveCount: number;
  /** How much lies in the queue. */
  readonly backlog: number;
  readonly now: Temporal.Instant;
  /** A number in [0, 1). */
  readonly random: number;
}

/** SES asks to wait up to ten minutes: https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html */
const longestBackoffSeconds = 10 * 60;
const longestTurnSeconds = 15 * 60;
const longestChangeSeconds = 60 * 60;

/** From so many failures on, which takes minutes, an event is stuck: somebody should look. */
const stuckAfterReceives = 8;

/** In how many whole seconds an event comes again: at least one, so that nothing goes round in a circle at one instant. */
export function pauseSeconds(handled: Exclude<Handled, { kind: 'done' }>, facts: PauseFacts): number {
  if (handled.kind === 'failed') return backoff(facts.receiveCount, longestBackoffSeconds, facts.random);
  const { for: wait } = handled;
  if (wait.kind === 'instant') return within(untilInstant(wait.at, facts.now), longestTurnSeconds);
  if (wait.kind === 'change') return backoff(facts.receiveCount, longestChangeSeconds, facts.random);
  // Spread evenly over the time that all of them need: as many come in each second as are let through.
  return within(1 + Math.floor((facts.random * facts.backlog) / wait.perSecond), longestTurnSeconds);
}

/** Whether an event fails for so long that somebody should look. */
export function isStuck(handled: Handled, receiveCount: number): boolean {
  return handled.kind === 'failed' && receiveCount >= stuckAfterReceives;
}

/** Doubles from a second; shortened by a quarter at most, so that what failed together does not come together. */
function backoff(receiveCount: number, longestSeconds: number, random: number): number {
  const full = Math.min(2 ** (receiveCount - 1), longestSeconds);
  return within(Math.round(full * (3 / 4 + random / 4)), longestSeconds);
}

function untilInstant(at: string, now: Temporal.Instant): number {
  return Math.ceil((Temporal.Instant.from(at).epochMilliseconds - now.epochMilliseconds) / 1000);
}

function within(seconds: number, longestSeconds: number): number {
  return Math.max(1, Math.min(seconds, longestSeconds));
}
