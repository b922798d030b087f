import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { expiresAfter, keptDays } from '../../functions/platform/retention.policy.ts';

test('an item goes as many days after its beginning as the policy says of its kind', () => {
  const from = Temporal.Instant.from('2026-11-23T15:00:00.999Z');
  expect(expiresAfter(from, 'fact')).toBe(Date.parse('2026-12-28T15:00:00Z') / 1000);
  expect(expiresAfter(from, 'idempotency-key')).toBe(Date.parse('2026-11-30T15:00:00Z') / 1000);
});

test('the archive forgets no event whose fact is still there', () => {
  expect(keptDays('archived-event')).toBeGreaterThanOrEqual(keptDays('fact'));
});
