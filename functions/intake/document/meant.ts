import type { ParsedDocument } from './dialect.ts';
import { encodedOnce } from './double-encoding.ts';
import { type Element, foldedName, partsOf } from './element.ts';
import { type Asked, meantText, type NothingWords } from './nothing.ts';
import { proseWithoutReferences, valueWithoutReferences } from './references.ts';

/**
 * How a field is read: `verbatim` with all that is in it, as proof; `prose` what a person wrote, of which nothing is dropped;
 * `needed` a value that is not left out; the others by what is asked for.
 */
type Field = Asked | 'verbatim' | 'prose' | 'needed';

/** By the folded names of elements, attributes and members; a field that is not named asks for a value. */
export type Fields = Readonly<Record<string, Field>>;

/** By what the texts of a document are read. */
interface Wording {
  readonly fields: Fields;
  /** Where it is not given, every word is one. */
  readonly nothing?: NothingWords | undefined;
}

/**
 * A document with its texts as they are meant: without references and encodings that were written twice, and empty where a
 * word stands for nothing.
 */
export function meantDocument(document: ParsedDocument, wording: Wording): ParsedDocument {
  return document.kind === 'json'
    ? { kind: 'json', value: meantJson(document.value, { field: 'value', depth: 0 }, wording) }
    : { kind: 'xml', root: meantElement(document.root, 'value', wording) };
}

/** Where a value of JSON stands. */
interface Place {
  readonly field: Field;
  readonly depth: number;
}

/** Deeper than any form; what is nested like that no dialect takes. */
const mostDepth = 64;

function meantJson(value: unknown, { field, depth }: Place, wording: Wording): unknown {
  if (field === 'verbatim' || depth > mostDepth) return value;
  if (typeof value === 'string') return meant(value, field, wording);
  if (Array.isArray(value)) return value.map((entry) => meantJson(entry, { field, depth: depth + 1 }, wording));
  if (typeof value !== 'object' || value === null) return value;
  const parts = Object.entries(value).map(([name, part]) => {
    const place = { field: within(field, name, wording), depth: depth + 1 };
    return [name, meantJson(part, place, wording)] as const;
  });
  return Object.fromEntries(parts);
}

function meantElement(element: Element, around: Field, wording: Wording): Element {
  const { name, attributes, children } = element;
  // A part of a name asks for that part.
  const field = within(around, attributes.get('part') ?? name, wording);
  const ofAttributes = [...attributes].map(([key, text]) => {
    return [key, meant(text, within(field, key, wording), wording)] as const;
  });
  const isLeaf = partsOf(element).length === 0;
  const meantChild = (child: Element | string) =>
    typeof child === 'string' ? meant(child, 'prose', wording) : meantElement(child, field, wording);
  return {
    name,
    attributes: new Map(ofAttributes),
    children: isLeaf ? [meant(children.join(''), field, wording)] : children.map(meantChild),
  };
}

/** How a field within another is read; what stands within prose is prose. */
function within(around: Field, name: string, { fields }: Wording): Field {
  if (around === 'prose' || around === 'needed') return around;
  const folded = foldedName(name);
  return (Object.hasOwn(fields, folded) ? fields[folded] : undefined) ?? 'value';
}

function meant(text: string, field: Field, { nothing }: Wording): string {
  if (field === 'verbatim') return text;
  const read = encodedOnce(field === 'prose' ? proseWithoutReferences(text) : valueWithoutReferences(text));
  return nothing === undefined || field === 'prose' || field === 'needed' ? read : meantText(read, field, nothing);
}
