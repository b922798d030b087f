import * as z from 'zod';
import { type AwsCall, AwsError } from '../dispatcher.ts';
import { readInput } from '../wire/action-input.ts';

const shape = z.strictObject({
  logGroupName: z.string(),
  startTime: z.number().default(0),
  endTime: z.number().default(Number.MAX_SAFE_INTEGER),
  filterPattern: z.string().default(''),
  limit: z.number().int().min(1).max(10_000).default(10_000),
  nextToken: z.string().regex(/^\d+$/).default('0'),
});

/** A line as it lies in its log group. */
interface GroupLine {
  /** ISO-8601. */
  readonly at: string;
  /** Parsed where it is JSON. */
  readonly message: unknown;
}

/** FilterLogEvents: the lines of a group in their order, a page at a time; `linesOf` gives undefined for an unknown group. */
export function filterLogEvents(
  call: AwsCall,
  linesOf: (group: string) => readonly GroupLine[] | undefined,
): Record<string, unknown> {
  const { logGroupName, startTime, endTime, filterPattern, limit, nextToken } = readInput(shape, call);
  const lines = linesOf(logGroupName);
  if (!lines) throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
  const fits = compileFilter(filterPattern);
  const found = lines.filter(({ at, message }) => {
    const timestamp = Date.parse(at);
    return timestamp >= startTime && timestamp <= endTime && fits(message);
  });
  const from = Number(nextToken);
  const page = found.slice(from, from + limit);
  return {
    events: page.map(({ at, message }) => ({
      timestamp: Date.parse(at),
      ingestionTime: Date.parse(at),
      message: typeof message === 'string' ? message : JSON.stringify(message),
    })),
    ...(from + limit < found.length && { nextToken: String(from + limit) }),
  };
}

/** Compares members of a line in JSON with texts, by `&&` and `||`, or takes every line. */
function compileFilter(pattern: string): (message: unknown) => boolean {
  if (pattern.trim() === '') return () => true;
  const [, alternatives = ''] = /^\{(.*)\}$/.exec(pattern.trim()) ?? [];
  const tests = alternatives
    .split('||')
    .map((conjunction) => conjunction.split('&&').map((comparison) => compileComparison(comparison.trim())));
  return (message) => tests.some((all) => all.every((fits) => fits(message)));
}

/** `$.member = "text"`, in which `*` stands for anything. */
function compileComparison(comparison: string): (message: unknown) => boolean {
  const [, path = '', text = ''] = /^\$\.([\w.]+)\s*=\s*"([^"]*)"$/.exec(comparison) ?? [];
  if (path === '')
    throw new AwsError('UnsupportedOnThisMachine', `The filter ${comparison} is not emulated on this machine.`, {
      status: 501,
    });
  const parts = text.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const wanted = new RegExp(`^${parts.join('.*')}$`, 's');
  return (message) => {
    const value = memberOf(message, path.split('.'));
    return value !== undefined && wanted.test(String(value));
  };
}

function memberOf(message: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return message;
  if (typeof message !== 'object' || message === null || !Object.hasOwn(message, name)) return undefined;
  return memberOf((message as Readonly<Record<string, unknown>>)[name], rest);
}
