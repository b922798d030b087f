import { Temporal } from 'temporal-polyfill';
import { monotonicFactory } from 'ulid';
import { readEnv } from './env.port.ts';

/** What a handler gets of the world; the only way in for time, place and chance. */
export interface Context {
  /** When it was made: as the invocation began, or as an attempt at a decision did (`settle`). */
  readonly now: Temporal.Instant;
  /** The instant at which it is called. */
  readonly clock: () => Temporal.Instant;
  /** The AWS region, whose policies hold. */
  readonly region: string;
  /** A new ULID: unique, and sorted by the time of its making. */
  readonly newId: () => string;
  /** A number in [0, 1), for jitter. */
  readonly random: () => number;
  /** How long the function may still run, in milliseconds; without it nobody knows. */
  readonly millisecondsLeft?: () => number;
}

/** What Lambda tells beside the event. */
export interface Invocation {
  getRemainingTimeInMillis(): number;
}

const ulid = /*@__PURE__*/ monotonicFactory();
const clock = () => Temporal.Now.instant();

/** Makes the context of one invocation. */
export function enter(invocation?: Invocation): Context {
  const now = clock();
  const { AWS_REGION: region } = readEnv('AWS_REGION');
  return {
    ...{ now, clock, region, newId: () => ulid(now.epochMilliseconds), random: Math.random },
    ...(invocation && { millisecondsLeft: () => invocation.getRemainingTimeInMillis() }),
  };
}

/** Now, in seconds since the epoch, for a function that has nothing else to do with time. */
export function secondsSinceEpoch(): number {
  return Date.now() / 1000;
}
