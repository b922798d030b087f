import type { Retrier } from '../definition/state.ts';
import {
  DATA_LIMIT,
  HEARTBEAT_TIMEOUT,
  HeartbeatFailure,
  RUNTIME,
  type StateFailure,
  TIMEOUT,
} from '../values/failure.ts';

/**
 * Whether a list of error names matches an error. States.ALL matches all but the terminal ones (States.Runtime and
 * States.DataLimitExceeded), States.TaskFailed all but those and the timeouts, a missed heartbeat is States.Timeout and States.HeartbeatTimeout.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export function matchesError(names: readonly string[], failure: StateFailure): boolean {
  const { error } = failure;
  if (error === RUNTIME) return false;
  return names.some((name) => {
    if (name === error) return true;
    if (name === HEARTBEAT_TIMEOUT) return failure instanceof HeartbeatFailure;
    if (error === DATA_LIMIT) return false;
    if (name === 'States.TaskFailed') return error !== TIMEOUT;
    return name === 'States.ALL';
  });
}

/** Milliseconds before the retry that follows `attempts` earlier ones; `random` in [0, 1) decides the jitter. */
export function retryDelay(retrier: Retrier, attempts: number, random: () => number): number {
  const grown = retrier.intervalSeconds * retrier.backoffRate ** attempts;
  const delay = Math.min(grown, retrier.maxDelaySeconds ?? Number.POSITIVE_INFINITY);
  return Math.round((retrier.jitter === 'FULL' ? delay * random() : delay) * 1000);
}
