import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  proseWithoutReferences,
  valueWithoutReferences,
  withoutReferences,
} from '../../functions/intake/document/references.ts';

/** The 252 of HTML 4, by Python's own list (`html.entities.name2codepoint`). */
const html4 = JSON.parse(
  readFileSync(new URL('../fixtures/html-4-characters.json', import.meta.url), 'utf8'),
) as Record<string, number>;

test('every name of HTML 4 is its character', () => {
  expect(Object.keys(html4)).toHaveLength(252);
  for (const [name, code] of Object.entries(html4))
    expect(withoutReferences(`a&${name};b`)).toBe(`a${String.fromCodePoint(code)}b`);
});

test.each([
  ['a name of HTML 5', 'Novotn&yacute; &Ccaron;apek &lstrok;&oacute;d&zacute;&period;', 'Novotný Čapek łódź.'],
  ['an apostrophe by name and by number', 'O&apos;Brien O&#39;Brien O&#x27;Brien', "O'Brien O'Brien O'Brien"],
  ['a pair of surrogates, decimal', '&#55362;&#57271;', '𠮷'],
  ['a pair of surrogates, hexadecimal', '&#xD83D;&#xDE00;', '😀'],
  ['a character beyond the first plane', '&#x1F600; &#128512;', '😀 😀'],
  ['a number of windows-1252', 'it&#146;s &#128;5', 'it’s €5'],
  ['a number of no character', '&#1114112;', '\ufffd'],
  ['a reference once', '&amp;eacute; &amp;amp;', '&eacute; &amp;'],
  ['no reference', 'AT&T; R&D &nope; &;', 'AT&T; R&D &nope; &;'],
])('%s is read', (_what, text, read) => {
  expect(withoutReferences(text)).toBe(read);
});

describe('a reference that is left, because it was written twice,', () => {
  test.each([
    ['Ren&eacute;', 'René', 'René'],
    ['Ren&amp;eacute; &amp;amp;eacute;', 'René é', 'René é'],
    ['O&#39;Brien &amp;#39;', "O'Brien '", "O'Brien '"],
    ['Tom &amp; Jerry', 'Tom & Jerry', 'Tom &amp; Jerry'],
    ['&lt;b&gt; &amp;lt;', '<b> <', '&lt;b&gt; &amp;lt;'],
  ])('%s is read in a value, and in prose unless it stands for a sign of markup', (text, value, prose) => {
    expect([valueWithoutReferences(text), proseWithoutReferences(text)]).toEqual([value, prose]);
  });

  test('reads as its character, however often it was written', () => {
    const name = fc.constantFrom(...Object.keys(html4));
    fc.assert(
      fc.property(name, fc.nat(4), (name, times) => {
        const character = String.fromCodePoint(html4[name] ?? 0);
        expect(valueWithoutReferences(`x &${'amp;'.repeat(times)}${name}; y`)).toBe(`x ${character} y`);
      }),
    );
  });
});
