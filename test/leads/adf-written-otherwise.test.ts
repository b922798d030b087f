import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nothingPolicies } from '../../functions/intake/document/nothing.policy.ts';
import { readLeads } from '../../functions/leads/dialects/lead-dialects.contract.ts';
import { visibleLine } from '../../functions/platform/invisible.ts';
import { adf, bytes, contact, leadIn, readAdf } from './adf-document.builders.ts';

const names = Object.entries(
  JSON.parse(readFileSync(new URL('../fixtures/html-4-characters.json', import.meta.url), 'utf8')) as object,
) as [string, number][];
const vehicle = (markup: string) => leadIn(adf(`<vehicle interest="trade-in">${markup}</vehicle>`)).tradeIns[0];

test('every character that HTML names is read where its name stands: in a text, an attribute, and written twice', () => {
  fc.assert(
    fc.property(fc.constantFrom(...names), ([name, code]) => {
      // Names and codes are kept as they are seen: without what nobody sees, every blank the same.
      const character = visibleLine(`a${String.fromCodePoint(code)}b`).slice(1, -1);
      const lead = leadIn(
        adf(`<id source="a&${name};b">1</id><customer><contact><name>a&${name};b</name></contact></customer>
        <vehicle><make>a&amp;${name};b</make></vehicle>`),
      );
      expect(lead.source.system).toBe(`a${character}b`);
      expect(lead.customer.fullName).toBe(`a${character}b`);
      expect(lead.vehiclesOfInterest[0]?.make).toBe(`a${character}b`);
    }),
  );
});

describe('an odometer', () => {
  test.each([
    ['<odometer><value>67420</value><units>miles</units></odometer>', '67420', 'miles'],
    ['<odometer><units>km</units><value>67420</value></odometer>', '67420', 'km'],
    ['<odometer units="mi">67420</odometer>', '67420', 'mi'],
    ['<odometer value="67420" units="mi"/>', '67420', 'mi'],
    ['<odometer>67420<unit>mi</unit></odometer>', '67420', 'mi'],
    ['<odometer><miles>67420</miles></odometer>', '67420', 'miles'],
    ['<odometer><odometer>67420</odometer></odometer>', '67420', undefined],
    ['<mileage>67420miles</mileage>', '67420', 'miles'],
    ['<odometer>67,420 Miles</odometer>', '67,420', 'Miles'],
    ['<odometer>120 000 km</odometer>', '120 000', 'km'],
    ['<odometer>km: 120.000</odometer>', '120.000', 'km'],
    ['<odometer units="km">67420 kilometers</odometer>', '67420', 'km'],
    ['<odometer>67k miles</odometer>', '67k miles', undefined],
    ['<odometer>about 60</odometer>', 'about 60', undefined],
  ])('%s is a value with its unit', (markup, odometer, odometerUnit) => {
    expect([vehicle(markup)?.odometer, vehicle(markup)?.odometerUnit]).toEqual([odometer, odometerUnit]);
  });
});

describe('a value that is made of elements is read in every field', () => {
  test.each(['make', 'model', 'trim', 'vin', 'stock', 'year'])('%s of a vehicle', (field) => {
    const name = field === 'stock' ? 'stockNumber' : field;
    for (const inside of [
      '<value>X1</value>',
      `<${field}>X1</${field}>`,
      '<name>X1</name>',
      '<type>y</type><text>X1</text>',
    ])
      expect(vehicle(`<${field}>${inside}</${field}>`)).toMatchObject({ [name]: 'X1' });
    expect(leadIn(adf(`<vehicle ${field}="X1"/>`)).vehiclesOfInterest[0]).toMatchObject({ [name]: 'X1' });
  });

  test.each<[string, object]>([
    ['<name><first>Ann</first><last>Ash</last></name>', { firstName: 'Ann', lastName: 'Ash' }],
    ['<name first="Ann" last="Ash"/>', { firstName: 'Ann', lastName: 'Ash' }],
    ['<firstname>Ann</firstname><last_name>Ash</last_name>', { firstName: 'Ann', lastName: 'Ash' }],
    ['<name><part>first</part><value>Ann</value></name>', { firstName: 'Ann' }],
    [
      '<name part="first"><value>Ann</value></name><name part="surname">Ash</name>',
      { firstName: 'Ann', lastName: 'Ash' },
    ],
    ['<email><address>a@mail.example</address><type>home</type></email>', { emails: ['a@mail.example'] }],
    ['<emails><email>a@mail.example</email></emails>', { emails: ['a@mail.example'] }],
    ['<phone><number>2127365000</number><type>cell</type></phone>', { phones: [{ raw: '2127365000', type: 'cell' }] }],
    ['<phone><areacode>212</areacode><number>7365000</number></phone>', { phones: [{ raw: '212 7365000' }] }],
    ['<phone><number>2127365000</number><ext>12</ext></phone>', { phones: [{ raw: '2127365000 x12' }] }],
    [
      '<address><city><value>Holt</value></city><country><code>US</code></country></address>',
      { city: 'Holt', country: 'US' },
    ],
    ['<address city="Holt" postal_code="00501"/>', { city: 'Holt', postalCode: '00501' }],
    ['<city>Holt</city><postalcode>00501</postalcode>', { city: 'Holt', postalCode: '00501' }],
  ])('of a contact: %s', (markup, customer) => {
    expect(leadIn(contact(markup)).customer).toMatchObject(customer);
  });

  test('of the request', () => {
    const date = '<requestdate><date>2026-11-23</date><time>10:00</time></requestdate>';
    const lead = leadIn(adf(`<id><value>7</value><source>Portal</source></id>${date}`));
    expect(lead).toMatchObject({
      providerId: '7',
      source: { system: 'Portal' },
      requestedAtStated: '2026-11-23 10:00',
    });
  });

  test('and lines of a message stay lines', () => {
    const comments = '<comments><comment>one</comment><comment>two <b>three</b></comment></comments>';
    expect(leadIn(adf(`<customer>${comments}</customer>`)).message).toBe('one\ntwo three');
  });
});

