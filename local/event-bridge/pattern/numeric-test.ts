import { toMillionths } from './comparable-number.ts';
import type { FieldTest } from './field-test.ts';
import { InvalidPattern } from './invalid-pattern.ts';

/** The test that a value is this number; undefined when the matcher cannot compare the number. */
export function equalsNumber(value: number): FieldTest | undefined {
  const wanted = toMillionths(String(value));
  return wanted === undefined ? undefined : test((number) => number === wanted);
}

/** Reads `{"numeric": [">", 0, "<=", 5]}`; throws InvalidPattern for other forms and for an empty range. */
export function numericTest(terms: unknown): FieldTest {
  if (!Array.isArray(terms)) throw new InvalidPattern('Value of numeric must be an array.');
  const [operator, first, ...second] = terms;
  if (typeof operator !== 'string') throw new InvalidPattern(`Invalid member in numeric match: ${String(operator)}`);
  const bound = boundary(operator, first);
  if (operator !== '>' && operator !== '>=') {
    if (second.length > 0) throw new InvalidPattern('Too many elements in numeric expression');
    return test(comparison(operator, bound));
  }
  if (second.length === 0) return test(comparison(operator, bound));
  return range(comparison(operator, bound), bound, second);
}

function range(above: Comparison, bottom: bigint, [operator, limit, ...more]: readonly unknown[]): FieldTest {
  if (typeof operator !== 'string') throw new InvalidPattern(`Bad value in numeric range: ${String(operator)}`);
  if (operator !== '<' && operator !== '<=') throw new InvalidPattern(`Bad numeric range operator: ${operator}`);
  const top = boundary(operator, limit);
  if (more.length > 0) throw new InvalidPattern('Too many terms in numeric range expression');
  if (bottom >= top) throw new InvalidPattern('Bottom must be less than top');
  const below = comparison(operator, top);
  return test((value) => above(value) && below(value));
}

type Comparison = (value: bigint) => boolean;

function test(holds: Comparison): FieldTest {
  return {
    matches: (text) => {
      const number = toMillionths(text);
      return number !== undefined && holds(number);
    },
  };
}

function boundary(operator: string, value: unknown): bigint {
  if (typeof value !== 'number') throw new InvalidPattern(`Value of ${operator} must be numeric`);
  return patternNumber(value);
}

/** A number of a pattern in millionths; throws InvalidPattern for what the matcher cannot compare. */
export function patternNumber(value: number): bigint {
  const number = toMillionths(String(value));
  if (number === undefined)
    throw new InvalidPattern('Value must be between -5.0E11 and 5.0E11, inclusive, with up to 6 decimals');
  return number;
}

function comparison(operator: string, bound: bigint): Comparison {
  switch (operator) {
    case '=':
      return (value) => value === bound;
    case '<':
      return (value) => value < bound;
    case '<=':
      return (value) => value <= bound;
    case '>':
      return (value) => value > bound;
    case '>=':
      return (value) => value >= bound;
    default:
      throw new InvalidPattern(`Unrecognized numeric range operator: ${operator}`);
  }
}
