import type { Catcher } from '../definition/state.ts';
import { momentOf } from '../execution/context-object.ts';
import { armDeadline } from '../execution/deadline.ts';
import { record } from '../execution/history.ts';
import type { StateExit, Step } from '../execution/run.ts';
import { errorOutput, failureDetails, RUNTIME, type StateFailure } from '../values/failure.ts';
import { payload } from '../values/payload.ts';
import { matchesError, retryDelay } from './retry-and-catch.ts';

/**
 * What becomes of a failed state: it is retried (`again` is called when the delay is over), left through a catcher, or
 * nothing can be done. Records EvaluationFailed, MapStateFailed and ParallelStateFailed where AWS does.
 */
export async function recover(
  step: Step,
  failure: StateFailure,
  again: () => Promise<void>,
): Promise<StateExit | 'retrying' | undefined> {
  recordEvaluationFailed(step, failure);
  if (scheduleRetry(step, failure, again)) return 'retrying';
  recordStateFailed(step, failure);
  const catcher = step.state.catchers.find(({ errors }) => matchesError(errors, failure));
  return catcher ? leaveThrough(step, catcher, failure) : undefined;
}

async function leaveThrough(step: Step, catcher: Catcher, failure: StateFailure): Promise<StateExit> {
  const caught = errorOutput(failure);
  const conclusion = await catcher.flow.conclude(momentOf(step, { errorOutput: caught }), payload(caught));
  return { ...conclusion, next: catcher.next };
}

/** Records what a failed catcher leaves: the state has failed a second time. */
export function recordSecondFailure(step: Step, failure: StateFailure): void {
  recordEvaluationFailed(step, failure);
  recordStateFailed(step, failure);
}

/** A failed evaluation follows the event at which the step began: what the step recorded meanwhile is passed by. */
function recordEvaluationFailed(step: Step, failure: StateFailure): void {
  if (failure.kind !== 'evaluation') return;
  const { run, thread, state } = step;
  const location = failure.location === undefined ? {} : { location: failure.location };
  thread.previous = thread.stepStart;
  record(run.execution, thread, {
    type: 'EvaluationFailed',
    at: run.host.scheduler.now(),
    details: { ...failureDetails(failure), ...location, state: state.name },
  });
}

function recordStateFailed(step: Step, failure: StateFailure): void {
  const { run, thread, state } = step;
  if ((state.type !== 'Map' && state.type !== 'Parallel') || failure.error === RUNTIME) return;
  record(run.execution, thread, { type: `${state.type}StateFailed`, at: run.host.scheduler.now() });
}

function scheduleRetry(step: Step, failure: StateFailure, again: () => Promise<void>): boolean {
  const { run, thread, state } = step;
  const index = state.retriers.findIndex(({ errors }) => matchesError(errors, failure));
  const retrier = state.retriers[index];
  const attempts = thread.attempts[index] ?? 0;
  if (!retrier || attempts >= retrier.maxAttempts) return false;
  thread.attempts[index] = attempts + 1;
  thread.retryCount += 1;
  thread.fanOut = undefined;
  const { scheduler, sources } = run.host;
  waitForRetry(step, scheduler.now() + retryDelay(retrier, attempts, sources.random), again);
  armDeadline(run);
  return true;
}

/** Sets the timer that calls `again` at `until`. */
export function waitForRetry({ run, thread, state }: Step, until: number, again: () => Promise<void>): void {
  const { machineName, name } = run.execution;
  const timer = run.host.scheduler.at(until, `${machineName} ${name} ${state.name} retry`, () => {
    thread.pending = undefined;
    return again();
  });
  thread.pending = { kind: 'retry', until, cancel: () => timer.cancel() };
}
