import { expect, test } from 'vitest';
import { inAsciiDigits } from '../../functions/platform/digits.ts';

test.each([
  ['Arabic-Indic', '٠١٢٣٤٥٦٧٨٩'],
  ['extended Arabic-Indic', '۰۱۲۳۴۵۶۷۸۹'],
  ['Devanagari', '०१२३४५६७८९'],
  ['Bengali', '০১২৩৪৫৬৭৮৯'],
  ['Thai', '๐๑๒๓๔๕๖๗๘๙'],
  ['full width', '０１２３４５６７８９'],
  ['mathematical', '𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗'],
])('%s digits read as 0 to 9', (_script, digits) => {
  expect(inAsciiDigits(`a ${digits} ½²`)).toBe('a 0123456789 ½²');
});

test('the digits of every script come in tens, each read by its place', () => {
  const all = Array.from({ length: 0x110000 }, (_, point) => point)
    .filter((point) => point < 0xd800 || point > 0xdfff)
    .map((point) => String.fromCodePoint(point))
    .filter((character) => /^\p{Nd}$/u.test(character));
  expect(all.length).toBeGreaterThan(600);
  expect(inAsciiDigits(all.join(''))).toBe('0123456789'.repeat(all.length / 10));
});
