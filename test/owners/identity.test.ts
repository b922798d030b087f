import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldEmail } from '../../functions/owners/email.ts';
import { placeholderPolicies } from '../../functions/owners/identity.policy.ts';
import { denyAlso, identityKeys, waysWithoutKey } from '../../functions/owners/identity.ts';

const denied = placeholderPolicies.newest;
const values = (emails: string[], phones: string[] = []) =>
  identityKeys({ emails, phones: phones.map((e164) => ({ raw: e164, e164 })) }, denied).map(({ value }) => value);

describe('an e-mail address as a key', () => {
  test.each([
    ['Ann.Ash+cars@Example.COM', 'ann.ash+cars@example.com'],
    [' ann@example.com ', 'ann@example.com'],
    ['ａｎｎ@example.com', 'ann@example.com'],
    ['RENÉE@example.com', 'renée@example.com'],
  ])('%j is compared as %j', (stated, folded) => {
    expect(values([stated])).toEqual([folded]);
  });

  test('keeps dots and plus apart', () => {
    expect(values(['a.b@example.com', 'ab@example.com', 'ab+x@example.com'])).toHaveLength(3);
  });

  test('folds once and for all', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => foldEmail(foldEmail(text)) === foldEmail(text)));
  });

  test.each(['noemail@dealer.example', 'NOREPLY@example.com', 'x@none.com', 'Test@Test.com'])('%s is none', (email) => {
    expect(values([email])).toEqual([]);
  });

  test('longer than mail allows is none', () => {
    expect(values([`${'a'.repeat(300)}@example.com`])).toEqual([]);
  });

  test('of the store’s own people is none, in any case', () => {
    const stated = { emails: ['Rep@Pier.example', 'ann@example.com'], phones: [] };
    const keys = identityKeys(stated, denyAlso(denied, ['rep@PIER.example']));
    expect(keys).toEqual([{ kind: 'email', value: 'ann@example.com' }]);
  });
});

test('keys are e-mails, then E.164 numbers, each once; a raw or repeated-digit number is none', () => {
  const phones = [{ raw: '736 5000' }, { raw: '+12127365000', e164: '+12127365000' }];
  expect(identityKeys({ emails: ['A@b.example', 'a@B.example'], phones: [...phones, ...phones] }, denied)).toEqual([
    { kind: 'email', value: 'a@b.example' },
    { kind: 'phone', value: '+12127365000' },
  ]);
  expect(values([], ['+19999999999', '+10000000000'])).toEqual([]);
});

test('a flood of addresses brings ten keys', () => {
  expect(values(Array.from({ length: 500 }, (_, index) => `a${index}@example.com`))).toHaveLength(10);
});

test('ways to reach a person who states no key are those that are no placeholders, each once, at most ten of a kind', () => {
  const numbers = Array.from({ length: 20 }, (_, each) => ({ raw: `72${each + 10}-0143` }));
  const stated = {
    emails: ['Rep@Pier.example', 'rep@pier.example', 'noemail@dealer.example'],
    phones: [{ raw: '٧٣٦ ٥٠٠٠' }, { raw: '736-5000 (home)' }, { raw: '000-0000' }, ...numbers],
  };
  const ways = waysWithoutKey(stated, denied);
  expect(ways.slice(0, 3)).toEqual([
    { kind: 'email', value: 'rep@pier.example' },
    { kind: 'phone', value: '7365000' },
    { kind: 'phone', value: '72100143' },
  ]);
  expect(ways).toHaveLength(11);
});
