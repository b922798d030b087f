import { Unsupported } from '../../cloudformation/resource.ts';
import { AwsError } from '../../dispatcher.ts';
import type { Surroundings } from '../jsonata/jsonata-functions.ts';
import { isObject, type Json } from './payload.ts';

export type QueryLanguage = 'JSONata' | 'JSONPath';

/** What compiling needs to know of the machine. */
export interface Compilation {
  readonly machine: string;
  /** The machine's own query language, which its states have unless they say otherwise. */
  readonly language: QueryLanguage;
  readonly around: Surroundings;
}

/** A place in a definition, for messages. */
export interface Place {
  readonly machine: string;
  readonly at: string;
}

/** The definition uses what is not emulated. */
export function unsupported(place: Place, what: string): Unsupported {
  return new Unsupported(`state machine ${place.machine}, ${place.at}: ${what} is not emulated`);
}

/** The definition is one AWS refuses to create. */
export function invalid(place: Place, what: string): AwsError {
  return new AwsError(
    'InvalidDefinition',
    `Invalid State Machine Definition: '${what}' (${place.machine}, ${place.at})`,
  );
}

/** An object of the definition. */
export function object(value: unknown, place: Place, name: string): Json {
  if (!isObject(value)) throw invalid(place, `${name} must be an object`);
  return value;
}

/** A list of the definition; none where the field is absent. */
export function list(value: unknown, place: Place, name: string): readonly unknown[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw invalid(place, `${name} must be an array`);
  return value;
}

/** A text of the definition. */
export function text(value: unknown, place: Place, name: string): string {
  if (typeof value !== 'string' || value === '') throw invalid(place, `${name} must be a string`);
  return value;
}

/** A number of the definition, or `otherwise` where the field is absent. */
export function number<T>(
  value: unknown,
  place: Place,
  fallback: { readonly name: string; readonly otherwise: T },
): number | T {
  if (value === undefined) return fallback.otherwise;
  if (typeof value !== 'number' || value < 0) throw invalid(place, `${fallback.name} must be a number of at least 0`);
  return value;
}

/** Throws Unsupported for a field outside `known`. */
export function refuseFields(fields: Json, known: ReadonlySet<string>, place: Place): void {
  for (const name of Object.keys(fields)) if (!known.has(name)) throw unsupported(place, `field ${name}`);
}
