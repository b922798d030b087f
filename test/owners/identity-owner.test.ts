import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KeyHolders, KeyMatch } from '../../functions/owners/key-holders.ts';
import { nameMarkOf } from '../../functions/owners/name-mark.ts';
import { applyLead, type LeadArrival, type Owner } from '../../functions/owners/owner.ts';
import type { OwnerId } from '../../functions/owners/owner-id.ts';

const email = { kind: 'email', value: 'a@b.example' } as const;
const phone = { kind: 'phone', value: '+12127365000' } as const;
const at = '2026-03-02T14:15:00.000Z';
const arrival = (...keys: KeyMatch[]): LeadArrival => ({ newOwnerId: 'owner-9' as OwnerId, keys, at });
const person = { firstName: 'Ann', emails: ['a@b.example'], phones: [] };
const named = (fullName: string) => ({ fullName, emails: [], phones: [] });
const markOf = (fullName: string) => nameMarkOf({ fullName });
const heldBy = (...names: string[]): KeyHolders => ({
  version: names.length,
  holders: names.map((name, index) => ({ ownerId: `owner-${index + 1}` as OwnerId, name: markOf(name) ?? {} })),
});

const known: Owner = {
  ownerId: 'owner-1' as OwnerId,
  version: 3,
  createdAt: '2025-01-01T00:00:00.000Z',
  updatedAt: '2025-01-01T00:00:00.000Z',
  lastName: 'Ash',
  keys: [email],
};

test('somebody new becomes an owner with every key nobody stated', () => {
  const next = { version: 1, holders: [{ ownerId: 'owner-9', name: nameMarkOf({ firstName: 'Ann' }) }] };
  expect(applyLead(undefined, person, arrival({ key: email }, { key: phone }))).toEqual({
    kind: 'created',
    state: { ownerId: 'owner-9', version: 1, createdAt: at, updatedAt: at, firstName: 'Ann', keys: [email, phone] },
    keyChanges: [
      { key: email, next },
      { key: phone, next },
    ],
    facts: [],
  });
});

test('a known owner gains the keys nobody stated and keeps the name known', () => {
  expect(applyLead(known, person, arrival({ key: phone }))).toMatchObject({
    kind: 'changed',
    state: { ...known, version: 4, updatedAt: at, keys: [email, phone] },
    keyChanges: [{ key: phone }],
  });
});

test('an owner without a name takes the stated one', () => {
  const { lastName: _, ...nameless } = known;
  expect(applyLead(nameless, person, arrival())).toMatchObject({
    kind: 'changed',
    state: { firstName: 'Ann' },
    keyChanges: [],
  });
});

test('nothing new changes nothing', () => {
  expect(applyLead(known, person, arrival())).toEqual({ kind: 'unchanged', state: known, keyChanges: [], facts: [] });
});

describe('a key that others state', () => {
  const shared = (people: number, by: 'email' | 'phone', identifiesNobody = false) => ({
    type: 'owner.key-shared.v1',
    data: { people, by, identifiesNobody },
  });

  test('a number under another name is another person, linked, and a fact', () => {
    const held = heldBy('Ann Ash');
    expect(applyLead(undefined, named('Ben Birch'), arrival({ key: phone, held }))).toMatchObject({
      kind: 'created',
      state: { ownerId: 'owner-9', keys: [phone], linked: ['owner-1'] },
      keyChanges: [{ next: { version: 2, holders: [{}, { ownerId: 'owner-9', name: markOf('Ben Birch') }] } }],
      facts: [shared(2, 'phone')],
    });
  });

  test('an e-mail under another name stays its owner’s and remembers the name', () => {
    const held = heldBy('Ann Ash');
    expect(applyLead(known, named('Ann Birch'), arrival({ key: email, held }))).toMatchObject({
      kind: 'unchanged',
      keyChanges: [{ next: { holders: [{}, { ownerId: 'owner-1', name: markOf('Ann Birch') }] } }],
      facts: [],
    });
  });

  test.each(['email', 'phone'] as const)('the sixth name under one %s leaves it to nobody', (by) => {
    const held = heldBy('A Ash', 'B Birch', 'C Cedar', 'D Dogwood', 'E Elm');
    const key = by === 'email' ? email : phone;
    const { state, keyChanges, facts } = applyLead(undefined, named('F Fir'), arrival({ key, held }));
    expect(state).toMatchObject({ ownerId: 'owner-9', keys: [] });
    expect(state).not.toHaveProperty('linked');
    expect(keyChanges).toMatchObject([{ next: { version: 6, holders: held.holders, sharedSince: at } }]);
    expect(facts).toMatchObject([shared(6, by, true)]);
    const again = keyChanges.map(({ next }) => ({ key, held: next }));
    expect(applyLead(undefined, named('G Gum'), arrival(...again))).toMatchObject({ keyChanges: [], facts: [] });
  });

  test('a fuller name takes the place of what was known of it', () => {
    const held = { version: 1, holders: [{ ownerId: known.ownerId }] };
    expect(applyLead(known, named('Ann Ash'), arrival({ key: email, held })).keyChanges).toMatchObject([
      { next: { version: 2, holders: [{ ownerId: 'owner-1', name: markOf('Ann Ash') }] } },
    ]);
  });

  test('whoever states it, it remembers few people, and is written seldom', () => {
    const names = fc.array(fc.option(fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), maxLength: 5 })), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(names, fc.constantFrom(email, phone), (stated, key) => {
        let held: KeyHolders | undefined;
        for (const [index, name] of stated.entries()) {
          const match = { key, ...(held && { held }) };
          const who = { ...(name !== null && { fullName: name }), emails: [], phones: [] };
          const newOwnerId = `owner-${index}` as OwnerId;
          const [change] = applyLead(undefined, who, { newOwnerId, keys: [match], at }).keyChanges;
          expect(change?.next.version).toBe(change && (held?.version ?? 0) + 1);
          held = change?.next ?? held;
        }
        expect(held?.holders.length ?? 0).toBeLessThanOrEqual(6);
        expect(held?.version ?? 0).toBeLessThanOrEqual(13);
      }),
    );
  });
});
