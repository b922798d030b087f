import type { DataFlow } from '../data-flow/data-flow.ts';
import { invalid, list, number, object, type Place, refuseFields, text } from '../values/fields.ts';
import type { Json } from '../values/payload.ts';
import type { Catcher, Retrier } from './state.ts';

const RETRIER_FIELDS = new Set([
  ...['ErrorEquals', 'IntervalSeconds', 'MaxAttempts', 'BackoffRate', 'MaxDelaySeconds', 'JitterStrategy', 'Comment'],
]);
const CATCHER_FIELDS = new Set(['ErrorEquals', 'Next', 'Output', 'Assign', 'ResultPath', 'Comment']);

/** Compiles a state's Retry, with the defaults AWS gives: 1 second, 3 attempts, rate 2, no jitter. */
export function compileRetriers(value: unknown, place: Place): Retrier[] {
  return list(value, place, 'Retry').map((entry) => {
    const fields = object(entry, place, 'A retrier');
    refuseFields(fields, RETRIER_FIELDS, place);
    const jitter = fields['JitterStrategy'] ?? 'NONE';
    if (jitter !== 'NONE' && jitter !== 'FULL') throw invalid(place, `JitterStrategy ${String(jitter)}`);
    return {
      errors: errorsOf(fields, place),
      intervalSeconds: number(fields['IntervalSeconds'], place, { name: 'IntervalSeconds', otherwise: 1 }),
      maxAttempts: number(fields['MaxAttempts'], place, { name: 'MaxAttempts', otherwise: 3 }),
      backoffRate: number(fields['BackoffRate'], place, { name: 'BackoffRate', otherwise: 2 }),
      maxDelaySeconds: number(fields['MaxDelaySeconds'], place, { name: 'MaxDelaySeconds', otherwise: undefined }),
      jitter,
    };
  });
}

/** Compiles a state's Catch; `flowOf` compiles a catcher's data fields, placed under `Catch[n]/`. */
export function compileCatchers(
  value: unknown,
  place: Place,
  flowOf: (fields: Json, prefix: string) => DataFlow,
): Catcher[] {
  return list(value, place, 'Catch').map((entry, index) => {
    const fields = object(entry, place, 'A catcher');
    refuseFields(fields, CATCHER_FIELDS, place);
    return {
      errors: errorsOf(fields, place),
      next: text(fields['Next'], place, 'Next'),
      flow: flowOf(fields, `Catch[${index}]/`),
    };
  });
}

function errorsOf(fields: Json, place: Place): string[] {
  const errors = list(fields['ErrorEquals'], place, 'ErrorEquals');
  if (errors.length === 0) throw invalid(place, 'ErrorEquals must name an error');
  return errors.map((error) => text(error, place, 'ErrorEquals'));
}