describe('names of elements', () => {
  test.each(['PostalCode', 'postal_code', 'POSTAL-CODE', 'x:postalcode'])('in another case: %s', (name) => {
    expect(leadIn(contact(`<Address><${name}>00501</${name}></Address>`)).customer.postalCode).toBe('00501');
  });
});

describe('a vehicle in a wrapper', () => {
  const car = '<vehicle><model>B</model><odometer>1</odometer></vehicle>';
  test.each([
    `<trade>${car}</trade>`,
    `<tradein>${car}</tradein>`,
    `<Trade-In>${car}</Trade-In>`,
    `<trade_ins><trade_in>${car}</trade_in></trade_ins>`,
    `<trades>${car}</trades>`,
    `<tradein><vehicles>${car}</vehicles></tradein>`,
    `<customer><tradein>${car}</tradein></customer>`,
    '<tradein><model>B</model><odometer>1</odometer></tradein>',
    '<trade model="B" odometer="1"/>',
    `<trade>${car.replace('<vehicle>', '<vehicle interest="buy">')}</trade>`,
    `<vehicles>${car.replace('<vehicle>', '<vehicle interest="trade-in">')}</vehicles>`,
  ])('%s is offered', (markup) => {
    const lead = leadIn(adf(`<vehicle interest="buy"><model>A</model></vehicle>${markup}`));
    expect(lead.vehiclesOfInterest).toEqual([{ model: 'A', interest: 'buy' }]);
    expect(lead.tradeIns).toEqual([{ model: 'B', interest: 'trade-in', odometer: '1' }]);
  });

  test.each([
    `<vehicles>${car}${car}</vehicles>`,
    `<vehicle_of_interest>${car}</vehicle_of_interest>${car}`,
    `<vehiclesofinterest>${car}${car}</vehiclesofinterest>`,
  ])('%s is wanted', (markup) => {
    const lead = leadIn(adf(markup));
    expect(lead.vehiclesOfInterest).toEqual(Array(2).fill({ model: 'B', interest: 'buy' }));
    expect(lead.tradeIns).toEqual([]);
  });

  test('is sold where it says so, and what is written about it is part of the message', () => {
    const sold = '<vehicle interest="sell"><model>B</model><comments>dent</comments></vehicle>';
    expect(leadIn(adf(`<trade>${sold}</trade>`))).toMatchObject({
      tradeIns: [{ model: 'B', interest: 'sell' }],
      message: 'dent',
    });
  });

  test('that is an answer of yes or no is none', () => {
    expect(leadIn(adf('<tradein>No</tradein>')).tradeIns).toEqual([]);
  });
});

