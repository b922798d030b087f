import type { DataFlow } from '../data-flow/data-flow.ts';
import {
  invalidDefinition,
  type Location,
  readList,
  readNumber,
  readObject,
  readText,
  refuseFields,
} from '../values/fields.ts';
import type { Json } from '../values/payload.ts';
import type { Catcher, Retrier } from './state.ts';

const RETRIER_FIELDS = new Set([
  ...['ErrorEquals', 'IntervalSeconds', 'MaxAttempts', 'BackoffRate', 'MaxDelaySeconds', 'JitterStrategy', 'Comment'],
]);
const CATCHER_FIELDS = new Set(['ErrorEquals', 'Next', 'Output', 'Assign', 'ResultPath', 'Comment']);

/** Compiles a state's Retry, with the defaults AWS gives: 1 second, 3 attempts, rate 2, no jitter. */
export function compileRetriers(value: unknown, location: Location): Retrier[] {
  return readList(value, location, 'Retry').map((entry) => {
    const fields = readObject(entry, location, 'A retrier');
    refuseFields(fields, RETRIER_FIELDS, location);
    const jitter = fields['JitterStrategy'] ?? 'NONE';
    if (jitter !== 'NONE' && jitter !== 'FULL') throw invalidDefinition(location, `JitterStrategy ${String(jitter)}`);
    return {
      errors: errorsOf(fields, location),
      intervalSeconds: readNumber(fields['IntervalSeconds'], location, { name: 'IntervalSeconds', otherwise: 1 }),
      maxAttempts: readNumber(fields['MaxAttempts'], location, { name: 'MaxAttempts', otherwise: 3 }),
      backoffRate: readNumber(fields['BackoffRate'], location, { name: 'BackoffRate', otherwise: 2 }),
      maxDelaySeconds: readNumber(fields['MaxDelaySeconds'], location, {
        name: 'MaxDelaySeconds',
        otherwise: undefined,
      }),
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
  return readList(value, location, 'Catch').map((entry, index) => {
    const fields = readObject(entry, location, 'A catcher');
    refuseFields(fields, CATCHER_FIELDS, location);
    return {
      errors: errorsOf(fields, location),
      next: readText(fields['Next'], location, 'Next'),
      flow: flowOf(fields, `Catch[${index}]/`),
    };
  });
}

function errorsOf(fields: Json, location: Location): string[] {
  const errors = readList(fields['ErrorEquals'], location, 'ErrorEquals');
  if (errors.length === 0) throw invalidDefinition(location, 'ErrorEquals must name an error');
  return errors.map((error) => readText(error, location, 'ErrorEquals'));
}
