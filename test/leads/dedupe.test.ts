import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readLeads } from '../../functions/leads/dialects/lead-dialects.contract.ts';
import { contentOf, providerKeyOf } from '../../functions/leads/reception/dedupe.ts';
import { contentTypeOf } from '../../functions/platform/content-type.ts';
import { bytes, leadIn } from './adf-document.builders.ts';

const full = readFileSync(new URL('../fixtures/leads/full.xml', import.meta.url), 'utf8');

test.each([
  ['line ends', full.replaceAll('\n', '\r\n')],
  ['indentation', full.replaceAll('\n', '\n\t')],
  ['tags in capitals', full.replace(/<\/?[a-z]+/g, (tag) => tag.toUpperCase())],
  ['no prolog', full.slice(full.indexOf('<adf>'))],
  ['a mark before it', `\uFEFF${full}`],
  ['resent', full.replace('status="new"', 'status="resend"')],
  ['blocks in another order', full.replace(/(\s*<id .*\/id>)(\s*<requestdate>.*<\/requestdate>)/, '$2$1')],
])('the same statement with %s has the same content', (_case, document) => {
  expect(document).not.toBe(full);
  expect(contentOf(leadIn(document))).toBe(contentOf(leadIn(full)));
});

test.each([
  ['another person', full.replace('Noémie', 'Noemi')],
  ['another leading zero', full.replace('00501', '0501')],
  ['another time', full.replace('09:15:00', '09:15:01')],
  ['another comment', full.replace('Small dent.', 'Small dents.')],
  ['another id', full.replace('HL-00917', 'HL-00918')],
])('%s is other content', (_case, document) => {
  expect(contentOf(leadIn(document))).not.toBe(contentOf(leadIn(full)));
});

test('the order of a JSON document’s fields does not matter, a grant’s own included', () => {
  const one = '{"source":{"system":"a","id":"1"},"customer":{},"consents":[{"x":{"a":1,"b":[2]},"y":2}]}';
  const two = '{"consents":[{"y":2,"x":{"b":[2],"a":1}}],"customer":{},"source":{"id":"1","system":"a"}}';
  const contents = [one, two].map((text) => {
    const reading = readLeads(bytes(text), contentTypeOf('application/json'));
    return reading.kind === 'ok' ? reading.things.map(contentOf) : reading;
  });
  expect(contents[0]).toEqual(contents[1]);
});

test('a sender knows its lead by system and id; a sequence or an unfilled template names none', () => {
  const key = (id: string, credentialId = 'c-1') =>
    providerKeyOf(leadIn(`<adf><prospect>${id}</prospect></adf>`), credentialId);
  expect(key('<id source="A">1</id>')).toBe(key('<id source="a" sequence="4">1</id>'));
  expect(key('<id source="A">1</id>')).not.toBe(key('<id source="B">1</id>'));
  expect(key('<id source="A">1</id>')).not.toBe(key('<id source="A">1</id>', 'c-2'));
  expect(key('<id source="A">1</id>')).not.toBe(key('<id source="A">01</id>'));
  expect(key('<id source="A" sequence="1"></id>')).toBeUndefined();
  expect(key('<id source="A">[lead_id]</id>')).toBeUndefined();
});
