import { expect, test } from 'vitest';
import { addLatest } from '../../functions/leads/lead/latest-customer.ts';

const [first, second] = ['2026-11-23T15:00:00.000Z', '2026-11-23T16:00:00.000Z'];

test('every way to reach a customer that a later request stated stays, the newest first', () => {
  const one = addLatest(undefined, { emails: ['bob@mail.example'], phones: [{ raw: '646-555-0199' }] }, first);
  const both = addLatest(one, { phones: [{ raw: '646-555-0100' }] }, second);
  expect(both).toEqual({
    emails: ['bob@mail.example'],
    phones: [{ raw: '646-555-0100' }, { raw: '646-555-0199' }],
    at: second,
  });
  // One told late adds what it knew, behind what is newer.
  expect(addLatest(both, { emails: ['BOB@mail.example', 'b@mail.example'] }, first)?.emails).toEqual([
    'bob@mail.example',
    'b@mail.example',
  ]);
});
