import { htmlCharacters } from './html-characters.ts';

const reference = /&(?:#x([\da-f]{1,8})|#(\d{1,10})|([a-z][a-z\d]{1,15}));/gi;
/** The same, however often its own ampersand was written as a reference: what was escaped twice, or more often. */
const repeated = /&(?:amp;)*(?:#x([\da-f]{1,8})|#(\d{1,10})|([a-z][a-z\d]{1,15}));/gi;

/** A text of XML with its references read, once; a name that HTML does not know stays as it is. */
export function withoutReferences(text: string): string {
  return replaced(text, reference, () => true);
}

/** A value with the references that are left in it read, too: nobody means `&eacute;` as it stands. */
export function valueWithoutReferences(text: string): string {
  return replaced(text, repeated, () => true);
}

/** The same of what a person wrote; they may mean the signs of markup as they stand, such as `&lt;b&gt;`. */
export function proseWithoutReferences(text: string): string {
  return replaced(text, repeated, (character) => !'&<>'.includes(character));
}

function replaced(text: string, pattern: RegExp, isMeant: (character: string) => boolean): string {
  if (!text.includes('&')) return text;
  return text.replace(pattern, (whole: string, ...groups: readonly (string | undefined)[]) => {
    const [hex, decimal, name] = groups;
    const character = name === undefined ? numbered(hex, decimal) : htmlCharacters.get(name);
    return character !== undefined && isMeant(character) ? character : whole;
  });
}

/**
 * The character of a number. Half of a surrogate pair beside its other half is a character, as some senders write it; 128 to
 * 159 are meant as windows-1252, as HTML has it.
 */
function numbered(hex: string | undefined, decimal: string | undefined): string {
  const number = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  if (number >= 0x80 && number <= 0x9f) return new TextDecoder('windows-1252').decode(Uint8Array.of(number));
  return number > 0x10ffff ? '\uFFFD' : String.fromCodePoint(number);
}
