import { describe, expect, test } from 'vitest';
import { readLeads } from '../../functions/leads/dialects/lead-dialects.contract.ts';
import { withinLimits } from '../../functions/leads/stated/lead-limits.ts';
import type { RawLead } from '../../functions/leads/stated/stated-lead.ts';
import { adf, bytes, readAdf } from './adf-document.builders.ts';

const least: RawLead = {
  source: { system: 'web' },
  customer: { emails: ['ann@mail.example'], phones: [] },
  vehiclesOfInterest: [],
  tradeIns: [],
};
const car = (given: object) => ({ vehiclesOfInterest: [{ interest: 'buy', ...given }] }) as Partial<RawLead>;
const customer = (given: object) => ({ customer: { ...least.customer, ...given } }) as Partial<RawLead>;
const errorsOf = (given: Partial<RawLead>) => {
  const limited = withinLimits([{ ...least, ...given }]);
  return limited.kind === 'ok' ? [] : limited.errors.map(({ path }) => path);
};
const mended = (given: Partial<RawLead>) => {
  const limited = withinLimits([{ ...least, ...given }]);
  if (limited.kind !== 'ok') throw new Error(JSON.stringify(limited));
  return { lead: limited.things[0], warnings: limited.warnings.map(({ code, path }) => `${code} ${path}`) };
};

describe('a text of a lead', () => {
  test.each<[string, number, (text: string) => Partial<RawLead>]>([
    ['source.system', 200, (system) => ({ source: { system } })],
    ['source.id', 200, (id) => ({ source: { system: 'web', id }, providerId: id })],
    ['source.campaign', 200, (campaign) => ({ source: { system: 'web', campaign } })],
    ['source.vendor', 200, (vendor) => ({ source: { system: 'web', vendor } })],
    ['dealerId', 200, (dealerId) => ({ dealerId })],
    ['customer.lastName', 200, (lastName) => customer({ lastName })],
    ['customer.postalCode', 200, (postalCode) => customer({ postalCode })],
    ['customer.emails[0]', 320, (text) => customer({ emails: [text] })],
    ['customer.emails', 1000, (text) => customer({ unusableEmails: [text] })],
    ['customer.phones', 1000, (text) => customer({ unusablePhones: [text] })],
    ['customer.phones[0].number', 200, (raw) => customer({ phones: [{ raw }] })],
    ['customer.phones[0].type', 200, (type) => customer({ phones: [{ raw: '1', type }] })],
    ['vehiclesOfInterest[0].model', 200, (model) => car({ model })],
    ['vehiclesOfInterest[0].year', 200, (year) => car({ year })],
    ['message', 20_000, (message) => ({ message })],
    ['appointment.notes', 2000, (notes) => ({ appointment: { kind: 'sales', notes } })],
    ['requestedAt', 200, (requestedAtStated) => ({ requestedAtStated })],
  ])('at %s may have %i characters and no more', (path, most, lead) => {
    expect(errorsOf(lead('x'.repeat(most)))).toEqual([]);
    expect(errorsOf(lead('x'.repeat(most + 1)))).toEqual([path]);
    // A character of two code units is one.
    expect(errorsOf(lead('🚗'.repeat(most)))).toEqual([]);
    expect(errorsOf(lead('🚗'.repeat(most + 1)))).toEqual([path]);
  });

  test.each<[string, Partial<RawLead>, Partial<RawLead>, string[]]>([
    [
      'loses its control characters',
      customer({ lastName: 'O\u0000Ha\u007fra\u0085' }),
      customer({ lastName: 'OHara' }),
      ['control-characters-dropped customer.lastName'],
    ],
    ['keeps tab and line feed', { message: 'a\tb\nc' }, { message: 'a\tb\nc' }, []],
    ['ends its lines in line feeds', { message: 'a\r\nb\rc' }, { message: 'a\nb\nc' }, []],
    [
      'is left out when nothing stays',
      car({ model: '\u0001 \u0002', make: 'Alder' }),
      car({ make: 'Alder' }),
      ['control-characters-dropped vehiclesOfInterest[0].model'],
    ],
    ['has no half characters', { message: 'a\ud83d' }, { message: 'a\ufffd' }, ['unreadable-characters message']],
    [
      'is read again as an address',
      customer({ emails: ['\u0001@mail.example'], unusableEmails: ['n/a'] }),
      customer({ emails: [], unusableEmails: ['@mail.example', 'n/a'] }),
      ['control-characters-dropped customer.emails[0]'],
    ],
    [
      'of one line loses what is invisible',
      customer({
        firstName: '\u200bA\u00adnn\u200f',
        lastName: 'Van\u00a0Dyke',
        city: '\ufeff',
        postalCode: '\u202a١١٥١١',
      }),
      customer({ firstName: 'Ann', lastName: 'Van Dyke', postalCode: '11511' }),
      [],
    ],
    [
      'keeps the joiners that letters and emoji need',
      customer({ firstName: 'می\u200cخواهم', lastName: 'क्\u200dष 👨\u200d👩\u200d👧' }),
      customer({ firstName: 'می\u200cخواهم', lastName: 'क्\u200dष 👨\u200d👩\u200d👧' }),
      [],
    ],
    [
      'that is a code has nothing invisible at all',
      {
        source: { system: 'web', id: 'w-\u200b1' },
        providerId: 'w-\u200b1',
        dealerId: '\ufeffdealer-1',
        ...car({ vin: 'A\u200dB', stockNumber: '1\u200d2' }),
      },
      {
        source: { system: 'web', id: 'w-1' },
        providerId: 'w-1',
        dealerId: 'dealer-1',
        ...car({ vin: 'AB', stockNumber: '12' }),
      },
      [],
    ],
    [
      'of a phone field stays as it is',
      customer({ phones: [{ raw: '\u202a212 555 0260' }], unusablePhones: ['W\u200bNG'] }),
      customer({ phones: [{ raw: '\u202a212 555 0260' }], unusablePhones: ['W\u200bNG'] }),
      [],
    ],
    ['keeps what only looks odd', { message: '\u200b\u202e\ufeff👨‍👩‍👧' }, { message: '\u200b\u202e\ufeff👨‍👩‍👧' }, []],
  ])('%s', (_what, given, expected, warnings) => {
    expect(mended(given)).toEqual({ lead: { ...least, ...expected }, warnings });
  });

  test('that counts too much only by its control characters is taken', () => {
    expect(errorsOf(customer({ lastName: `${'x'.repeat(200)}\u0001` }))).toEqual([]);
  });
});

