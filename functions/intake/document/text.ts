/** Bytes that announce their own encoding. */
const marks: readonly { readonly bytes: readonly number[]; readonly encoding: string }[] = [
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
];

/** How much of a document is searched for its own `encoding="…"`. */
const labelWindow = 256;

/**
 * The text of a document: by the mark or the zeros of UTF-16; else as UTF-8 where it is valid, whatever it is labelled,
 * because text in another encoding is not by chance; else by the transport's charset or the document's own label; else
 * as windows-1252, which gives every byte a character.
 */
export function textOf(bytes: Uint8Array, charset?: string): string {
  const wide =
    marks.find((mark) => mark.bytes.every((byte, index) => bytes[index] === byte))?.encoding ?? wideOf(bytes);
  if (wide !== undefined) return new TextDecoder(wide).decode(bytes);
  const labels = [charset, labelIn(bytes)].map(encodingOf).filter((encoding) => encoding !== undefined);
  const shifted = labels.find((encoding) => encoding === 'iso-2022-jp' && bytes.includes(shift));
  const [text] = [shifted, 'utf-8', ...labels].flatMap((encoding) => decoded(bytes, encoding) ?? []);
  return text ?? mixedText(bytes);
}

/** What begins a letter of ISO-2022-JP, which has bytes of ASCII only. */
const shift = 0x1b;

/** UTF-16 without a mark: of its first two characters, which every format has in ASCII, one byte each is zero. */
function wideOf([first, second, third, fourth]: Uint8Array): string | undefined {
  if (first && second === 0 && third && fourth === 0) return 'utf-16le';
  return first === 0 && second && third === 0 && fourth ? 'utf-16be' : undefined;
}

function labelIn(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, labelWindow));
  return /<\?xml[^>]{1,120}?encoding {0,4}= {0,4}["']?([\w.:-]{2,40})/i.exec(head)?.[1];
}

/** What a label that says Latin-1, ASCII or windows-1252 names: all that is no UTF-8 is read so anyway. */
const usual = 'windows-1252';

/** The encoding a label names. One of UTF-16 without its bytes comes from text written for another encoding. */
function encodingOf(label: string | undefined): string | undefined {
  try {
    const { encoding } = new TextDecoder(label);
    return label === undefined || encoding.startsWith('utf-') || encoding === usual ? undefined : encoding;
  } catch {
    return undefined;
  }
}

/** The text that bytes are in an encoding, if they are valid in it. */
function decoded(bytes: Uint8Array, encoding: string | undefined): string | undefined {
  if (encoding === undefined) return undefined;
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Characters of UTF-8 with two bytes or more, each byte as one character. */
const sequences = /((?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})+)/g;

/**
 * Text that is valid in no encoding it could be in. Where most of what is not ASCII is UTF-8, its pieces came from several
 * sources, or it was cut within a character: only what is not UTF-8 is windows-1252 then. Else all of it is.
 */
function mixedText(bytes: Uint8Array): string {
  const byByte = Buffer.from(bytes).toString('latin1');
  const inUtf8 = byByte.match(sequences)?.join('').length ?? 0;
  const others = byByte.replace(/[\0-\x7f]+/g, '').length - inUtf8;
  // A character of UTF-8 has two bytes or more.
  if (inUtf8 <= 2 * others) return new TextDecoder(usual).decode(bytes);
  const read = (piece: string) => {
    const part = Buffer.from(piece, 'latin1');
    return decoded(part, 'utf-8') ?? new TextDecoder(usual).decode(part);
  };
  return byByte.split(sequences).map(read).join('');
}
