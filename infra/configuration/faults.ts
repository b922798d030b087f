import * as z from 'zod';
import { nearest } from './nearest.ts';

/** A part of the configuration that cannot be used: where it stands, and why. */
export interface Fault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** More than anybody mends before the next try. */
const mostLines = 50;

/** The configuration cannot be used; the message has a line for each fault. */
export class WrongConfiguration extends Error {
  override readonly name = 'WrongConfiguration';

  constructor(file: string, faults: readonly Fault[]) {
    const lines = faults.slice(0, mostLines).map(({ path, message }) => `${file}: ${pathOf(path)}${message}`);
    const more = faults.length - lines.length;
    super([...lines, ...(more > 0 ? [`${file}: and ${more} more`] : [])].join('\n'));
  }
}

/** What a schema has against a value; nothing where it takes it. */
export function faultsOf(schema: z.ZodType, value: unknown): readonly Fault[] {
  const { error } = schema.safeParse(value);
  return (error?.issues ?? []).flatMap((issue) => {
    const path = issue.path.filter((part) => typeof part !== 'symbol');
    if (issue.code !== 'unrecognized_keys') return [{ path, message: messageOf(issue, valueAt(value, path)) }];
    const known = keysAt(z.toJSONSchema(schema, { io: 'input' }) as JsonSchema, path);
    return issue.keys.map((key) => ({ path: [...path, key], message: unknownKey(key, known) }));
  });
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
};

/** In our words where zod has only its own. */
function messageOf(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? issue.message;
  if (issue.code !== 'invalid_type') return issue.message;
  return value === undefined ? 'is missing' : `must be ${kinds[issue.expected] ?? issue.expected}`;
}

function valueAt(value: unknown, path: Fault['path']): unknown {
  return path.reduce<unknown>((owner, key) => (owner as Record<string | number, unknown> | undefined)?.[key], value);
}

/** `installations[1].region: `, as one would write it in code. */
function pathOf(path: Fault['path']): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
  return text === '' ? '' : `${text.replace(/^\./, '')}: `;
}

function unknownKey(key: string, known: readonly string[]): string {
  const likely = nearest(key, known);
  return `there is no such key; ${likely === undefined ? `there are ${known.join(', ')}` : `did you mean ${likely}?`}`;
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

/** The keys that a schema knows at a path. */
function keysAt(schema: JsonSchema, path: Fault['path']): readonly string[] {
  const [first, ...rest] = path;
  if (schema.anyOf) return schema.anyOf.flatMap((each) => keysAt(each, path));
  if (first === undefined) return Object.keys(schema.properties ?? {});
  const next = typeof first === 'number' ? schema.items : schema.properties?.[first];
  return next ? keysAt(next, rest) : [];
}
