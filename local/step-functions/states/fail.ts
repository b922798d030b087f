import type { FailState } from '../definition/state.ts';
import { momentOf } from '../execution/context-object.ts';
import type { Step } from '../execution/run.ts';
import { StateFailure } from '../values/failure.ts';

/** Fails with the Error and Cause that a Fail state names. */
export async function failureOf(step: Step<FailState>): Promise<never> {
  const { error, cause } = step.state;
  const moment = momentOf(step);
  const evaluatedError = error ? await error.evaluate(moment) : undefined;
  const evaluatedCause = cause ? await cause.evaluate(moment) : undefined;
  throw new StateFailure(textOf(evaluatedError), textOf(evaluatedCause));
}

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : String(value);
}
