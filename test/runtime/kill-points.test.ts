import { expect, test } from 'vitest';
import { mondayAtTen } from '../support/app.ts';
import { killPoints } from '../support/kill-points.ts';

test('ten kills at random points under load lose and double nothing', { timeout: 600_000 }, async () => {
  const { counts, surprises } = await killPoints({ seed: 20_261_123, kills: 10, clock: mondayAtTen });
  expect(surprises).toEqual([]);
  expect(counts).toMatchObject({ kills: 10 });
  expect(counts.acknowledged).toBeGreaterThan(20);
  expect(counts.answered).toBeGreaterThan(0);
  expect(counts.mails).toBeGreaterThan(counts.acknowledged);
});
