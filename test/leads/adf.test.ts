import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { adf, bytes, contact, leadIn, readAdf } from './adf-document.builders.ts';

const fixture = (name: string) => readFileSync(new URL(`../fixtures/leads/${name}`, import.meta.url));

describe('a full prospect', () => {
  test('is mapped field by field, text as stated', () => {
    expect(leadIn(fixture('full.xml'))).toEqual({
      source: {
        system: 'Harbor Leads',
        id: 'HL-00917',
        provider: 'Harbor Leads Inc.',
        campaign: 'Spring lease event',
        vendor: 'Pier Motors',
      },
      providerId: 'HL-00917',
      dealerId: 'dealer-1',
      customer: {
        firstName: 'Noémie',
        lastName: "O'Hara-Núñez",
        fullName: "Noémie B. O'Hara-Núñez",
        emails: ['Noemie.Ohara+cars@example.com'],
        phones: [
          { raw: '(212) 736-5000', type: 'cellphone' },
          { raw: '+49 30 901820', type: 'voice' },
        ],
        city: 'Holtsville',
        region: 'NY',
        postalCode: '00501',
        country: 'USA',
        preferredContact: 'phone',
      },
      vehiclesOfInterest: [
        {
          year: 2026,
          make: 'Alder',
          model: 'Ridge 4x4',
          trim: 'Summit & Tow',
          vin: '1E500000000000501',
          stockNumber: '00142',
          condition: 'new',
          interest: 'lease',
        },
      ],
      tradeIns: [
        {
          year: 2014,
          make: 'Alder',
          model: 'Brook',
          condition: 'used',
          interest: 'trade-in',
          odometer: '096400',
          odometerUnit: 'mi',
          wear: 'fair',
        },
      ],
      message: 'Is it still there?\nTow hitch, please.\nSmall dent.',
      requestedAtStated: '2026-03-02T09:15:00-05:00',
    });
  });
});

describe('a document as it comes', () => {
  test('may have lost its prolog, quotes and cases, and hold a bare ampersand', () => {
    const lead = leadIn(fixture('broken-prolog.xml'));
    expect(lead.source).toEqual({ system: 'Old Template', id: '7' });
    expect(lead).not.toHaveProperty('providerId');
    expect(lead.customer.fullName).toBe('Ola & Sons');
    expect(lead.customer.phones).toEqual([{ raw: '212 736 5000', type: 'voice' }]);
  });

  test('may hold several prospects, prefixed, without an envelope', () => {
    const reading = readAdf(fixture('two-bare-prospects.xml'));
    expect(reading.kind === 'ok' && reading.things.map((lead) => [lead.providerId, lead.customer.fullName])).toEqual([
      ['1', 'Ann Ash'],
      ['2', 'Ben Birch'],
    ]);
  });

  test.each([
    ['CDATA with markup in it', '<![CDATA[5 < 6 <br /> &amp; done]]>', '5 < 6 <br /> &amp; done'],
    ['references', 'caf&#233; &#x20AC;5 &lt;b&gt; &quot;x&quot;', 'café €5 <b> "x"'],
    ['elements inside', 'one<br/>two <b>three</b>', 'one\ntwo three'],
    ['a comment inside', 'one <!-- no -->two', 'one two'],
    ['an ampersand alone', 'Tom & Jerry &co; AT&T', 'Tom & Jerry &co; AT&T'],
    ['inner white space', '  a  b\n\tc  ', 'a  b\n\tc'],
    ['Windows line ends', 'a\r\nb', 'a\nb'],
    ['doubly escaped text', '&amp;lt;', '&lt;'],
  ])('%s is read as its sender means it', (_case, markup, text) => {
    expect(leadIn(adf(`<customer><comments>${markup}</comments></customer>`)).message).toBe(text);
  });

  test('a comment the sender put in the contact, or beside everything, is part of the message', () => {
    const parts = [
      '<vehicle><comments>v</comments></vehicle><comments>p</comments>',
      '<customer><contact><comment>c1</comment></contact><comments>c2</comments></customer>',
    ];
    expect(leadIn(adf(parts.join(''))).message).toBe('c1\nc2\nv\np');
  });
});