describe('what stands beside the prospects', () => {
  const prospect = (name: string, more = '') =>
    `<prospect><customer><contact><name>${name}</name></contact></customer>${more}</prospect>`;
  const vendor = (name: string) => `<vendor><vendorname>${name}</vendorname></vendor>`;
  const vendorsOf = (markup: string) => {
    const reading = readAdf(bytes(`<adf>${markup}</adf>`));
    return reading.kind === 'ok' ? reading.things.map(({ source }) => source.vendor) : reading.kind;
  };

  test.each([
    ['behind the one', `${prospect('A')}${vendor('V')}`, ['V']],
    ['before the one', `${vendor('V')}${prospect('A')}`, ['V']],
    ['around the one', `<leads>${prospect('A')}</leads>${vendor('V')}`, ['V']],
    ['where the one has its own', `${prospect('A', vendor('W'))}${vendor('V')}`, ['W']],
    ['for all', `${vendor('V')}${prospect('A')}${prospect('B')}`, ['V', 'V']],
    ['for all, one of which has its own', `${vendor('V')}${prospect('A', vendor('W'))}${prospect('B')}`, ['W', 'V']],
    ['one for each', `${prospect('A')}${vendor('V')}${prospect('B')}${vendor('W')}`, ['V', 'W']],
    [
      'for nobody knows which',
      `${prospect('A')}${prospect('B')}${prospect('C')}${vendor('V')}${vendor('W')}`,
      Array(3),
    ],
  ])('%s: the vendor', (_where, markup, vendors) => {
    expect(vendorsOf(markup)).toEqual([...vendors]);
  });

  test('of one prospect is all its own', () => {
    const lead = leadIn(`<adf><prospect><id>1</id></prospect>
      <customer><contact><email>a@mail.example</email></contact><comments>hello</comments></customer>
      <vehicle><model>B</model></vehicle><provider><name>P</name></provider><requestdate>2026-11-23</requestdate></adf>`);
    expect(lead).toMatchObject({
      customer: { emails: ['a@mail.example'] },
      vehiclesOfInterest: [{ model: 'B' }],
      message: 'hello',
      source: { provider: 'P' },
      requestedAtStated: '2026-11-23',
    });
  });

  test('and is an id, may be the transmission’s', () => {
    expect(leadIn('<adf><id>9</id><prospect><customer/></prospect></adf>')).not.toHaveProperty('providerId');
  });

  test('a contact belongs to its person', () => {
    const markup = '<contact><name>Ann Ash</name></contact><email>a@mail.example</email><phone>2127365000</phone>';
    const customer = { fullName: 'Ann Ash', emails: ['a@mail.example'], phones: [{ raw: '2127365000' }] };
    expect(leadIn(adf(`<customer>${markup}</customer>`)).customer).toEqual(customer);
  });
});

describe('a vendor', () => {
  test.each<[string, object]>([
    ['<vendorname>V</vendorname>', { source: { vendor: 'V' } }],
    ['<name>V</name>', { source: { vendor: 'V' } }],
    ['<name part="full">V</name><contact><name>Jo</name></contact>', { source: { vendor: 'V' } }],
    ['<Vendor-Name>V</Vendor-Name>', { source: { vendor: 'V' } }],
    ['<dealername>V</dealername>', { source: { vendor: 'V' } }],
    ['V', { source: { vendor: 'V' } }],
    ['<contact><name>Jo Elm</name></contact>', { source: { vendor: 'Jo Elm' } }],
    ['<id>1</id><id source="OEM">2</id><vendorname>V</vendorname>', { dealerId: '1', dealerNames: ['2'] }],
    [
      '<id>1</id><vendorname>V</vendorname><name>W</name>',
      { dealerId: '1', source: { vendor: 'V' }, dealerNames: ['W'] },
    ],
  ])('%s', (markup, lead) => {
    expect(leadIn(adf(`<vendor>${markup}</vendor>`))).toMatchObject(lead);
  });
});

test.each([
  [
    'values nested as deeply as any',
    adf(`<vehicle><vin>${'<value>'.repeat(55)}1${'</value>'.repeat(55)}</vin></vehicle>`),
  ],
  ['an odometer without end', adf(`<vehicle><odometer>1${' '.repeat(200_000)}x</odometer></vehicle>`)],
  ['a name of one word for nothing', contact(`<name>${'null '.repeat(40_000)}</name>`)],
  ['as many vendors as prospects', `<adf>${'<prospect/><vendor/>'.repeat(12_000)}</adf>`],
  ['half characters by number', contact(`<name>${'&#xd83d;'.repeat(30_000)}</name>`)],
  ['what looks encoded twice', contact(`<name>${'Ã©'.repeat(60_000)}x</name>`)],
  ['ampersands without end', contact(`<name>&${'amp;'.repeat(60_000)}</name>`)],
])('%s: are read in a moment', { timeout: 5_000 }, (_what, document) => {
  expect(['ok', 'invalid']).toContain(readLeads(bytes(document), { type: 'text/xml' }, nothingPolicies.newest).kind);
});
