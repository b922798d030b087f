import { evaluationFailure } from '../values/failure.ts';

/** The most seconds a field may name. */
const MAX_SECONDS = 99_999_999;

/** Reads the whole number of seconds that `field` names; fails with States.QueryEvaluationError outside 0 to 99999999. */
export function secondsOf(value: unknown, field: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value))
    throw evaluationFailure(`The ${field} field cannot be parsed as an integer: ${String(value)}`, field);
  if (value < 0 || value > MAX_SECONDS)
    throw evaluationFailure(`${field} must be between 0 and ${MAX_SECONDS} but was: ${value}`, field);
  return value;
}
