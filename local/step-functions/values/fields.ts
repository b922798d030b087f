import { Unsupported } from '../../cloudformation/resource.ts';
import { AwsError } from '../../dispatcher.ts';
import { isObject, type Json } from './payload.ts';

/** A place in a definition, for messages. */
export interface Location {
  readonly machine: string;
  readonly at: string;
}

/** Makes the error of a definition that uses what is not emulated. */
export function notEmulated(location: Location, what: string): Unsupported {
  return new Unsupported(`state machine ${location.machine}, ${location.at}: ${what} is not emulated`);
}

/** Makes the error of a definition that AWS refuses to create. */
export function invalidDefinition(location: Location, what: string): AwsError {
  return new AwsError(
    'InvalidDefinition',
    `Invalid State Machine Definition: '${what}' (${location.machine}, ${location.at})`,
  );
}

/** Reads an object of the definition. */
export function readObject(value: unknown, location: Location, name: string): Json {
  if (!isObject(value)) throw invalidDefinition(location, `${name} must be an object`);
  return value;
}

/** Reads a list of the definition; an empty one where the field is absent. */
export function readList(value: unknown, location: Location, name: string): readonly unknown[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw invalidDefinition(location, `${name} must be an array`);
  return value;
}

/** Reads a text of the definition; it is not empty. */
export function readText(value: unknown, location: Location, name: string): string {
  if (typeof value !== 'string' || value === '') throw invalidDefinition(location, `${name} must be a string`);
  return value;
}

/** Reads a number of the definition, or `otherwise` where the field is absent. */
export function readNumber<T>(
  value: unknown,
  location: Location,
  fallback: { readonly name: string; readonly otherwise: T },
): number | T {
  if (value === undefined) return fallback.otherwise;
  if (typeof value !== 'number' || value < 0)
    throw invalidDefinition(location, `${fallback.name} must be a number of at least 0`);
  return value;
}

/** Throws Unsupported for a field outside `known`. */
export function refuseFields(fields: Json, known: ReadonlySet<string>, location: Location): void {
  for (const name of Object.keys(fields)) if (!known.has(name)) throw notEmulated(location, `field ${name}`);
}
