/** How a failure is explained: with the state's name in front of its cause, and whether as a failed evaluation. */
type FailureKind = 'evaluation' | 'state' | 'foreign';

interface FailureOrigin {
  readonly kind: FailureKind;
  /** The field whose evaluation failed, such as `Output/a[0]`. */
  readonly location?: string | undefined;
}

/**
 * The failure of a state, as Retry and Catch see it. `evaluation` failures record an EvaluationFailed event;
 * they and `state` failures name the state in their cause; `foreign` ones (a task's, a branch's) pass unchanged.
 */
export class StateFailure extends Error {
  readonly error: string | undefined;
  override readonly cause: string | undefined;
  readonly kind: FailureKind;
  /** The field whose evaluation failed, such as `Output/a[0]`. */
  readonly location: string | undefined;
  constructor(error: string | undefined, cause: string | undefined, origin: FailureOrigin = { kind: 'foreign' }) {
    super(cause ?? error ?? 'failed');
    this.error = error;
    this.cause = cause;
    this.kind = origin.kind;
    this.location = origin.location;
  }
}

export const RUNTIME = 'States.Runtime';
const QUERY = 'States.QueryEvaluationError';
export const DATA_LIMIT = 'States.DataLimitExceeded';
export const TIMEOUT = 'States.Timeout';
export const HEARTBEAT_TIMEOUT = 'States.HeartbeatTimeout';

/** A missed heartbeat: reported as States.Timeout, caught under that name or States.HeartbeatTimeout. */
export class HeartbeatFailure extends StateFailure {
  constructor() {
    super(TIMEOUT, undefined);
  }
}

/** The failure of a JSONata field at `location`. */
export function evaluationFailure(cause: string, location?: string): StateFailure {
  return new StateFailure(QUERY, cause, { kind: 'evaluation', location });
}

/** A failure nothing may retry or catch with States.ALL. */
export function runtimeFailure(cause: string): StateFailure {
  return new StateFailure(RUNTIME, cause, { kind: 'state' });
}

/** What a state or task gave is over the payload limit; `name` is the state, or the task's resource. */
export function dataLimitFailure(name: string): StateFailure {
  return new StateFailure(
    DATA_LIMIT,
    `The state/task '${name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}

/** Names in the cause of a failure the state it arose in, as AWS words it. */
export function explainFailure(failure: StateFailure, state: string, enteredEventId: number): StateFailure {
  if (failure.kind === 'foreign') return failure;
  const where = `An error occurred while executing the state '${state}' (entered at the event id #${enteredEventId}). `;
  return new StateFailure(failure.error, where + (failure.cause ?? ''), failure);
}

/** The members `error` and `cause` of an event's details, those there are. */
export function failureDetails(failure: StateFailure): Record<string, unknown> {
  return {
    ...(failure.error === undefined ? {} : { error: failure.error }),
    ...(failure.cause === undefined ? {} : { cause: failure.cause }),
  };
}

/** The error output a catcher works on. */
export function errorOutput(failure: StateFailure): Record<string, unknown> {
  return { Error: failure.error ?? '', Cause: failure.cause ?? '' };
}
