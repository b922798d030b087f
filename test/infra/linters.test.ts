import { expect, test } from 'vitest';
import { faultsIn, linters, skippedRules } from '../../infra/linters/linters.ts';

const skip = { linter: 'checkov', rule: 'CKV_1', reason: 'It does not fit.' };
const finding = { linter: 'checkov', rule: 'CKV_1', message: 'is open', where: 'a.json Bucket' };

test('a finding is a fault unless its rule is skipped for its linter', () => {
  expect(faultsIn([finding], [skip])).toEqual([]);
  expect(faultsIn([finding], [])).toEqual(['checkov CKV_1: is open (a.json Bucket)']);
  expect(faultsIn([finding, { ...finding, linter: 'cfn-lint' }], [skip])).toEqual([
    'cfn-lint CKV_1: is open (a.json Bucket)',
  ]);
});

test('a skipped rule that finds nothing any more is a fault', () => {
  expect(faultsIn([], [skip])).toEqual(['checkov CKV_1 is skipped and finds nothing any more.']);
});

test('each skipped rule is of a linter that is run, stands once, and has a reason', () => {
  const names = linters.map(({ name }) => name);
  const rules = skippedRules.map(({ linter, rule }) => `${linter} ${rule}`);
  expect(new Set(rules).size).toBe(rules.length);
  for (const { linter, reason } of skippedRules) {
    expect(names).toContain(linter);
    expect(reason).toMatch(/^[A-Z].{20,}\.$/s);
  }
});
