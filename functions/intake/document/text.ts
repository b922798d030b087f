/** Bytes that announce their own encoding, longest first. */
const marks: readonly { readonly bytes: readonly number[]; readonly encoding: string }[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
  // No mark, but a tag's first character in two bytes gives UTF-16 away.
  { bytes: [0x3c, 0x00], encoding: 'utf-16le' },
  { bytes: [0x00, 0x3c], encoding: 'utf-16be' },
];

/** How much of a document is searched for its own `encoding="…"`. */
const labelWindow = 256;

/**
 * The text of a document: by its byte order mark, else by the transport's charset, else by the document's own label,
 * else UTF-8; what is not valid UTF-8 is read as windows-1252, which gives every byte a character.
 */
export function textOf(bytes: Uint8Array, charset?: string): string {
  const mark = marks.find((candidate) => candidate.bytes.every((byte, index) => bytes[index] === byte));
  if (mark !== undefined) {
    return new TextDecoder(mark.encoding).decode(bytes);
  }
  // A UTF-16 label without UTF-16 bytes comes from text written for another encoding: the bytes are right.
  const label = [charset, labelIn(bytes)].map(decoderFor).find((decoder) => decoder !== undefined);
  if (label !== undefined && label.encoding !== 'utf-8' && !label.encoding.startsWith('utf-16')) {
    return label.decode(bytes);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function labelIn(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, labelWindow));
  return /<\?xml[^>]{1,120}?encoding {0,4}= {0,4}["']?([\w.:-]{2,40})/i.exec(head)?.[1];
}

function decoderFor(label: string | undefined) {
  if (label === undefined || label === '') {
    return undefined;
  }
  try {
    return new TextDecoder(label);
  } catch {
    return undefined;
  }
}
