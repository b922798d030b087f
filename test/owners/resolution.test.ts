import { describe, expect, test } from 'vitest';
import type { KeyHolder, KeyMatch } from '../../functions/owners/key-holders.ts';
import { nameMarkOf } from '../../functions/owners/name-mark.ts';
import type { OwnerId } from '../../functions/owners/owner-id.ts';
import { keysOfOthers, resolveOwner } from '../../functions/owners/resolution.ts';

const one = 'owner-1' as OwnerId;
const two = 'owner-2' as OwnerId;

/** `owner-1` as Ann Ash; a name left out is one nobody stated. */
const holder = (ownerId: OwnerId, fullName?: string): KeyHolder => {
  const name = nameMarkOf({ ...(fullName !== undefined && { fullName }) });
  return { ownerId, ...(name && { name }) };
};
const email = (...holders: KeyHolder[]): KeyMatch => ({
  key: { kind: 'email', value: 'a@b.example' },
  ...(holders.length > 0 && { held: { version: 1, holders } }),
});
const phone = (...holders: KeyHolder[]): KeyMatch => ({
  key: { kind: 'phone', value: '+12127365000' },
  ...(holders.length > 0 && { held: { version: 1, holders } }),
});
const five = ['Ann Ash', 'Ben Birch', 'Cem Cedar', 'Dan Dogwood', 'Eva Elm'];
const sharedBefore = (match: KeyMatch): KeyMatch => ({
  ...match,
  ...(match.held && { held: { ...match.held, sharedSince: '2026-03-02T14:15:00.000Z' } }),
});

describe('whose a lead is', () => {
  test.each<[string, string | undefined, KeyMatch[], ReturnType<typeof resolveOwner>]>([
    ['no key', 'Ann Ash', [], { kind: 'new' }],
    ['keys nobody stated', 'Ann Ash', [email(), phone()], { kind: 'new' }],
    ['the name and the number', 'Ann Ash', [email(), phone(holder(one, 'Ann Ash'))], { kind: 'known', ownerId: one }],
    ['the last name and the number', 'Bo Ash', [phone(holder(one, 'Ann Ash'))], { kind: 'known', ownerId: one }],
    ['the name otherwise', 'ÁSH, ann jr.', [phone(holder(one, 'Ann Ash'))], { kind: 'known', ownerId: one }],
    ['a number, with another last name', 'Ann Birch', [phone(holder(one, 'Ann Ash'))], { kind: 'new' }],
    ['a number, without a name', undefined, [phone(holder(one, 'Ann Ash'))], { kind: 'known', ownerId: one }],
    ['a number, where the holder had no name', 'Ann Ash', [phone(holder(one))], { kind: 'known', ownerId: one }],
    ['a number, with the first name alone', 'Ann', [phone(holder(one, 'Ann Ash'))], { kind: 'known', ownerId: one }],
    ['a number, with another first name alone', 'Bo', [phone(holder(one, 'Ann Ash'))], { kind: 'new' }],
    [
      'the number of two, with the second’s name',
      'Ben Birch',
      [phone(holder(one, 'Ann Ash'), holder(two, 'Ben Birch'))],
      { kind: 'known', ownerId: two },
    ],
    [
      'the number of two, without a name',
      undefined,
      [phone(holder(one, 'Ann Ash'), holder(two, 'Ben Birch'))],
      { kind: 'new' },
    ],
    ['an e-mail, whatever the name', 'Bo Birch', [email(holder(one, 'Ann Ash'))], { kind: 'known', ownerId: one }],
    [
      'an e-mail and a number of somebody else’s name',
      'Ann Ash',
      [phone(holder(two, 'Ben Birch')), email(holder(one, 'Ann Ash'))],
      { kind: 'known', ownerId: one },
    ],
    [
      'two holders: the e-mail decides, nobody is merged',
      'Ann Ash',
      [phone(holder(two, 'Ann Ash')), email(holder(one, 'Ann Ash'))],
      { kind: 'ambiguous', ownerId: one, others: [two] },
    ],
    ['an e-mail of five names, as the sixth', 'Fay Fir', [email(...five.map((n) => holder(one, n)))], { kind: 'new' }],
    [
      'an e-mail of five names, as one of them',
      'Eva Elm',
      [email(...five.map((n) => holder(one, n)))],
      { kind: 'known', ownerId: one },
    ],
    ['a key that identifies nobody', 'Ann Ash', [sharedBefore(email(holder(one, 'Ann Ash')))], { kind: 'new' }],
  ])('by %s', (_by, fullName, matches, resolution) => {
    expect(resolveOwner(matches, nameMarkOf({ ...(fullName !== undefined && { fullName }) }))).toEqual(resolution);
  });
});

describe('of the keys somebody states those are others’', () => {
  test.each<[string, string | undefined, KeyMatch, OwnerId | undefined, boolean]>([
    ['not one that nobody stated before', 'Ann Ash', phone(), undefined, false],
    ['not one of their own', 'Ann Ash', phone(holder(one, 'Ann Ash')), one, false],
    ['a number under another name', 'Ben Birch', phone(holder(one, 'Ann Ash')), undefined, true],
    [
      'a number of several, without a name',
      undefined,
      phone(holder(one, 'A Ash'), holder(two, 'B Birch')),
      undefined,
      true,
    ],
    ['one that identifies nobody any more', 'Ann Ash', sharedBefore(phone(holder(one, 'Ann Ash'))), undefined, true],
    ['such a one also where another key names them', 'Ann Ash', sharedBefore(email(holder(one, 'Ann Ash'))), one, true],
    ['the one that its sixth name closes', 'Fay Fir', email(...five.map((name) => holder(one, name))), undefined, true],
    ['an e-mail of somebody else than their own says', 'Ann Ash', email(holder(two, 'Ben Birch')), one, true],
  ])('%s', (_what, fullName, match, ownerId, isOthers) => {
    const name = nameMarkOf({ ...(fullName !== undefined && { fullName }) });
    expect(keysOfOthers([match], name, ownerId)).toEqual(isOthers ? [match.key] : []);
  });
});
