import { expect, test } from 'vitest';
import { addHolder, type KeyHolders } from '../../functions/owners/key-holders.ts';
import { nameMarkOf } from '../../functions/owners/name-mark.ts';
import type { OwnerId } from '../../functions/owners/owner-id.ts';

const key = { kind: 'phone', value: '+12125550143' } as const;
const named = (lastName: string | undefined) => {
  const name = nameMarkOf({ firstName: 'A', ...(lastName !== undefined && { lastName }) });
  return name && { name };
};

test('somebody without a name keeps no number open that six names share', () => {
  const names = ['Ash', undefined, 'Birch', 'Cedar', 'Elm', 'Fir', 'Gum'];
  const held = names.reduce<KeyHolders | undefined>((before, lastName, nth) => {
    const holder = { ownerId: `owner-${nth}` as OwnerId, at: '2026-11-23T15:00:00.000Z' };
    const mark = lastName === undefined ? {} : named(lastName);
    return addHolder({ key, ...(before && { held: before }) }, { ...holder, ...mark }) ?? before;
  }, undefined);
  expect(held?.sharedSince).toBe('2026-11-23T15:00:00.000Z');
});

test.each([
  ['Smith MD', 'Jones MD', false],
  ['YILMAZ', 'Yılmaz', true],
  ['Sørensen', 'Sorensen', true],
])('%s and %s: the same last name is %s', (one, other, same) => {
  const lastOf = (lastName: string) => nameMarkOf({ firstName: 'A', lastName })?.last;
  expect(lastOf(one) === lastOf(other)).toBe(same);
});
