import { expect, test } from 'vitest';
import { faultPlanSchema } from '../../faults/fault-plan.ts';
import { Quotas, readQuotas } from '../../faults/quotas.ts';

test.each(['us-east-1', 'eu-central-1'])('the quotas of %s are dated and say where they stand', (region) => {
  const { region: named, calls } = readQuotas(region);
  expect(named).toBe(region);
  expect(Object.keys(calls)).toContain('states:StartExecution');
  for (const { source } of Object.values(calls)) expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
});

test('there are none of another region', () => {
  expect(() => readQuotas('eu-west-9')).toThrow(RangeError);
  expect(() => readQuotas('../quotas')).toThrow(RangeError);
  expect(faultPlanSchema.safeParse({ seed: 1, quotas: { region: 'eu-west-9' } }).success).toBe(false);
});

test('a call is let through while its bucket holds tokens, which flow in with the clock', () => {
  let now = 0;
  const quotas = new Quotas({ region: 'eu-central-1', dividedBy: 100 }, () => now);
  const starts = (count: number) => Array.from({ length: count }, () => quotas.takes('states:StartExecution'));
  expect(starts(10)).toEqual([...Array(8).fill(true), false, false]);
  now = 2000;
  expect(starts(4)).toEqual([true, true, true, false]);
  now = 3_600_000;
  expect(starts(10).filter(Boolean)).toHaveLength(8);
});

test('a call without a quota is let through, and a bucket holds one token at least', () => {
  const quotas = new Quotas({ region: 'us-east-1', dividedBy: 1_000_000 }, () => 0);
  expect(quotas.takes('dynamodb:PutItem')).toBe(true);
  expect([quotas.takes('ses:SendEmail'), quotas.takes('ses:SendEmail')]).toEqual([true, false]);
});
