import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inE164 } from '../../functions/owners/phone.contract.ts';

const read = (raw: string, country?: string, dealers = 'US') => inE164([{ raw }], country, dealers);
const numbers = (raw: string, country?: string, dealers?: string) =>
  read(raw, country, dealers).map(({ e164 }) => e164);

describe('one number', () => {
  test.each([
    [
      'with a label',
      ['cell: 212-555-0260', '(cell) 212-555-0260', '212-555-0260 (cell)', '2nd: 212 555 0260', 'p:+12125550260'],
    ],
    ['with words', ['Cell 212.555.0260 after 5pm', '212-555-0260 ask for Sol', 'text me at 212 555 0260!']],
    [
      'with an extension',
      ['212-555-0260 ext 12', '212-555-0260 x12', '212-555-0260x12', '212-555-0260 #12', '2125550260,,12'],
    ],
    [
      'with a sign left over',
      ['2125550260#', '#2125550260', '*2125550260', '212-555-0260.', "'212-555-0260'", '212-555-0260/', '2125550260.0'],
    ],
    [
      'as a URI',
      [
        'tel:+1-212-555-0260',
        'tel:+1-212-555-0260;ext=12',
        'tel:2125550260',
        'tel:555-0260;phone-context=+1-212',
        'sms:+12125550260',
      ],
    ],
    [
      'with its country’s code',
      [
        '+1 212 555 0260',
        '1-212-555-0260',
        '(+1) 212 555 0260',
        '+(1) 212 555 0260',
        '++1 212 555 0260',
        '⁺12125550260',
      ],
    ],
    [
      'with an international prefix',
      ['011 1 212 555 0260', '00 1 212 555 0260', '+00 1 212 555 0260', '+011 1 212 555 0260'],
    ],
    ['in full width', ['＋１　２１２－５５５－０２６０', '２１２・５５５・０２６０', '（２１２）５５５‐０２６０']],
    [
      'with what nobody sees',
      ['\u202a+1 212\u200b555-0260\u202c', '\ufeff212\u00a0555\u00ad0260', '212\u2060555\u200d0260'],
    ],
    [
      'grouped otherwise',
      ['212,555,0260', '212;555;0260', '212\n555\n0260', '212·555·0260', '212/555/0260', '212 – 555 – 0260'],
    ],
    ['twice', ['212-555-0260 / 212-555-0260', '+12125550260, 2125550260']],
  ])('%s', (_how, texts) => {
    expect(texts.map((raw) => read(raw))).toEqual(texts.map((raw) => [{ raw, e164: '+12125550260' }]));
  });

  test.each([
    ['٠١٠٠١٢٣٤٥٦٩', 'EG', '+201001234569'],
    ['۰۹۱۲۳۴۵۶۷۸۹', 'IR', '+989123456789'],
    ['९८७६५ ४३२१०', 'IN', '+919876543210'],
    ['০১৭১২৩৪৫৬৭৮', 'BD', '+8801712345678'],
    ['๐๘๑ ๒๓๔ ๕๖๗๘', 'TH', '+66812345678'],
    ['0049 30 901820', undefined, '+4930901820'],
    ['011 49 30 901820', undefined, '+4930901820'],
    ['011 49 30 901820', 'DE', '+4930901820'],
    ['011 4321 1234', 'AR', '+541143211234'],
    ['011 15 2345 6789', 'AR', '+5491123456789'],
    ['+54 11 15 2345 6789', undefined, '+5491123456789'],
    ['0011 1 212 555 0260', 'AU', '+12125550260'],
    ['001 65 6123 4567', 'KR', '+6561234567'],
    ['010 1 212 555 0260', 'JP', '+12125550260'],
    ['00 15 1 212 555 0260', 'BR', '+12125550260'],
    ['+44 (0)20 7946 0018', undefined, '+442079460018'],
    ['+34 (0)91 234 56 78', undefined, '+34912345678'],
    ['+39 (0)6 1234 5678', undefined, '+390612345678'],
    ['030/901820', 'DE', '+4930901820'],
    ['02/123.45.67', 'BE', '+3221234567'],
    ['12345', 'NO', '+4712345'],
    ['905321234567', 'TR', '+905321234567'],
    ['736 5000', undefined, undefined],
    ['1-800-FLOWERS', undefined, undefined],
    ['call me 7', undefined, undefined],
    ['27 12 2026', undefined, undefined],
  ])('%j of somebody in %s is %s', (raw, country, e164) => {
    expect(numbers(raw, country)).toEqual([e164]);
  });

  test.each([
    ['with a plus', '+49 30 901820', '+4930901820'],
    ['with 00', '٠٠٤٩ ٣٠ ٩٠١٨٢٠', '+4930901820'],
    ['as it is dialled there', '532 123 45 67', undefined],
    ['with 011, which may be an area', '011 43 2112 345678', undefined],
    ['in a field of two', '212-555-0260 / 646-555-0261', undefined],
  ])('where the stated country is not understood, %s', (_how, raw, e164) => {
    expect(read(raw, 'Atlantis')).toEqual([e164 === undefined ? { raw } : { raw, e164 }]);
  });
});