describe('an id', () => {
  test.each<[string, Partial<RawLead>, string[]]>([
    ['source.id', { source: { system: 'web', id: 'a\u0001' } }, ['source.id']],
    ['dealerId', { dealerId: 'dealer-1\u0000' }, ['dealerId']],
    ['source.system, which is a name', { source: { system: 'a\u0001' } }, []],
    ['a system of nothing else', { source: { system: '\u0001' } }, ['source.system']],
  ])('with control characters is refused: %s', (_what, lead, paths) => {
    expect(errorsOf(lead)).toEqual(paths);
  });

  test('with something unreadable in it is kept and proves nothing', () => {
    const { lead, warnings } = mended({ source: { system: 'web', id: 'a\ufffd' }, providerId: 'a\ufffd' });
    expect([lead?.source.id, lead?.providerId]).toEqual(['a\ufffd', undefined]);
    expect(warnings).toEqual(['unreadable-characters source.id']);
  });
});

test.each<[string, (count: number) => Partial<RawLead>]>([
  ['customer.emails', (count) => customer({ emails: Array(count).fill('ann@mail.example') })],
  ['customer.emails', (count) => customer({ unusableEmails: Array(count).fill('n/a') })],
  ['customer.phones', (count) => customer({ phones: Array(count).fill({ raw: '2125550100' }) })],
  ['tradeIns', (count) => ({ tradeIns: Array(count).fill({ interest: 'sell' }) })],
  ['consents', (count) => ({ consents: Array(count).fill({ granted: true }) })],
])('%s may have 50 entries and no more', (path, lead) => {
  expect(errorsOf(lead(50))).toEqual([]);
  expect(errorsOf(lead(51))).toEqual([path]);
});

