import { evaluationFailure } from '../values/failure.ts';

/** The most a state may state in seconds. */
const MAX_SECONDS = 99_999_999;

/** A whole number of seconds stated by `field`; fails with States.QueryEvaluationError outside 0 to 99999999. */
export function secondsOf(value: unknown, field: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value))
    throw evaluationFailure(`The ${field} field cannot be parsed as an integer: ${String(value)}`, field);
  if (value < 0 || value > MAX_SECONDS)
    throw evaluationFailure(`${field} must be between 0 and ${MAX_SECONDS} but was: ${value}`, field);
  return value;
}