describe('the customer', () => {
  test.each([
    ['mailto:', []],
    ['n/a', []],
    ['none', []],
    ['{email_address}', []],
    ['mailto:a@example.com', ['a@example.com']],
    ['A.B+c@Example.COM', ['A.B+c@Example.COM']],
    ['a@example.com; b@example.com', ['a@example.com', 'b@example.com']],
  ])('e-mail %j gives %j', (stated, emails) => {
    expect(leadIn(contact(`<email>${stated}</email>`)).customer.emails).toEqual(emails);
  });

  test.each([
    ['<name>Prince</name>', { fullName: 'Prince' }],
    ['<name part="FULL">Ann Ash</name>', { fullName: 'Ann Ash' }],
    ['<name part="first">Ann</name><name part="last">Ash</name>', { firstName: 'Ann', lastName: 'Ash' }],
    ['<name><first>Ann</first><last>Ash</last></name>', { firstName: 'Ann', lastName: 'Ash' }],
    ['<name part="last">Ash</name><name part="suffix">Jr.</name>', { lastName: 'Ash', fullName: 'Ash Jr.' }],
    ['<name part="first"></name><name part="full"> Ann </name>', { fullName: 'Ann' }],
  ])('name %s', (markup, name) => {
    expect(leadIn(contact(markup)).customer).toEqual({ ...name, emails: [], phones: [] });
  });

  test('a second contact of another name is another person; a nameless one is more of the same', () => {
    const lead = leadIn(
      adf(`<customer>
        <contact><name>Pat Pine</name><email>pat@example.com</email></contact>
        <contact primarycontact="1"><name>Kim Kauri</name><email>kim@example.com</email></contact>
        <contact><phone>212 736 5000</phone></contact>
      </customer>`),
    );
    expect(lead.customer).toEqual({
      fullName: 'Kim Kauri',
      emails: ['kim@example.com'],
      phones: [{ raw: '212 736 5000' }],
    });
    // Nothing of the other one is lost, and nothing of it is a way to the first.
    expect(lead.otherContacts).toEqual([{ fullName: 'Pat Pine', emails: ['pat@example.com'], phones: [] }]);
  });

  test('another customer is another person, and who is named once is nobody else', () => {
    const two = leadIn(
      adf(`<customer><contact><name>Ann Ash</name><email>ann@example.com</email></contact></customer>
        <customer><contact><name>Bob Box</name><phone>212 736 5001</phone></contact></customer>`),
    );
    expect(two.customer.fullName).toBe('Ann Ash');
    expect(two.otherContacts).toEqual([{ fullName: 'Bob Box', emails: [], phones: [{ raw: '212 736 5001' }] }]);
    expect(leadIn(contact('<name>Ann Ash</name>'))).not.toHaveProperty('otherContacts');
  });

  test('the preferred way is the first marked so', () => {
    const ways = '<email preferredcontact="0">a@example.com</email><phone preferredcontact="yes">2127365000</phone>';
    expect(leadIn(contact(ways)).customer.preferredContact).toBe('phone');
  });
});

describe('the source', () => {
  test.each([
    ['<id sequence="1" source="A"></id><id source="B">77</id>', { system: 'B', id: '77' }, '77'],
    ['<id sequence="9" source="A"></id>', { system: 'A', id: '9' }, undefined],
    ['<id>5</id>', { system: 'adf', id: '5' }, '5'],
    ['<id source="T">{Lead_ID}</id>', { system: 'T', id: '{Lead_ID}' }, undefined],
    ['<provider><name>P</name></provider>', { system: 'P', provider: 'P' }, undefined],
    [
      '<provider><name part="company">P</name><service>s</service><campaign>c</campaign></provider>',
      { system: 'P', provider: 'P', campaign: 'c' },
      undefined,
    ],
    [
      '<vendor><contact><name part="first">Jo</name><name part="last">Elm</name></contact></vendor>',
      { system: 'adf', vendor: 'Jo Elm' },
      undefined,
    ],
  ])('of %s', (markup, source, providerId) => {
    const lead = leadIn(adf(markup));
    expect(lead.source).toEqual(source);
    expect(lead.providerId).toBe(providerId);
  });
});

describe('vehicles', () => {
  test.each([
    ['<vehicle><year>1999</year></vehicle>', [{ year: 1999, interest: 'buy' }], []],
    ['<vehicle interest="Test_Drive"><vin>1E5</vin></vehicle>', [{ vin: '1E5', interest: 'test-drive' }], []],
    ['<vehicle interest="sell"><make>A</make></vehicle>', [], [{ make: 'A', interest: 'sell' }]],
    ['<vehicle interest="hire"><year>99 or so</year></vehicle>', [{ year: '99 or so', interest: 'buy' }], []],
    ['<vehicle status="CPO"><make/></vehicle>', [{ condition: 'cpo', interest: 'buy' }], []],
    ['<vehicle status="mint"><make>A</make></vehicle>', [{ make: 'A', interest: 'buy' }], []],
    ['<vehicle interest="lease"><make> </make></vehicle>', [], []],
    [
      '<vehicle interest="trade-in"><make>A</make><odometer unit="km"/></vehicle>',
      [],
      [{ make: 'A', interest: 'trade-in' }],
    ],
  ])('%s', (markup, vehiclesOfInterest, tradeIns) => {
    expect(leadIn(adf(markup))).toMatchObject({ vehiclesOfInterest, tradeIns });
  });
});

test('a document without a prospect is readable but no lead', () => {
  expect(readAdf(bytes('<adf></adf>'))).toMatchObject({ kind: 'invalid', errors: [{ path: 'adf.prospect' }] });
});

test('a Latin-1 lead keeps its accents', () => {
  const document =
    '<?xml version="1.0" encoding="windows-1252"?><adf><prospect><customer><contact><name>Ren\xe9e</name></contact></customer></prospect></adf>';
  expect(leadIn(Uint8Array.from(Buffer.from(document, 'latin1'))).customer.fullName).toBe('Renée');
});
