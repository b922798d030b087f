import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Phone } from '../../functions/owners/person.ts';
import { inE164 } from '../../functions/owners/phone.contract.ts';

const read = (raw: string, country?: string, dealers = 'US') => inE164([{ raw }], country, dealers);
const numbers = (raw: string, country?: string, dealers?: string) =>
  read(raw, country, dealers).map(({ e164 }) => e164);

describe('what stands beside a number and is none', () => {
  test.each([
    ['0171 2345678, Rückruf ab 28.11.2026'],
    ['0171 2345678 (ab 01.12.2026)'],
    ['0171 2345678 17.00-19.00'],
    ['0171 2345678 / 17:00-19:00'],
    ['0171 2345678 9-12 und 14-18 Uhr'],
    ['0171/2345678 28.11.2026'],
    ['0171 2345678, Kd-Nr. 4711 0815'],
    ['2026-11-28 0171 2345678'],
  ])('%j is one number', (raw) => {
    expect(numbers(raw, 'DE')).toEqual(['+491712345678']);
  });

  test.each([
    ['+0532 123 45 67', 'TR', '+905321234567'],
    ['+0612345678', 'FR', '+33612345678'],
    ['+020 7946 0958', 'GB', '+442079460958'],
    ['+0049 171 2345678', 'US', '+491712345678'],
    ['01 42 68 53 00', 'FR', '+33142685300'],
    ['01.42.68.53.00', 'FR', '+33142685300'],
  ])('%j in %s is %s', (raw, country, e164) => {
    expect(numbers(raw, country)).toEqual([e164]);
  });
});

describe('several numbers in one field', () => {
  test.each([
    ['212-555-0260 / 646-555-0261'],
    ['2125550260/6465550261'],
    ['212-555-0260, 646-555-0261'],
    ['212-555-0260;646-555-0261'],
    ['212-555-0260 | 646-555-0261'],
    ['212-555-0260\n646-555-0261'],
    ['212-555-0260 or 646-555-0261'],
    ['212-555-0260 and 646-555-0261'],
    ['212-555-0260 & 646-555-0261'],
    ['212-555-0260 - 646-555-0261'],
    ['212-555-0260 646-555-0261'],
    ['212 555 0260 646 555 0261'],
    ['212-555-0260 + 646-555-0261'],
    ['212-555-0260 -- 646-555-0261'],
    ['212-555-0260 • 646-555-0261'],
    ['tel:+12125550260,tel:+16465550261'],
  ])('%j are a phone each', (raw) => {
    const [first, second] = read(raw);
    expect([first?.e164, second?.e164]).toEqual(['+12125550260', '+16465550261']);
    const digits = [first, second].map((phone) => phone?.raw.replace(/\D/g, '').slice(-10));
    expect(digits).toEqual(['2125550260', '6465550261']);
  });

  test.each<[string, Phone[]]>([
    [
      'cell: 212-555-0260 home: 646-555-0261',
      [
        { raw: 'cell: 212-555-0260', type: 'cell', e164: '+12125550260' },
        { raw: 'home: 646-555-0261', type: 'home', e164: '+16465550261' },
      ],
    ],
    [
      '212-555-0260 (cell) 646-555-0261 (home) ext. 5',
      [
        { raw: '212-555-0260 (cell)', e164: '+12125550260' },
        { raw: '646-555-0261 (home) ext. 5', e164: '+16465550261' },
      ],
    ],
    [
      '(212) 555-0260(646) 555-0261',
      [
        { raw: '(212) 555-0260', e164: '+12125550260' },
        { raw: '(646) 555-0261', e164: '+16465550261' },
      ],
    ],
    ['212-555-0260 / 555-0261', [{ raw: '212-555-0260 / 555-0261', e164: '+12125550260' }]],
    ['212-555-0260 before 17:30', [{ raw: '212-555-0260 before 17:30', e164: '+12125550260' }]],
  ])('%j keeps its words and names', (raw, phones) => {
    expect(read(raw)).toEqual(phones);
  });

  test.each([
    ['0171/1234567 oder 0172/7654321', 'DE', ['+491711234567', '+491727654321']],
    ['030 901820 / 030 901821', 'DE', ['+4930901820', '+4930901821']],
    ['0 532 123 45 67 veya 0 533 123 45 67', 'TR', ['+905321234567', '+905331234567']],
    ['٠١٠٠١٢٣٤٥٦٩، ٠١٠٠١٢٣٤٥٧٠', 'EG', ['+201001234569', '+201001234570']],
    ['+1 212 555 0260, +49 30 901820', 'Atlantis', ['+12125550260', '+4930901820']],
  ])('%j of somebody in %s', (raw, country, expected) => {
    expect(numbers(raw, country)).toEqual(expected);
  });

  test('have the type that was stated for the field', () => {
    const phones = inE164([{ raw: 'a: 212-555-0260, b: 646-555-0261', type: 'voice' }], 'US');
    expect(phones.map(({ type }) => type)).toEqual(['voice', 'voice']);
  });

  test('are left in one where they were more than fifty', () => {
    const raw = '212-555-0260, 646-555-0261';
    const phones = Array.from({ length: 30 }, () => ({ raw }));
    expect(inE164(phones, 'US')).toEqual(phones.map((phone) => ({ ...phone, e164: '+12125550260' })));
  });

  test('each number of a field is found, no word of it is lost, and read again it is the same', () => {
    const written = fc.constantFrom(
      '212-555-0260',
      '+49 30 901820',
      '(646) 555 0261',
      '718.555.0262',
      '+52 1 55 1234 0270',
    );
    const number = fc.record({
      before: fc.constantFrom('', 'home: ', 'cell ', '(work) '),
      written,
      behind: fc.constantFrom('', ' (cell)', ' x12', ' ext. 7', ' after 5pm'),
    });
    const sign = fc.constantFrom(' or ', ', ', ' / ', ';', '\n', ' and ', ' | ', ' & ');
    const field = fc.tuple(
      fc.uniqueArray(number, { minLength: 1, maxLength: 5, selector: (each) => each.written }),
      sign,
    );
    fc.assert(
      fc.property(field, ([stated, between]) => {
        const raw = stated.map((each) => each.before + each.written + each.behind).join(between);
        const phones = read(raw);
        expect(phones.map(({ e164 }) => e164)).toEqual(stated.flatMap((each) => numbers(each.written)));
        const words = (text: string) => text.replace(/\b(?:or|and)\b|[^\p{L}\p{N}]/gu, '');
        expect(words(phones.map((phone) => phone.raw).join(' '))).toBe(words(raw));
        expect(inE164(phones, undefined, 'US')).toEqual(phones);
      }),
    );
  });
});

test.each([
  ['+49 30 3234567 und 0170 3234567', ['+49303234567', '+491703234567']],
  ['+49 (0)30 3234567, mobil: 0170 3234567', ['+49303234567', '+491703234567']],
  ['+33 1 42 68 53 00 ou 06 12 34 56 78', ['+33142685300', '+33612345678']],
  ['+31 20 624 1111 / 06 12345678', ['+31206241111', '+31612345678']],
  ['+49 30 3234567 App. 0815', ['+49303234567']],
  ['+49 30 3234567 or 212-555-0260', ['+49303234567', '+12125550260']],
])(
  '%j, sent to the States: what stands beside a number of another country is dialled there from its 0 on',
  (raw, e164) => {
    expect(numbers(raw)).toEqual(e164);
  },
);
