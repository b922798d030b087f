import type { ContentType } from '../../platform/content-type.ts';
import { jsonOf } from '../../platform/json-body.ts';
import { type Dialect, type ParsedDocument, readWith } from './dialect.ts';
import { type Fields, meantDocument } from './meant.ts';
import type { NothingWords } from './nothing.ts';
import type { Malformed, Reading, Refused } from './reading.ts';
import { textOf } from './text.ts';
import { mendMarkup } from './xml-markup.ts';
import { parseTree } from './xml-tree.contract.ts';

/** What a door takes. */
interface Door<Thing> {
  /** Largest document, as sent and as text in UTF-8. */
  readonly mostBytes: number;
  /** In the order in which they are asked. */
  readonly dialects: readonly Dialect<Thing>[];
  readonly fields: Fields;
}

type Reader<Thing> = (bytes: Uint8Array, contentType: ContentType, nothing?: NothingWords) => Reading<Thing>;

/**
 * Makes the reader of a door's documents: bytes to text, text to one tree (JSON by a content type that says so, else
 * XML) with its texts as they are meant, which the first dialect that recognises it reads. Oversized, deeply nested and type-declaring documents are
 * refused before any parser sees them. Which content types are taken at all is the route's to say.
 */
export function documentReader<Thing>({ mostBytes, dialects, fields }: Door<Thing>): Reader<Thing> {
  const envelopes: Readonly<Record<string, string>> = Object.assign({}, ...dialects.map((each) => each.envelopes));
  return (bytes, { type, charset }, nothing) => {
    if (bytes.length > mostBytes) return { kind: 'refused', reason: 'size' };
    const text = textOf(bytes, charset);
    // One byte of windows-1252 can become three, and what is read is stored as UTF-8.
    if (Buffer.byteLength(text) > mostBytes) return { kind: 'refused', reason: 'size' };
    const document = type.includes('json') ? parseJson(text) : parseXml(text, envelopes);
    if (document.kind !== 'xml' && document.kind !== 'json') return document;
    return readWith(dialects, meantDocument(document, { fields, nothing }));
  };
}

function parseJson(text: string): ParsedDocument | Malformed {
  const json = jsonOf(text);
  if (json.kind === 'malformed') return { kind: 'malformed', errors: [{ path: '', message: 'is not JSON' }] };
  return { kind: 'json', value: json.value };
}

function parseXml(text: string, envelopes: Readonly<Record<string, string>>): ParsedDocument | Refused | Malformed {
  const markup = mendMarkup(text, envelopes);
  if (markup.kind !== 'ok') return markup;
  const tree = parseTree(markup.text);
  return tree.kind === 'ok' ? { kind: 'xml', root: tree.root } : tree;
}
