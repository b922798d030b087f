import type { DataFlow } from '../data-flow/data-flow.ts';
import { invalid, type Location, list, number, object, refuseFields, text } from '../values/fields.ts';
import type { Json } from '../values/payload.ts';
import type { Catcher, Retrier } from './state.ts';

const RETRIER_FIELDS = new Set([
  ...['ErrorEquals', 'IntervalSeconds', 'MaxAttempts', 'BackoffRate', 'MaxDelaySeconds', 'JitterStrategy', 'Comment'],
]);
const CATCHER_FIELDS = new Set(['ErrorEquals', 'Next', 'Output', 'Assign', 'ResultPath', 'Comment']);

/** Compiles a state's Retry, with the defaults AWS gives: 1 second, 3 attempts, rate 2, no jitter. */
export function compileRetriers(value: unknown, location: Location): Retrier[] {
  return list(value, location, 'Retry').map((entry) => {
    const fields = object(entry, location, 'A retrier');
    refuseFields(fields, RETRIER_FIELDS, location);
    const jitter = fields['JitterStrategy'] ?? 'NONE';
    if (jitter !== 'NONE' && jitter !== 'FULL') throw invalid(location, `JitterStrategy ${String(jitter)}`);
    return {
      errors: errorsOf(fields, location),
      intervalSeconds: number(fields['IntervalSeconds'], location, { name: 'IntervalSeconds', otherwise: 1 }),
      maxAttempts: number(fields['MaxAttempts'], location, { name: 'MaxAttempts', otherwise: 3 }),
      backoffRate: number(fields['BackoffRate'], location, { name: 'BackoffRate', otherwise: 2 }),
      maxDelaySeconds: number(fields['MaxDelaySeconds'], location, { name: 'MaxDelaySeconds', otherwise: undefined }),
      jitter,
    };
  });
}

/** Compiles a state's Catch; `flowOf` compiles a catcher's data fields, placed under `Catch[n]/`. */
export function compileCatchers(
  value: unknown,
  location: Location,
  flowOf: (fields: Json, prefix: string) => DataFlow,
): Catcher[] {
  return list(value, location, 'Catch').map((entry, index) => {
    const fields = object(entry, location, 'A catcher');
    refuseFields(fields, CATCHER_FIELDS, location);
    return {
      errors: errorsOf(fields, location),
      next: text(fields['Next'], location, 'Next'),
      flow: flowOf(fields, `Catch[${index}]/`),
    };
  });
}

function errorsOf(fields: Json, location: Location): string[] {
  const errors = list(fields['ErrorEquals'], location, 'ErrorEquals');
  if (errors.length === 0) throw invalid(location, 'ErrorEquals must name an error');
  return errors.map((error) => text(error, location, 'ErrorEquals'));
}
