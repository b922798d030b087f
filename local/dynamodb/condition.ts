import { type AttributeValue, type DocumentPath, type Item, sameValue, typeOf, valueAt } from './attribute-value.ts';
import { compareNumbers } from './dynalite.ts';
import type { Call, Operand } from './request.ts';

/** Whether an item satisfies a parsed condition, filter or key condition. An absent item is an empty one. */
export function satisfies(expression: Call, item: Item): boolean {
  const { type, args } = expression;
  if (type === 'and') return args.every((part) => satisfies(part as Call, item));
  if (type === 'or') return args.some((part) => satisfies(part as Call, item));
  if (type === 'not') return !args.some((part) => satisfies(part as Call, item));
  const values = args.map((arg) => operandValue(arg, item));
  const test = tests[type === 'function' ? (expression.name ?? '') : type];
  if (!test) throw new TypeError(`unknown operator ${type} ${expression.name ?? ''}`);
  return test(values);
}

type Values = readonly (AttributeValue | undefined)[];

const tests: Readonly<Record<string, (values: Values) => boolean>> = {
  '=': ([a, b]) => equal(a, b),
  '<>': ([a, b]) => !equal(a, b),
  '<': (values) => compareBy(values, (order) => order < 0),
  '<=': (values) => compareBy(values, (order) => order <= 0),
  '>': (values) => compareBy(values, (order) => order > 0),
  '>=': (values) => compareBy(values, (order) => order >= 0),
  between: ([a, low, high]) =>
    compareBy([a, low], (order) => order >= 0) && compareBy([a, high], (order) => order <= 0),
  in: ([a, ...candidates]) => candidates.some((candidate) => equal(a, candidate)),
  attribute_exists: ([a]) => a !== undefined,
  attribute_not_exists: ([a]) => a === undefined,
  attribute_type: ([a, type]) => a !== undefined && typeOf(a) === type?.S,
  begins_with: ([a, prefix]) => beginsWith(a, prefix),
  contains: ([a, part]) => a !== undefined && part !== undefined && contains(a, part),
};

function operandValue(operand: Operand, item: Item): AttributeValue | undefined {
  if (Array.isArray(operand)) return valueAt(operand as DocumentPath, item);
  if (!('args' in operand)) return operand as AttributeValue;
  const [value] = operand.args.map((arg) => operandValue(arg, item));
  return value && sizeOf(value);
}

/** `size(path)`: characters, bytes or members; numbers and truth values have none. */
function sizeOf(value: AttributeValue): AttributeValue | undefined {
  const members = value.SS ?? value.NS ?? value.BS ?? value.L;
  if (members) return { N: String(members.length) };
  if (value.S !== undefined) return { N: String(value.S.length) };
  if (value.B !== undefined) return { N: String(Buffer.byteLength(value.B, 'base64')) };
  if (value.M) return { N: String(Object.keys(value.M).length) };
  return undefined;
}

function equal(a: AttributeValue | undefined, b: AttributeValue | undefined): boolean {
  return a !== undefined && b !== undefined && sameValue(a, b);
}

/** Strings order by their UTF-8 bytes, binaries by bytes, numbers by value; anything else has no order. */
function compareBy([a, b]: Values, accept: (order: number) => boolean): boolean {
  if (!a || !b) return false;
  if (a.N !== undefined && b.N !== undefined) return accept(compareNumbers(a.N, b.N));
  if (a.S !== undefined && b.S !== undefined) return accept(Buffer.compare(Buffer.from(a.S), Buffer.from(b.S)));
  if (a.B !== undefined && b.B !== undefined) return accept(Buffer.compare(bytes(a.B), bytes(b.B)));
  return false;
}

function beginsWith(a: AttributeValue | undefined, prefix: AttributeValue | undefined): boolean {
  if (a?.S !== undefined && prefix?.S !== undefined) return a.S.startsWith(prefix.S);
  if (a?.B === undefined || prefix?.B === undefined) return false;
  const start = bytes(prefix.B);
  return bytes(a.B).subarray(0, start.length).equals(start);
}

function contains(a: AttributeValue, part: AttributeValue): boolean {
  if (a.L) return a.L.some((member) => sameValue(member, part));
  if (part.S !== undefined) return (a.S?.includes(part.S) ?? false) || (a.SS?.includes(part.S) ?? false);
  if (part.N !== undefined) return a.NS?.includes(part.N) ?? false;
  if (part.B === undefined) return false;
  return a.B !== undefined ? bytes(a.B).includes(bytes(part.B)) : (a.BS?.includes(part.B) ?? false);
}

function bytes(base64: string): Buffer {
  return Buffer.from(base64, 'base64');
}
