import { cidrTest, equalsAddress } from './address-test.ts';
import { anythingBut } from './anything-but.ts';
import { equalsTest, type FieldTest } from './field-test.ts';
import { equalsIgnoringCase, finishesIgnoringCase, startsIgnoringCase } from './ignore-case.ts';
import { InvalidPattern } from './invalid-pattern.ts';
import { equalsNumber, numericTest } from './numeric-test.ts';
import { matchesWildcard, type WildcardToken, wildcardTokens } from './wildcard.ts';
import { refuseComplex } from './wildcard-complexity.ts';

/** Reads the list of values of a field; throws InvalidPattern for an empty list or a value that is no match expression. */
export function patternList(values: readonly unknown[]): readonly FieldTest[] {
  if (values.length === 0) throw new InvalidPattern('Empty arrays are not allowed');
  const wildcards: (readonly WildcardToken[])[] = [];
  const tests = values.flatMap((value) => testsOf(value, wildcards));
  refuseComplex(wildcards);
  return tests;
}

function testsOf(value: unknown, wildcards: (readonly WildcardToken[])[]): readonly FieldTest[] {
  if (typeof value === 'string') return [equalsAddress(value) ?? equalsTest(`"${value}"`)];
  if (typeof value === 'number') {
    const equal = equalsNumber(value);
    return equal ? [equal, equalsTest(String(value))] : [equalsTest(String(value))];
  }
  if (value === null || typeof value === 'boolean') return [equalsTest(String(value))];
  if (typeof value !== 'object' || Array.isArray(value))
    throw new InvalidPattern('Match value must be String, number, true, false, or null');
  return [expressionTest(value, wildcards)];
}

function expressionTest(expression: object, wildcards: (readonly WildcardToken[])[]): FieldTest {
  const [entry, ...more] = Object.entries(expression);
  if (!entry) throw new InvalidPattern('Match expression name not found');
  if (more.length > 0) throw new InvalidPattern('Only one key allowed in match expression');
  const [operator, operand]: [string, unknown] = entry;
  switch (operator) {
    case 'prefix':
      return prefixTest(operand);
    case 'suffix':
      return suffixTest(operand);
    case 'numeric':
      return numericTest(operand);
    case 'anything-but':
      return anythingBut(operand, wildcards);
    case 'exists':
      return existsTest(operand);
    case 'cidr':
      return cidrTest(operand);
    case 'exactly':
      return equalsTest(`"${text('exact', operand)}"`);
    case 'equals-ignore-case': {
      const wanted = `"${text(operator, operand)}"`;
      return { matches: (value) => equalsIgnoringCase(value, wanted) };
    }
    case 'wildcard': {
      const tokens = wildcardTokens(`"${text(operator, operand)}"`);
      wildcards.push(tokens);
      return { matches: (value) => matchesWildcard(value, tokens) };
    }
    default:
      throw new InvalidPattern(`Unrecognized match type ${operator}`);
  }
}

function prefixTest(operand: unknown): FieldTest {
  const folded = ignoringCase('prefix', operand);
  if (folded !== undefined) return { matches: (value) => startsIgnoringCase(value, `"${folded}`) };
  const prefix = `"${text('prefix', operand)}`;
  return { matches: (value) => value.startsWith(prefix) };
}

function suffixTest(operand: unknown): FieldTest {
  const folded = ignoringCase('suffix', operand);
  if (folded !== undefined) return { matches: (value) => finishesIgnoringCase(value, `${folded}"`) };
  const suffix = `${text('suffix', operand)}"`;
  return { matches: (value) => value.endsWith(suffix) };
}

function ignoringCase(operator: string, operand: unknown): string | undefined {
  if (typeof operand !== 'object' || operand === null || Array.isArray(operand)) return undefined;
  const [entry, ...more] = Object.entries(operand);
  if (entry?.[0] !== 'equals-ignore-case') throw new InvalidPattern(`Unsupported ${operator} pattern: ${entry?.[0]}`);
  if (more.length > 0) throw new InvalidPattern('Only one key allowed in match expression');
  return text('equals-ignore-case', entry[1]);
}

function existsTest(operand: unknown): FieldTest {
  if (typeof operand !== 'boolean') throw new InvalidPattern('exists match pattern must be either true or false.');
  return operand ? { matches: () => true } : { absent: true, matches: () => false };
}

function text(operator: string, operand: unknown): string {
  if (typeof operand !== 'string') throw new InvalidPattern(`${operator} match pattern must be a string`);
  return operand;
}
