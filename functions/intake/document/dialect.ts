import type { Element } from './element.ts';
import type { Reading } from './reading.ts';

/** A document's bytes as a tree. */
export type ParsedDocument = XmlDocument | JsonDocument;

export interface XmlDocument {
  readonly kind: 'xml';
  readonly root: Element;
}

export interface JsonDocument {
  readonly kind: 'json';
  readonly value: unknown;
}

/** One form in which things of a kind are sent, XML or JSON. */
export interface Dialect<Thing, Form extends ParsedDocument = ParsedDocument> {
  readonly name: string;
  /** Elements that senders also send without the one around them, each with the name of that one. */
  readonly envelopes?: Readonly<Record<string, string>>;
  /** Whether a document is in this form, well or badly: then no other dialect is asked. */
  recognises(document: ParsedDocument): boolean;
  /** Reads a document that it recognises. */
  read(document: Form): Reading<Thing>;
}

/** Reads a document in the first dialect that recognises it. */
export function readWith<Thing>(dialects: readonly Dialect<Thing>[], document: ParsedDocument): Reading<Thing> {
  const dialect = dialects.find((candidate) => candidate.recognises(document));
  if (dialect) return dialect.read(document);
  const names = dialects.map(({ name }) => name).join(', ');
  return { kind: 'invalid', errors: [{ path: '', message: `must be one of ${names}` }] };
}
