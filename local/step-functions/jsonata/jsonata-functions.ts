import { createHash } from 'node:crypto';
import type { Expression } from 'jsonata';
import type { ClockAndChance } from './clock-and-chance.ts';
import { seededRandom } from './seeded-random.ts';

const ALGORITHMS: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/** An error of the JSONata engine's own shape; the engine words it from code, token and index. */
class JsonataFault extends Error {
  readonly code: string;
  readonly index: number | undefined;
  readonly token: string | undefined;
  constructor(code: string, message: string, argument?: { readonly index: number; readonly token: string }) {
    super(message);
    this.code = code;
    this.index = argument?.index;
    this.token = argument?.token;
  }
}

function mismatch(name: string, argument: number): JsonataFault {
  return new JsonataFault('T0410', '', { index: argument, token: name });
}

function invalidArgument(message: string): JsonataFault {
  return new JsonataFault('D3137', message);
}

/** An argument rounded towards zero, as AWS rounds it. */
function toInteger(value: unknown, name: string, argument: number): number {
  if (typeof value !== 'number') throw mismatch(name, argument);
  return Math.trunc(value) + 0;
}

function refuseFurther(args: readonly unknown[], name: string, most: number): void {
  if (args.length > most) throw mismatch(name, most + 1);
}

function partition(...args: unknown[]): unknown {
  refuseFurther(args, 'partition', 2);
  const [array, size] = args;
  if (array === undefined) return undefined;
  if (!Array.isArray(array))
    throw Object.assign(new JsonataFault('T0412', '', { index: 1, token: 'partition' }), { type: undefined });
  if (array.length === 0) return undefined;
  if (size === undefined) return [array];
  const chunk = toInteger(size, 'partition', 2);
  if (chunk < 0) throw invalidArgument('Second argument must be zero or greater');
  if (chunk === 0) return undefined;
  const chunks: unknown[] = [];
  for (let start = 0; start < array.length; start += chunk) chunks.push(array.slice(start, start + chunk));
  return chunks;
}

function range(...args: unknown[]): unknown {
  refuseFurther(args, 'range', 3);
  const start = toInteger(args[0], 'range', 1);
  const end = toInteger(args[1], 'range', 2);
  if (args[2] === undefined) return undefined;
  const step = toInteger(args[2], 'range', 3);
  if (step === 0 || (end - start) * step < 0) return undefined;
  const count = Math.floor((end - start) / step) + 1;
  // AWS: `$range(1, 360145, 1)` is the longest it builds.
  if (count > 360_145) throw new JsonataFault('', 'Expression evaluation memory limit exceeded');
  if (count === 1) return start;
  return Array.from({ length: count }, (_, index) => start + index * step);
}

function hash(...args: unknown[]): unknown {
  refuseFurther(args, 'hash', 2);
  const [text, algorithm] = args;
  if (typeof text !== 'string') throw mismatch('hash', 1);
  if (algorithm === undefined) return undefined;
  if (typeof algorithm !== 'string') throw mismatch('hash', 2);
  const name = ALGORITHMS[algorithm];
  if (name === undefined)
    throw invalidArgument(`Hash algorithm '${algorithm}' must be one of SHA-1, SHA-384, SHA-256, SHA-512, MD5`);
  return createHash(name).update(text).digest('hex');
}

function parse(...args: unknown[]): unknown {
  refuseFurther(args, 'parse', 1);
  const [text] = args;
  if (text === undefined) return undefined;
  if (typeof text !== 'string') throw mismatch('parse', 1);
  try {
    return JSON.parse(text);
  } catch {
    throw invalidArgument('Invalid JSON');
  }
}

type Formatter = { readonly implementation: (millis: number, picture?: string, zone?: string) => string };

/**
 * Gives an expression the functions Step Functions adds, takes $eval away, and puts the clock in virtual time.
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function registerFunctions(expression: Expression, sources: ClockAndChance): void {
  expression.registerFunction('partition', partition);
  expression.registerFunction('range', range);
  expression.registerFunction('hash', hash);
  expression.registerFunction('parse', parse);
  expression.registerFunction('random', (...args: unknown[]) => {
    refuseFurther(args, 'random', 1);
    return args[0] === undefined ? sources.random() : seededRandom(toInteger(args[0], 'random', 1));
  });
  expression.registerFunction('uuid', (...args: unknown[]) => {
    refuseFurther(args, 'uuid', 0);
    return sources.uuid();
  });
  expression.registerFunction('millis', () => sources.now(), '<:n>');
  expression.registerFunction(
    'now',
    function now(picture?: string, zone?: string) {
      const format = this.environment.lookup('fromMillis') as Formatter;
      return format.implementation(sources.now(), picture, zone);
    },
    '<s?s?:s>',
  );
  expression.assign('eval', undefined);
}
