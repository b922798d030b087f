import { Temporal } from 'temporal-polyfill';
import { monotonicFactory } from 'ulid';

/** What a handler gets of the world; the only way in for time and chance. */
export interface Context {
  readonly now: Temporal.Instant;
  /** A new ULID: unique, and sorted by the time of its making. */
  readonly newId: () => string;
  /** A number in [0, 1), for jitter. */
  readonly random: () => number;
}

const ulid = monotonicFactory();

/** Makes the context of one invocation. */
export function enter(): Context {
  const now = Temporal.Now.instant();
  return { now, newId: () => ulid(now.epochMilliseconds), random: Math.random };
}
