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
  ['UTF-16 without a mark', utf16('<a>é</a>'), undefined, '<a>é</a>'],
  ['UTF-8 labelled UTF-16', utf8('<?xml version="1.0" encoding="utf-16"?><a>é</a>'), undefined, /<a>é<\/a>$/],
  ['an unknown label', utf8('<a>é</a>'), 'x-nothing', '<a>é</a>'],
  ['nothing', new Uint8Array(), undefined, ''],
])('%s', (_case, bytes, charset, text) => {
  const read = textOf(bytes, charset);
  typeof text === 'string' ? expect(read).toBe(text) : expect(read).toMatch(text);
});
