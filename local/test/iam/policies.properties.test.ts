import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePattern } from '../../iam/pattern.ts';
import { allow, type Document, deny, iamBench } from './iam-bench.ts';

const names = ['orders', 'others', 'older'] as const;
const actions = ['GetItem', 'PutItem', 'DeleteItem'] as const;
const statement = fc.record({
  effect: fc.constantFrom(allow, deny),
  action: fc.constantFrom('dynamodb:GetItem', 'dynamodb:*Item', 'dynamodb:P*', '*', 'sqs:*'),
  resource: fc.constantFrom('*', 'arn:aws:dynamodb:*:*:table/o*s', 'arn:aws:dynamodb:*:*:table/ol???', 'arn:aws:sqs:*'),
});
const statements = fc.array(
  statement.map(({ effect, action, resource }) => effect(action, resource)),
  { maxLength: 6 },
);

/** Which of all calls a policy lets through. */
async function allowedBy(policy: readonly Document[]): Promise<readonly string[]> {
  const bench = await iamBench();
  await bench.attach(...policy);
  return actions.flatMap((action) =>
    names
      .filter((TableName) => bench.refusal('dynamodb', action, { TableName }) === undefined)
      .map((name) => `${action} ${name}`),
  );
}

describe('a policy', () => {
  test('allows the same in any order of its statements', () =>
    fc.assert(
      fc.asyncProperty(statements, async (policy) => {
        expect(await allowedBy([...policy].reverse())).toEqual(await allowedBy(policy));
      }),
    ));

  test('allows no more for another Deny, and no less for another Allow', () =>
    fc.assert(
      fc.asyncProperty(statements, statement, async (policy, { action, resource }) => {
        const before = await allowedBy(policy);
        expect(before).toEqual(expect.arrayContaining([...(await allowedBy([...policy, deny(action, resource)]))]));
        expect(await allowedBy([...policy, allow(action, resource)])).toEqual(expect.arrayContaining([...before]));
      }),
    ));

  test('that denies everything allows nothing', () =>
    fc.assert(
      fc.asyncProperty(statements, async (policy) => {
        expect(await allowedBy([...policy, deny('*')])).toEqual([]);
      }),
    ));
});

/** Matching as the definition has it, letter by letter. */
function matches(pattern: string, text: string): boolean {
  const [first, rest] = [pattern.charAt(0), pattern.slice(1)];
  if (pattern === '') return text === '';
  if (first === '*') return matches(rest, text) || (text !== '' && matches(pattern, text.slice(1)));
  return text !== '' && (first === '?' || first === text.charAt(0)) && matches(rest, text.slice(1));
}

test('patterns match as their definition says', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '.', '/', ':', '(', '\\', '\n', '$'), maxLength: 6 });
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '.', '/', '*', '?', '(', '\\', '$', '|'), maxLength: 6 });
  fc.assert(
    fc.property(pattern, letters, (given, text) => {
      expect(compilePattern(given)(text)).toBe(matches(given, text));
    }),
    { numRuns: 1000 },
  );
});
