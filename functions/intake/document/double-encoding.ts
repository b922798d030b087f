/** What windows-1252 has for the bytes 80 to 9F, in their order; those it leaves free read as control characters. */
const upper = new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 32 }, (_, nth) => 0x80 + nth));

/** Characters of Latin-1 and windows-1252, each as its byte; undefined for a text that has others. */
function bytesOf(text: string): Uint8Array | undefined {
  const bytes = [...text].map((character) => {
    const nth = upper.indexOf(character);
    return nth === -1 ? (character.codePointAt(0) ?? 0) : 0x80 + nth;
  });
  return bytes.every((byte) => byte <= 0xff) ? Uint8Array.from(bytes) : undefined;
}

/** What is written in the languages of the West: Latin letters, typographic marks, and the signs of Latin-1. */
const western = /^[\0-\u017f\u2010-\u2044\u20ac\u2122]*$/;

/**
 * A text whose UTF-8 was taken for Latin-1 or windows-1252 and encoded once more, as it was: `JosÃ©` is José. Only where
 * that is certain: all that is not ASCII must be UTF-8 in this way, give letters and marks of the West, and not be `Ã` or `Â`
 * before a quote, a dash or the like, which may end a word.
 */
export function encodedOnce(text: string): string {
  if (!/[\xc2-\xc5\xe2][\x80-\xbf\u0152-\u2122]/.test(text)) return text;
  const bytes = bytesOf(text);
  if (bytes === undefined || !isCertain(text)) return text;
  try {
    const read = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return western.test(read) ? read : text;
  } catch {
    return text;
  }
}

/** Three bytes, two of which the second is no mark that ends a word, or such a mark within a word. */
function isCertain(text: string): boolean {
  return /\xe2[\x80\u20ac\x82\x84\u201a\u201e]|[\xc2-\xc5](?:[^\x85\x91-\x99…‘’“”•–—˜™«»ªº]|.(?=\p{L}))/u.test(text);
}
