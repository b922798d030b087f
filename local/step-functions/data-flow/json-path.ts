import { type Location, notEmulated } from '../values/fields.ts';
import { isObject } from '../values/payload.ts';
import type { Moment } from './data-flow.ts';

/** A reference path: where it starts and the names and indexes it goes by. */
export interface JsonPath {
  readonly text: string;
  readonly root: 'input' | 'context' | { readonly variable: string };
  readonly steps: readonly (string | number)[];
}

const WHOLE = /^(?:(\$\$|\$)([A-Za-z_]\w*)?)((?:\.[A-Za-z_][\w-]*|\[\d+\]|\['[^']+'\])*)$/;
const STEP = /\.([A-Za-z_][\w-]*)|\[(\d+)\]|\['([^']+)'\]/g;

/** Reads a reference path. Throws Unsupported for wildcards, filters, slices and intrinsic functions. */
export function readJsonPath(text: string, location: Location): JsonPath {
  const [, mark, variable, rest] = WHOLE.exec(text) ?? [];
  if (mark === undefined || (mark === '$$' && variable !== undefined)) throw notEmulated(location, `the path ${text}`);
  const steps = [...(rest ?? '').matchAll(STEP)].map(([, name, index, quoted]) =>
    index === undefined ? (name ?? quoted ?? '') : Number(index),
  );
  const root = mark === '$$' ? 'context' : variable === undefined ? 'input' : { variable };
  return { text, root, steps };
}

/** Follows a path to its value from `document` (its `$`); undefined where it leads nowhere. */
export function follow(path: JsonPath, moment: Moment, document: unknown): unknown {
  let value = rootOf(path, moment, document);
  for (const step of path.steps) {
    if (typeof step === 'number') value = Array.isArray(value) ? value[step] : undefined;
    else value = isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return value;
}

function rootOf(path: JsonPath, moment: Moment, document: unknown): unknown {
  if (path.root === 'input') return document;
  return path.root === 'context' ? moment.context : moment.variables[path.root.variable];
}

/** Places `value` in a copy of `document` where the path leads; makes objects on the way where they are missing. */
export function placeValue(path: JsonPath, document: unknown, value: unknown): unknown {
  return placeAt(path.steps, document, value);
}

function placeAt(steps: readonly (string | number)[], document: unknown, value: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  const base = isObject(document) ? document : {};
  return { ...base, [step]: placeAt(rest, base[step], value) };
}
