import type * as z from 'zod';
import { plainText } from './plain-text.ts';
import type { InputError } from './problem.ts';

/** An input read by a schema, or all that is wrong with it. */
export type Parsed<Value> =
  | { readonly kind: 'ok'; readonly value: Value }
  | { readonly kind: 'invalid'; readonly errors: readonly InputError[] };

/** More faults than this help nobody, and an answer should not outgrow its question. */
const mostErrors = 100;
const longestPath = 200;

/**
 * Reads an input by a zod schema. Errors name the place (`hours[0].open`; an unknown field by its own path) and say
 * what belongs there; the values sent never appear in them.
 */
export function parseWith<Schema extends z.ZodType>(schema: Schema, input: unknown): Parsed<z.output<Schema>> {
  const result = schema.safeParse(input, { error: wording });
  if (result.success) return { kind: 'ok', value: result.data };
  return { kind: 'invalid', errors: result.error.issues.flatMap(errorsOf).slice(0, mostErrors) };
}

/** Words for what zod's own text leaves unclear; a schema's own message goes before. */
function wording(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined) return 'is required';
  if (issue.code === 'invalid_type') return `must be ${kinds[issue.expected] ?? `a ${issue.expected}`}`;
  return undefined;
}

/** What a value is to be, in the words of who fills in a form. */
const kinds: Readonly<Record<string, string>> = {
  object: 'an object',
  record: 'an object',
  array: 'a list',
  string: 'a text',
  int: 'a whole number',
  boolean: 'true or false',
};

function errorsOf(issue: z.core.$ZodIssue): readonly InputError[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: pathText(issue.path), message: issue.message }];
  return issue.keys.map((key) => ({ path: pathText([...issue.path, key]), message: 'is not a field of this form' }));
}

function pathText(path: readonly PropertyKey[]): string {
  const text = path.reduce<string>(
    (before, part) => (typeof part === 'number' ? `${before}[${part}]` : `${before}${before && '.'}${String(part)}`),
    '',
  );
  const short = text.length > longestPath ? `${text.slice(0, longestPath)}…` : text;
  // A sender's own name for a field may be anything.
  return plainText(short).text;
}
