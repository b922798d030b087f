import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { readLeads } from '../../functions/leads/dialects/lead-dialects.contract.ts';
import { leadBody } from '../../functions/leads/dialects/lead-json.contract.ts';
import { contentTypeOf } from '../../functions/platform/content-type.ts';
import { bytes } from './adf-document.builders.ts';

const read = (document: unknown) =>
  readLeads(bytes(JSON.stringify(document)), contentTypeOf('application/json; charset=utf-8'));
const paths = (document: unknown) => {
  const reading = read(document);
  return 'errors' in reading ? reading.errors.map(({ path }) => path) : reading.kind;
};
const least = { source: { system: 'web' }, customer: { emails: ['ann@example.com'] } };

test('a whole lead is mapped, text as stated', () => {
  const file = readFileSync(new URL('../fixtures/leads/lead.json', import.meta.url));
  expect(readLeads(file, contentTypeOf('application/json'))).toEqual({
    kind: 'ok',
    warnings: [],
    things: [
      {
        source: { system: 'pier-web', id: 'w-0099', campaign: 'spring' },
        providerId: 'w-0099',
        dealerId: 'dealer-1',
        customer: {
          firstName: 'Noémie',
          lastName: "O'Hara",
          emails: ['Noemie@example.com'],
          unusableEmails: ['n/a'],
          phones: [{ raw: '(212) 736-5000', type: 'mobile' }],
          postalCode: '00501',
          preferredContact: 'phone',
        },
        vehiclesOfInterest: [{ year: 2026, make: 'Alder', model: 'Ridge', condition: 'new', interest: 'lease' }],
        tradeIns: [{ year: 2014, make: 'Alder', odometer: '096400', interest: 'trade-in' }],
        message: 'Is it still there?',
        consents: [{ channel: 'sms', granted: true, text: 'You may text me.' }],
        requestedAtStated: '2026-03-02T09:15:00',
      },
    ],
  });
});

test.each([
  ['WNG', ['WNG']],
  ['n/a', ['n/a']],
  [' \u200b', undefined],
])('a phone field that says %j has no number, and its text stays', (number, unusablePhones) => {
  const reading = read({ ...least, customer: { ...least.customer, phones: [{ number }, { number: '٢١٢' }] } });
  const customer = { emails: ['ann@example.com'], phones: [{ raw: '٢١٢' }], ...(unusablePhones && { unusablePhones }) };
  expect(reading).toMatchObject({ kind: 'ok', things: [{ customer }] });
});

test('null and blank are as if left out', () => {
  const nothing = {
    ...least,
    message: null,
    tradeIns: null,
    dealerId: ' ',
    vehiclesOfInterest: [{ make: '', year: null }],
  };
  expect(read(nothing)).toEqual(read(least));
  expect(read(least)).toMatchObject({ things: [{ vehiclesOfInterest: [], tradeIns: [] }] });
});

describe('what a sender may not state is named by its path', () => {
  test.each([
    [{ ...least, status: 'sold' }, ['status']],
    [{ ...least, ownerId: 'x', sla: {} }, ['ownerId', 'sla']],
    [{ ...least, customer: { ...least.customer, isAdmin: true } }, ['customer.isAdmin']],
    [{ ...least, vehiclesOfInterest: [{ price: 5 }] }, ['vehiclesOfInterest[0].price']],
    [{ ...least, vehiclesOfInterest: [{ interest: 'hire' }] }, ['vehiclesOfInterest[0].interest']],
    [{ ...least, vehiclesOfInterest: [{ condition: 'mint' }] }, ['vehiclesOfInterest[0].condition']],
    [{ ...least, customer: { phones: ['212 736 5000'] } }, ['customer.phones[0]']],
    [{ ...least, customer: { phones: [{ number: 2127365000 }] } }, ['customer.phones[0].number']],
    [{ ...least, consents: [{ at: 1e300 }] }, ['consents[0]']],
    [{ ...least, consents: [{ '': 1 }] }, ['consents[0]']],
    [{ customer: {} }, ['source']],
    [{ source: { system: ' ' }, customer: {} }, ['source.system']],
    [[least], ['']],
    [null, ['']],
    ['text', ['']],
  ])('%j', (document, expected) => {
    expect(paths(document)).toEqual(expected);
  });

  test('and its value is never repeated', () => {
    expect(JSON.stringify(read({ ...least, message: { secret: 'secret-value' } }))).not.toContain('secret-value');
  });
});

test.each([
  ['broken JSON', '{"source": {"system": "secret'],
  ['XML', '<adf><prospect>secret</prospect></adf>'],
  ['nothing', ''],
])('%s is malformed', (_case, body) => {
  const reading = readLeads(bytes(body), contentTypeOf('application/json'));
  expect(reading.kind).toBe('malformed');
  expect(JSON.stringify(reading)).not.toContain('secret');
});

test.each([
  ['a pair', String.raw`\ud83d\ude97`, '🚗'],
  ['half a pair', String.raw`\uD83D`, '\uFFFD'],
])('%s of surrogates in a message is text that can be kept', (_case, written, message) => {
  const body = `{"source":{"system":"a"},"customer":{},"message":"${written}"}`;
  expect(readLeads(bytes(body), contentTypeOf('application/json'))).toMatchObject({ things: [{ message }] });
});

test('deep nesting ends in an error, not in a full stack', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  expect(readLeads(bytes(deep), contentTypeOf('application/json')).kind).toBe('invalid');
  const inConsent = `{"source":{"system":"a"},"customer":{},"consents":[{"a":${deep}}]}`;
  expect(readLeads(bytes(inConsent), contentTypeOf('application/json')).kind).toBe('invalid');
});

test('a type names the door: XML is read as ADF in the charset it states', () => {
  const document = Uint8Array.from(Buffer.from('<adf><prospect><id>\xe9</id></prospect></adf>', 'latin1'));
  expect(readLeads(document, contentTypeOf('text/xml; charset="ISO-8859-1"'))).toMatchObject({
    kind: 'ok',
    things: [{ providerId: 'é' }],
  });
  expect(readLeads(new Uint8Array(300_000), contentTypeOf('application/json'))).toEqual({
    kind: 'refused',
    reason: 'size',
  });
});

test('the form can be published as JSON Schema', () => {
  expect(z.toJSONSchema(leadBody, { io: 'input' })).toMatchObject({ additionalProperties: false });
});
