import { XMLBuilder } from 'fast-xml-parser';

const builder = new XMLBuilder({ format: false, ignoreAttributes: true });

/** Writes a document as XML: arrays repeat their element, instants are ISO-8601, absent values are left out. */
export function writeXml(document: Readonly<Record<string, unknown>>): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(xmlValue(document))}`;
}

function xmlValue(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(xmlValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => [name, xmlValue(member)]),
  );
}