describe('a number from before its country changed its plan', () => {
  test.each([
    ['+52 1 55 1234 0270', 'MX', '+525512340270'],
    ['5215512340270', 'MX', '+525512340270'],
    ['044 55 1234 0270', 'MX', '+525512340270'],
    ['045 55 1234 0270', 'MX', '+525512340270'],
    ['01 55 1234 0270', 'MX', '+525512340270'],
    ['1 55 1234 0270', 'MX', '+525512340270'],
    ['55 1234 0270', 'MX', '+525512340270'],
    ['+55 11 8765-4321', undefined, '+5511987654321'],
    ['(11) 8765-4321', 'BR', '+5511987654321'],
    ['(11) 98765-4321', 'BR', '+5511987654321'],
    ['(11) 3765-4321', 'BR', '+551137654321'],
    // A trunk radio's: those kept eight digits.
    ['(11) 7765-4321', 'BR', '+551177654321'],
    ['97 12 34 56', 'BJ', '+2290197123456'],
    ['+229 01 97 12 34 56', undefined, '+2290197123456'],
    ['+57 1 234 5678', undefined, '+576012345678'],
    ['+57 601 234 5678', undefined, '+576012345678'],
    ['0162 123 4567', 'VN', '+84321234567'],
    ['+84 120 123 4567', undefined, '+84701234567'],
    ['+84 199 123 4567', undefined, '+84591234567'],
    ['+84 32 123 4567', undefined, '+84321234567'],
    ['+593 9876 5432', undefined, '+593998765432'],
    ['+54 9 11 15 2345 6789', undefined, '+5491123456789'],
    ['+55 (0xx11) 98765-4321', undefined, '+5511987654321'],
    ['0XX11 8765-4321', 'BR', '+5511987654321'],
  ])('%j of somebody in %s is %s', (raw, country, e164) => {
    expect(numbers(raw, country)).toEqual([e164]);
  });
});

describe('however it is written', () => {
  const national = fc
    .tuple(fc.integer({ min: 200, max: 989 }), fc.integer({ min: 2_000_000, max: 9_999_999 }))
    .map((parts) => parts.join(''));
  const zeros = fc.constantFrom('0', '٠', '۰', '߀', '०', '০', '௦', '๐', '༠', '０', '𝟎', '🯰');

  test('in any script, a number is the same', () => {
    fc.assert(
      fc.property(national, zeros, (digits, zero) => {
        const inScript = [...digits].map((digit) => String.fromCodePoint((zero.codePointAt(0) ?? 0) + Number(digit)));
        expect(numbers(inScript.join(''))).toEqual(numbers(digits));
      }),
    );
  });

  test('with anything about it, a number is the same', () => {
    const decoration = fc.constantFrom('', ' ', '\u200b', '\u202a', '\u00a0', '(home) ', 'Tel. ', '#', 'x', '»', 'ext');
    fc.assert(
      fc.property(national, decoration, decoration, (digits, before, behind) => {
        expect(numbers(before + digits + behind)).toEqual(numbers(digits));
      }),
    );
  });
});
