import { expect, test } from 'vitest';
import { growLead } from '../../bench/item-growth.ts';

test('one person’s requests are items of their own: after many the largest item is as large as after some', async () => {
  const { some, all } = await growLead(400, 1_100);
  const [early, late] = [some, all].map(({ largest }) => Math.max(...largest.values()));
  expect(early).toBeGreaterThan(10_000);
  expect(late).toBeLessThan((early ?? 0) * 1.05);
  expect(all.items).toBeGreaterThan(some.items * 2.5);
  expect([...all.largest.keys()]).toEqual(
    expect.arrayContaining(['RESUBMISSION', 'ASSIGNMENT', 'ESCALATION', 'PAST-SLA', 'PAST-FOLLOW-UPS']),
  );
});
