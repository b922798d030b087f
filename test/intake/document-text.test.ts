import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textOf } from '../../functions/intake/document/text.ts';

const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
const utf8 = (text: string) => Uint8Array.from(Buffer.from(text, 'utf8'));
const utf16 = (text: string) => Uint8Array.from(Buffer.from(text, 'utf16le'));
const swapped = (bytes: Uint8Array) => Uint8Array.from(Buffer.from(bytes).swap16());

test.each([
  ['UTF-8', utf8('<a>é€</a>'), undefined, '<a>é€</a>'],
  ['UTF-8 with a mark', utf8('\uFEFF<a>é</a>'), undefined, '<a>é</a>'],
  ['UTF-8 with a mark, labelled otherwise', utf8('\uFEFF<a>é</a>'), 'iso-8859-1', '<a>é</a>'],
  ['Latin-1 by the transport', latin1('<a>é</a>'), 'ISO-8859-1', '<a>é</a>'],
  ['Latin-1 by its own label', latin1('<?xml version="1.0" encoding="iso-8859-1"?><a>é</a>'), undefined, /<a>é<\/a>$/],
  ['Latin-1 without a label', latin1('<a>é</a>'), undefined, '<a>é</a>'],
  ['Latin-1 labelled UTF-8', latin1('<?xml version="1.0" encoding="UTF-8"?><a>é</a>'), 'utf-8', /<a>é<\/a>$/],
  ['windows-1252 quotes and euro', Uint8Array.of(0x93, 0x80, 0x94), undefined, '“€”'],
  ['bytes no page defines', Uint8Array.of(0x81, 0xe9), undefined, '\u0081é'],
  ['UTF-16, little end first', utf16('\uFEFF<a>é</a>'), undefined, '<a>é</a>'],
  ['UTF-16, big end first', swapped(utf16('\uFEFF<a>é</a>')), undefined, '<a>é</a>'],
  ['UTF-8 with a mark, and not UTF-8', Uint8Array.of(0xef, 0xbb, 0xbf, 0x61, 0xe9), undefined, 'aé'],
  ['UTF-8 labelled Latin-1 by the transport', utf8('<a>José “N”</a>'), 'iso-8859-1', '<a>José “N”</a>'],
  [
    'UTF-8 labelled Latin-1 by itself',
    utf8('<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>'),
    'utf-8',
    /<a>é<\/a>$/,
  ],
  ['Latin-1 quotes behind an accent', latin1('«CAFÉ»'), undefined, '«CAFÉ»'],
  ['UTF-8 cut within a character', utf8('José Núñez, é').subarray(0, -1), 'latin1', 'José Núñez, Ã'],
  ['UTF-8 with a piece of Latin-1', Buffer.concat([utf8('José Núñez — '), latin1('é.')]), undefined, 'José Núñez — é.'],
  ['Cyrillic by its label', Uint8Array.of(0xc8, 0xe2, 0xe0, 0xed), 'windows-1251', 'Иван'],
  ['Central European by its label', Uint8Array.of(0xa3, 0xf3, 0x64, 0xbc), 'iso-8859-2', 'Łódź'],
  ['Japanese by its label', Uint8Array.of(0x93, 0x63, 0x92, 0x86), 'shift_jis', '田中'],
  ['Japanese in seven bits', Uint8Array.of(0x1b, 0x24, 0x42, 0x45, 0x44, 0x1b, 0x28, 0x42), 'iso-2022-jp', '田'],
  ['JSON in UTF-16, little end first', utf16('{"a":"é"}'), 'utf-8', '{"a":"é"}'],
  ['JSON in UTF-16, big end first', swapped(utf16('[{"a":"é"}]')), undefined, '[{"a":"é"}]'],
  ['UTF-16 that begins with a line feed', utf16('\n<a>é</a>'), undefined, '\n<a>é</a>'],
  ['UTF-16 without a mark', utf16('<a>é</a>'), undefined, '<a>é</a>'],
  ['UTF-8 labelled UTF-16', utf8('<?xml version="1.0" encoding="utf-16"?><a>é</a>'), undefined, /<a>é<\/a>$/],
  ['an unknown label', utf8('<a>é</a>'), 'x-nothing', '<a>é</a>'],
  ['nothing', new Uint8Array(), undefined, ''],
])('%s', (_case, bytes, charset, text) => {
  const read = textOf(bytes, charset);
  typeof text === 'string' ? expect(read).toBe(text) : expect(read).toMatch(text);
});

/** Text of any script; a control character may belong to the label's own escapes, and a mark is none of the text. */
const script = fc.string({ unit: 'grapheme' }).map((text) => text.toWellFormed().replace(/[\p{Cc}\uFEFF]/gu, ''));
const label = fc.constantFrom(
  'utf-8',
  'us-ascii',
  'latin1',
  'windows-1252',
  'windows-1251',
  'shift_jis',
  'gbk',
  'utf-16',
  'x',
);

test('valid UTF-8 reads as itself under any label', () => {
  fc.assert(
    fc.property(script, label, label, (text, charset, own) => {
      const document = `<?xml version="1.0" encoding="${own}"?><a>${text}</a>`;
      expect(textOf(utf8(document), charset)).toBe(document);
    }),
  );
});

test('an accent of Latin-1 between letters reads as itself under any label of Latin-1 or UTF-8', () => {
  const name = fc.stringMatching(/^[A-Z][a-zà-öø-ÿ]{0,12}[a-z] [A-Z][a-zà-öø-ÿ]{0,12}[a-z]$/);
  fc.assert(
    fc.property(name, fc.constantFrom('utf-8', 'latin1', 'windows-1252', undefined), (text, charset) => {
      expect(textOf(latin1(`<a>${text}</a>`), charset)).toBe(`<a>${text}</a>`);
    }),
  );
});

test('text in UTF-16 reads as itself, with its mark and without, whatever it is labelled', () => {
  fc.assert(
    fc.property(script, fc.constantFrom('', '\uFEFF'), label, (text, mark, charset) => {
      const written = utf16(`${mark}<a>${text}</a>`);
      expect([textOf(written, charset), textOf(swapped(written), charset)]).toEqual(Array(2).fill(`<a>${text}</a>`));
    }),
  );
});
