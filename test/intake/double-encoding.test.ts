import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodedOnce } from '../../functions/intake/document/double-encoding.ts';

/** UTF-8 taken for another encoding, which is what the text was before. */
const twice = (text: string, as = 'windows-1252') =>
  as === 'latin1' ? Buffer.from(text).toString('latin1') : new TextDecoder(as).decode(Buffer.from(text));

test.each([
  'José Núñez',
  'Zoë Ångström',
  'Émilie Ökten',
  'Åsa',
  'À bientôt, François',
  'Łódź',
  'it’s — “ok”…',
  '€5',
  '30 °C',
])('%s that was encoded twice is certain', (text) => {
  expect([encodedOnce(twice(text)), encodedOnce(twice(text, 'latin1')), encodedOnce(text)]).toEqual([text, text, text]);
});

test.each([
  ['a letter before a mark that ends a word', 'AMANHÃ…'],
  ['a letter before a quote', '“AMANHÃ”'],
  ['a letter before a guillemet', '«CAFÉ»'],
  ['a letter before a sign', 'CAFÉ®'],
  ['a text that is right in part', 'JosÃ© Núñez'],
  ['another script', 'Ð˜Ð²Ð°Ð½'],
  ['a text of other scripts', '田中 Ã©'],
])('%s is left as it is', (_what, text) => {
  expect(encodedOnce(text)).toBe(text);
});

test('a text of letters is never changed', () => {
  // Without those that windows-1252 has among its marks: no language has them behind Â or Ã.
  const letters = fc.stringMatching(/^[A-Za-zÀ-ÖØ-öø-ÿĀ-őŔ-şŢ-ŷŹ-ż '-]{0,40}$/);
  fc.assert(
    fc.property(letters, (text) => {
      expect(encodedOnce(text)).toBe(text);
    }),
  );
});
