import { toMillionths } from './comparable-number.ts';
import type { FieldTest } from './field-test.ts';
import { equalsIgnoringCase } from './ignore-case.ts';
import { InvalidPattern } from './invalid-pattern.ts';
import { patternNumber } from './numeric-test.ts';
import { matchesWildcard, type WildcardToken, wildcardTokens } from './wildcard.ts';

/** Reads `{"anything-but": …}` in all its forms; throws InvalidPattern for null, booleans, mixed and empty lists. */
export function anythingBut(operand: unknown, wildcards: (readonly WildcardToken[])[]): FieldTest {
  if (typeof operand === 'object' && operand !== null && !Array.isArray(operand)) return butLike(operand, wildcards);
  const values: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  const numbers = values.filter((value) => typeof value === 'number');
  const strings = values.filter((value) => typeof value === 'string');
  if (!Array.isArray(operand) && numbers.length + strings.length === 0)
    throw new InvalidPattern('Value of anything-but must be an array or single string/number value.');
  if (numbers.length + strings.length < values.length)
    throw new InvalidPattern('Inside anything but list, start|null|boolean is not supported.');
  if (numbers.length > 0 === strings.length > 0)
    throw new InvalidPattern(
      'Inside anything but list, either all values are number or string, mixed type is not supported',
    );
  return numbers.length > 0 ? butNumbers(numbers) : butStrings(strings);
}

function butNumbers(values: readonly number[]): FieldTest {
  const excluded = new Set(values.map(patternNumber));
  return {
    matches: (text) => {
      const number = toMillionths(text);
      return number === undefined || !excluded.has(number);
    },
  };
}

function butStrings(values: readonly string[]): FieldTest {
  const excluded = new Set(values.map((value) => `"${value}"`));
  return { matches: (text) => !excluded.has(text) };
}

function butLike(operand: object, wildcards: (readonly WildcardToken[])[]): FieldTest {
  const [entry, ...more] = Object.entries(operand);
  if (!entry) throw new InvalidPattern('Anything-But expression name not found');
  if (more.length > 0) throw new InvalidPattern('Only one key allowed in match expression');
  const [operator, operands]: [string, unknown] = entry;
  const excluded = likeness(operator, wildcards);
  const tests = texts(operator, operands).map(excluded);
  return { matches: (text) => !tests.some((test) => test(text)) };
}

type Likeness = (wanted: string) => (text: string) => boolean;

function likeness(operator: string, wildcards: (readonly WildcardToken[])[]): Likeness {
  switch (operator) {
    case 'prefix':
      return (wanted) => (text) => text.startsWith(`"${wanted}`);
    case 'suffix':
      return (wanted) => (text) => text.endsWith(`${wanted}"`);
    case 'equals-ignore-case':
      return (wanted) => (text) => equalsIgnoringCase(text, `"${wanted}"`);
    case 'wildcard':
      return (wanted) => {
        const tokens = wildcardTokens(`"${wanted}"`);
        wildcards.push(tokens);
        return (text) => matchesWildcard(text, tokens);
      };
    default:
      throw new InvalidPattern(`Unsupported anything-but pattern: ${operator}`);
  }
}

function texts(operator: string, operands: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(operands) ? operands : [operands];
  if (values.length === 0) throw new InvalidPattern(`${operator} match pattern must be a string`);
  return values.map((value) => {
    if (typeof value !== 'string') throw new InvalidPattern(`${operator} match pattern must be a string`);
    if (value === '' && (operator === 'prefix' || operator === 'suffix'))
      throw new InvalidPattern('Null prefix/suffix not allowed');
    return value;
  });
}