test.each<[string, object, boolean]>([
  ['a text of 20,000 characters', { text: 'x'.repeat(20_000) }, true],
  ['a longer text', { text: 'x'.repeat(20_001) }, false],
  ['control characters, as they were given', { text: 'a\u0000' }, true],
  ['half a character', { text: '\ud83d' }, false],
  ['the largest exact number', { at: Number.MAX_SAFE_INTEGER }, true],
  ['a larger number', { at: 2 ** 53 }, false],
  ['a number finer than any the table has', { at: 1e-131 }, false],
  ['a name that the SDK takes for another thing', JSON.parse('{"a":{"constructor":1}}'), false],
  ['a name that JavaScript takes for another thing', JSON.parse('{"__proto__":{"a":1}}'), false],
  ['no name', { '': 1 }, false],
  ['a name of 201 characters', { ['x'.repeat(201)]: 1 }, false],
  ['eight levels', { a: [{ a: [{ a: [{ a: [1] }] }] }] }, true],
  ['nine levels', { a: [{ a: [{ a: [{ a: [[1]] }] }] }] }, false],
])('a consent with %s: kept as it is %j', (_what, consent, isKept) => {
  expect(errorsOf({ consents: [consent as Record<string, unknown>] })).toEqual(isKept ? [] : ['consents[0]']);
});

describe('every dialect passes', () => {
  const long = 'x'.repeat(201);
  const json = (document: object) => readLeads(bytes(JSON.stringify(document)), { type: 'application/json' });
  const aap = {
    type: 'lead.submit.request',
    customer: { first_name: 'A\u0001nn', email: 'ann@mail.example' },
    consent: {
      granted_at: '2026-04-30T11:05:00Z',
      allowed_channels: ['email'],
      consent_text: 'Yes.',
      scope: ['lead_submission'],
    },
    source_agent: { name: 'shopper' },
  };

  test.each([
    ['ADF', readAdf(bytes(adf(`<id source="${long}">1</id>`))), 'source.system'],
    ['JSON', json({ source: { system: long }, customer: {} }), 'source.system'],
    ['Auto Agent Protocol', json({ ...aap, source_agent: { name: long } }), 'source.system'],
  ])('%s', (_dialect, reading, path) => {
    expect(reading).toMatchObject({ kind: 'invalid', errors: [{ path }] });
  });

  test.each([
    ['ADF', readAdf(bytes(adf('<customer><name part="first">A&#1;nn</name></customer>')))],
    ['ADF, raw', readAdf(bytes(adf('<customer><name part="first">A\u0001nn</name></customer>')))],
    ['JSON', json({ source: { system: 'web' }, customer: { firstName: 'A\u0001nn' } })],
    ['Auto Agent Protocol', json(aap)],
  ])('%s, and warns', (_dialect, reading) => {
    expect(reading).toMatchObject({
      kind: 'ok',
      things: [{ customer: { firstName: 'Ann' } }],
      warnings: [{ code: 'control-characters-dropped', path: 'customer.firstName' }],
    });
  });

  test('and the place names the prospect, where there are several', () => {
    const prospect = (name: string) => `<prospect><customer><name part="first">${name}</name></customer></prospect>`;
    const of = (name: string) => readAdf(bytes(`<adf>${prospect('Ann')}${prospect(name)}</adf>`));
    expect(of('A\u0001')).toMatchObject({ warnings: [{ path: 'prospect[1].customer.firstName' }] });
    expect(of(long)).toMatchObject({ errors: [{ path: 'prospect[1].customer.firstName' }] });
  });

  test('a proof whole, names and all that JavaScript has other uses for', () => {
    const lead = '{"source":{"system":"web"},"customer":{},"consents":[{"__proto__":{"granted":true}}]}';
    expect(readLeads(bytes(lead), { type: 'application/json' })).toMatchObject({ errors: [{ path: 'consents[0]' }] });
  });
});
