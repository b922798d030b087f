import { expect, test } from 'vitest';
import { applyLead, type LeadArrival, type Owner } from '../../functions/owners/owner.ts';
import type { OwnerId } from '../../functions/owners/owner-id.ts';

const email = { kind: 'email', value: 'a@b.example' } as const;
const phone = { kind: 'phone', value: '+12127365000' } as const;
const at = '2026-03-02T14:15:00.000Z';
const arrival = (free: LeadArrival['free']): LeadArrival => ({ newOwnerId: 'owner-9' as OwnerId, free, at });
const person = { firstName: 'Ann', emails: ['a@b.example'], phones: [] };

const known: Owner = {
  ownerId: 'owner-1' as OwnerId,
  version: 3,
  createdAt: '2025-01-01T00:00:00.000Z',
  updatedAt: '2025-01-01T00:00:00.000Z',
  lastName: 'Ash',
  keys: [email],
};

test('somebody new becomes an owner with every free key', () => {
  expect(applyLead(undefined, person, arrival([email, phone]))).toEqual({
    kind: 'created',
    owner: {
      ownerId: 'owner-9',
      version: 1,
      createdAt: at,
      updatedAt: at,
      firstName: 'Ann',
      keys: [email, phone],
    },
    newKeys: [email, phone],
  });
});

test('a known owner gains the free keys and keeps the name known', () => {
  expect(applyLead(known, person, arrival([phone]))).toEqual({
    kind: 'changed',
    owner: { ...known, version: 4, updatedAt: at, keys: [email, phone] },
    newKeys: [phone],
  });
});

test('an owner without a name takes the stated one', () => {
  const { lastName: _, ...nameless } = known;
  expect(applyLead(nameless, person, arrival([]))).toMatchObject({
    kind: 'changed',
    owner: { firstName: 'Ann' },
    newKeys: [],
  });
});

test('nothing new changes nothing', () => {
  expect(applyLead(known, person, arrival([]))).toEqual({ kind: 'unchanged', owner: known });
});
