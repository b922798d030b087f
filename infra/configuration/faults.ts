import * as z from 'zod';
import { nearest } from './nearest.ts';

/** A part of the configuration that cannot be used: where it stands, and why. */
export interface Fault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** The configuration cannot be used; the message has a line for each fault. */
export class WrongConfiguration extends Error {
  override readonly name = 'WrongConfiguration';

  constructor(file: string, faults: readonly Fault[]) {
    super(faults.map(({ path, message }) => `${file}: ${pathOf(path)}${message}`).join('\n'));
  }
}

/** What a schema has against a value; nothing where it takes it. */
export function faultsOf(schema: z.ZodType, value: unknown): readonly Fault[] {
  const { error } = schema.safeParse(value);
  return (error?.issues ?? []).flatMap((issue) => {
    const path = issue.path.filter((part) => typeof part !== 'symbol');
    if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
    const known = keysAt(z.toJSONSchema(schema, { io: 'input' }) as JsonSchema, path);
    return issue.keys.map((key) => ({ path: [...path, key], message: unknownKey(key, known) }));
  });
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
