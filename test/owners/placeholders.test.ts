import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeholderPolicies } from '../../functions/owners/identity.policy.ts';
import { identityKeys, isDeniedPhone } from '../../functions/owners/identity.ts';
import { type StatedPerson, statedPerson } from '../../functions/owners/person.ts';
import { inE164 } from '../../functions/owners/phone.contract.ts';

const denied = placeholderPolicies.newest;

/** A person of a store in America as their lead states them. */
function personWith(emails: readonly string[], numbers: readonly string[]): StatedPerson {
  const person = statedPerson<StatedPerson>({ emails, phones: numbers.map((raw) => ({ raw })) });
  return { ...person, phones: inE164(person.phones, undefined, 'US') };
}

const emails = [
  ...[
    'DNH',
    'WNG',
    'DNG',
    'n/a',
    'N/A',
    'NA',
    'none',
    'NONE',
    'nope',
    'no',
    'refused',
    'declined',
    '-',
    'x',
    'unknown',
  ],
  ...['nope@', 'none@', 'noemail@', '@', '@none.com', 'no email', 'does not have', 'would not give'],
  ...['DNH@dealer.example', 'wng@mail.example', 'dng@gmail.com', 'dnh@dnh.com', 'WNG@WNG.COM', 'wng@noemail.com'],
  ...['doesnothave@mail.example', 'did.not.give@mail.example', 'wouldnotgive@aol.com', 'would-not-give@mail.example'],
  ...[
    'none@none.com',
    'None@gmail.com',
    'none@none',
    'noemail@noemail.com',
    'noemail@dealer.example',
    'no-email@x.example',
  ],
  ...[
    'noemail@noemail',
    'no.email@mail.example',
    'NoMail@mail.example',
    'no@no.com',
    'no@email.com',
    'na@na.com',
    'na@gmail.com',
  ],
  ...[
    'nobody@nowhere.com',
    'noone@nowhere.com',
    'nobody@mail.example',
    'noone@mail.example',
    'nope@nope.com',
    'nope@gmail.com',
  ],
  ...[
    'a@a.com',
    'a@a',
    'aa@aa.com',
    'x@x.com',
    'xxx@xxx.com',
    'zzzz@zzzz.net',
    '1@1.com',
    '111@111.com',
    '0@0.com',
    'a@b.com',
  ],
  ...[
    '123@123',
    '123@123.com',
    '1234@1234.com',
    '12345@12345.net',
    'abc@abc.com',
    'abcd@abcd.org',
    'abc@123.com',
    '123@abc.com',
  ],
  ...['test@test', 'test@test.com', 'Test@Test.com', 'test@gmail.com', 'test123@test.com', 'testing@testing.com'],
  ...[
    'asdf@asdf.com',
    'asd@asd.com',
    'qwerty@qwerty.com',
    'foo@bar.com',
    'fake@fake.com',
    'me@me.com',
    'email@email.com',
  ],
  ...[
    'user@domain.com',
    'yourname@domain.com',
    'someone@somewhere.com',
    'john@doe.com',
    'null@null',
    'customer@email.com',
  ],
  ...[
    'noreply@mail.example',
    'do-not-reply@mail.example',
    'refused@mail.example',
    'Declined@mail.example',
    'unknown@mail.example',
  ],
  ...[
    'nothanks@mail.example',
    'notprovided@mail.example',
    'not.available@mail.example',
    "'none@none.com'",
    '<noemail@aol.com>',
  ],
];

const phones = [
  ...[
    '555-123-4567',
    '(555) 123-4567',
    '+1 555 123 4567',
    '987-654-3210',
    '111-111-1111',
    '123-456-7890',
    '000-000-0000',
  ],
  ...['222-222-2222', '333 333 3333', '(444) 444-4444', '555.555.5555', '6666666666', '1-777-777-7777', '888-888-8888'],
  ...[
    '999-999-9999',
    '+19999999999',
    '0000000000',
    '1234567890',
    '0123456789',
    '9876543210',
    '098-765-4321',
    '234-567-8901',
  ],
  ...[
    '1234567',
    '765-4321',
    '555-555-1234',
    '555-555-1212',
    '800-555-1212',
    '123-123-1234',
    '111-222-3333',
    '555-867-5309',
  ],
  ...[
    '١١١-١١١-١١١١',
    '１２３－４５６－７８９０',
    '+44 1234567890',
    '+49 99999999',
    'n/a',
    'DNH',
    'WNG',
    'none',
    '0',
    '00000',
  ],
];

describe('a placeholder identifies nobody, and its text stays', () => {
  test('of at least 60 kinds, all different', () => {
    expect([new Set(emails).size, new Set(phones).size]).toEqual([emails.length, phones.length]);
    expect(emails.length + phones.length).toBeGreaterThanOrEqual(120);
  });

  test.each(emails)('in an e-mail field: %j', (text) => {
    const person = personWith([text], []);
    expect(identityKeys(person, denied)).toEqual([]);
    expect([...person.emails, ...(person.unusableEmails ?? [])].map((kept) => text.includes(kept))).toEqual([true]);
  });

  test.each(phones)('in a phone field: %j', (text) => {
    const person = personWith([], [text]);
    expect(identityKeys(person, denied)).toEqual([]);
    expect([...person.phones.map(({ raw }) => raw), ...(person.unusablePhones ?? [])]).toEqual([text]);
    expect(person.phones.every(({ raw, e164 }) => isDeniedPhone(e164 ?? raw, denied))).toBe(true);
  });
});

describe('what only looks like one identifies a person', () => {
  test.each([
    ['704-555-0101', '+17045550101'],
    ['212-555-0100', '+12125550100'],
    ['212-555-1234', '+12125551234'],
    ['310-555-4567', '+13105554567'],
    ['555-123-4568', '+15551234568'],
    ['213-333-3333', '+12133333333'],
    ['987-654-3211', '+19876543211'],
    ['+44 20 7946 0000', '+442079460000'],
    ['+47 12345', '+4712345'],
  ])('the number %s', (text, value) => {
    expect(identityKeys(personWith([], [text]), denied)).toEqual([{ kind: 'phone', value }]);
  });

  test.each([
    ['smith@smith.com'],
    ['info@pier.example'],
    ['nona@mail.example'],
    ['a@b.example'],
    ['test.pilot@mail.example'],
    ['nonette@none.example'],
    ['anna@anna.example'],
    ['dnhart@mail.example'],
  ])('the address %s', (value) => {
    expect(identityKeys(personWith([value], []), denied)).toEqual([{ kind: 'email', value }]);
  });

  test('nearly every number of an area and an exchange', () => {
    const line = fc.integer({ min: 0, max: 9999 }).map((number) => `${number}`.padStart(4, '0'));
    fc.assert(
      fc.property(line, (number) => {
        expect(identityKeys(personWith([], [`704-555-${number}`]), denied)).toHaveLength(1);
      }),
    );
  });
});

test('the placeholders have a version in force from the first day on, and the older one is kept', () => {
  expect(placeholderPolicies.inForce('2026-01-01T00:00:00.000Z')).toBe(placeholderPolicies.named('placeholders@2'));
  expect(placeholderPolicies.named('placeholders@1')?.localParts.has('dnh')).toBe(false);
});
