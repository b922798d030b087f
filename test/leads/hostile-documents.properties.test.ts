import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { Dealer } from '../../functions/dealers/dealer/dealer.ts';
import { demoDealers } from '../../infra/demo/dealers.ts';
import { openCheckedIntake } from '../support/checked-intake.ts';
import { hostileDocument } from '../support/hostile-documents.ts';
import { SeededDice } from '../support/seeded-dice.ts';

vi.hoisted(() => {
  process.env['TABLE_NAME'] = 'the-table';
});
const [dealer] = demoDealers as readonly [Dealer];

/** What a document may come to; `unstorable` would say that the door let something in that the store cannot save. */
const outcomes = [
  'accepted',
  'refused',
  'unreadable-document',
  'invalid-lead',
  'unreachable-person',
  'too-many-requests',
];

test('of hostile documents, whatever is in them and whatever came before, every item can be saved', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.nat(), async (seed) => {
      const dice = new SeededDice(seed);
      const take = openCheckedIntake(dealer);
      for (let documents = 0; documents < 5; documents += 1) {
        const { kind, reason, faults } = await take(hostileDocument(dice));
        expect(faults).toEqual([]);
        expect(outcomes).toContain(reason ?? kind);
        seen.add(reason ?? kind);
      }
    }),
    { numRuns: 80 },
  );
  expect([...seen]).toEqual(expect.arrayContaining(['accepted', 'unreadable-document', 'invalid-lead']));
});

test('any JSON value as a lead, or in one, comes to an end that is known', async () => {
  const lead = { source: { system: 'web' }, customer: { emails: ['ann@mail.example'] } };
  const places = [
    'source',
    'customer',
    'vehiclesOfInterest',
    'tradeIns',
    'message',
    'consents',
    'requestedAt',
    'dealerId',
  ];
  const document = fc.oneof(
    fc.jsonValue({ maxDepth: 8 }),
    fc.tuple(fc.constantFrom(...places), fc.jsonValue()).map(([place, value]) => ({ ...lead, [place]: value })),
    fc.jsonValue({ maxDepth: 12 }).map((value) => ({ ...lead, consents: [{ proof: value }] })),
  );
  await fc.assert(
    fc.asyncProperty(document, async (value) => {
      const bytes = Buffer.from(JSON.stringify(value));
      const { kind, reason, faults } = await openCheckedIntake(dealer)({ type: 'application/json', bytes });
      expect(faults).toEqual([]);
      expect(outcomes).toContain(reason ?? kind);
    }),
    { numRuns: 500 },
  );
});
