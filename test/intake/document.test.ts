import { describe, expect, test } from 'vitest';
import type { Dialect, JsonDocument, XmlDocument } from '../../functions/intake/document/dialect.ts';
import { documentReader } from '../../functions/intake/document/document.contract.ts';
import { elementsOf, textIn } from '../../functions/intake/document/element.ts';
import { contentTypeOf } from '../../functions/platform/content-type.ts';

/** Parts orders, as no room of the product takes any. */
const xmlOrder: Dialect<string, XmlDocument> = {
  name: 'order XML',
  envelopes: { part: 'order' },
  recognises: (document) => document.kind === 'xml' && document.root.name === 'order',
  read: ({ root }) => ({ kind: 'ok', things: elementsOf(root, 'part').map(textIn) }),
};
const listOrder: Dialect<string, JsonDocument> = {
  name: 'order list',
  recognises: (document) => document.kind === 'json' && Array.isArray(document.value),
  read: ({ value }) => ({ kind: 'ok', things: [`list ${JSON.stringify(value)}`] }),
};
const anyOrder: Dialect<string, JsonDocument> = {
  name: 'order JSON',
  recognises: (document) => document.kind === 'json',
  read: ({ value }) => ({ kind: 'ok', things: [`any ${JSON.stringify(value)}`] }),
};
const mostBytes = 1000;
const readOrders = documentReader({ mostBytes, dialects: [xmlOrder, listOrder, anyOrder], fields: {} });
const read = (text: string | Uint8Array, type = 'application/xml') =>
  readOrders(typeof text === 'string' ? new TextEncoder().encode(text) : text, contentTypeOf(type));

describe('a document', () => {
  test.each([
    ['XML', '<Order><part>wiper</part><part>bulb</part></Order>', 'text/xml', ['wiper', 'bulb']],
    ['an element without its envelope', '<?xml version="1.0"?>\n<Part>wiper</Part>', 'text/xml', ['wiper']],
    ['several of them', '<part>wiper</part><part>bulb</part>', 'text/xml', ['wiper', 'bulb']],
    ['the more particular form of JSON', '["wiper"]', 'application/json', ['list ["wiper"]']],
    ['JSON in another form', '{"part":"wiper"}', 'application/json', ['any {"part":"wiper"}']],
    ['JSON with a byte order mark', '\uFEFF{"part":"é"}', 'application/json', ['any {"part":"é"}']],
    ['JSON of a vendor', '{"part":1}', 'application/vnd.orders+json', ['any {"part":1}']],
  ])('that is %s is read by the first dialect that recognises it', (_form, text, type, things) => {
    expect(read(text, type)).toEqual({ kind: 'ok', things });
  });

  test('that no dialect recognises is told which there are', () => {
    expect(read('<secret/>')).toEqual({
      kind: 'invalid',
      errors: [{ path: '', message: 'must be one of order XML, order list, order JSON' }],
    });
  });

  test.each<[string, string, string, object]>([
    ['is as large as the door takes', `<order>${' '.repeat(mostBytes - 15)}</order>`, 'text/xml', { kind: 'ok' }],
    ['is one byte larger', `<order>${' '.repeat(mostBytes - 14)}</order>`, 'text/xml', { reason: 'size' }],
    ['is JSON one byte larger', `"${' '.repeat(mostBytes - 1)}"`, 'application/json', { reason: 'size' }],
    ['declares types', '<!DOCTYPE order><order/>', 'text/xml', { reason: 'doctype' }],
    ['is nested without end', '<a>'.repeat(300), 'text/xml', { reason: 'depth' }],
    ['is cut off', '<order>\n<part>', 'text/xml', { kind: 'malformed', errors: [{ path: 'line 2, column 7' }] }],
    ['is XML in the door of JSON', '<order/>', 'application/json', { kind: 'malformed' }],
    ['is JSON in the door of XML', '{"part":"secret"}', 'text/xml', { kind: 'malformed' }],
  ])('that %s is known as that', (_what, text, type, reading) => {
    expect(read(text, type)).toMatchObject(reading);
    expect(JSON.stringify(read(text, type))).not.toContain('secret');
  });
});
