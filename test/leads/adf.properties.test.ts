import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalise } from '../../functions/leads/stated/stated-lead.contract.ts';
import { visibleLine, withoutInvisible } from '../../functions/platform/invisible.ts';
import { adf, bytes, leadIn, readAdf } from './adf-document.builders.ts';

const samples = ['full.xml', 'broken-prolog.xml', 'two-bare-prospects.xml'].map((name) =>
  readFileSync(new URL(`../fixtures/leads/${name}`, import.meta.url)),
);

const shards = [
  '<',
  '</',
  '>',
  '/>',
  '&',
  '"',
  "'",
  '“',
  '=',
  '<?',
  '?>',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '&#x',
  ';',
];

/** One cut, insertion or overwriting at a place given as a share of the document's length. */
const edit = fc.record({
  at: fc.nat(9_999),
  cut: fc.nat(40),
  put: fc.oneof(fc.constantFrom(...shards).map(bytes), fc.uint8Array({ maxLength: 4 })),
});

test('a mutated document is read or refused, and its leads can always be completed', () => {
  fc.assert(
    fc.property(fc.constantFrom(...samples), fc.array(edit, { minLength: 1, maxLength: 6 }), (sample, edits) => {
      const document = edits.reduce<Uint8Array>((before, { at, cut, put }) => {
        const place = Math.floor((at / 10_000) * before.length);
        return Uint8Array.from([...before.subarray(0, place), ...put, ...before.subarray(place + cut)]);
      }, sample);
      const reading = readAdf(document);
      expect(['ok', 'refused', 'malformed', 'invalid']).toContain(reading.kind);
      const leads = reading.kind === 'ok' ? reading.things : [];
      leads.forEach((lead) => {
        expect(normalise(lead, { country: 'US', timeZone: 'America/New_York' }).source.system).not.toBe('');
      });
    }),
    { numRuns: 1_000 },
  );
});

/** Any text as a person may write it: XML has no control characters and no lone surrogates; outer white space is not kept. */
const written = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  .map((text) => text.replace(/\p{Cc}/gu, ' ').trim())
  .filter((text) => text !== '' && text.isWellFormed());

/** The same without what nobody sees, which a name and an id do not keep. */
const seen = written.map((text) => withoutInvisible(visibleLine(text)).trim()).filter((text) => text !== '');

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const inCdata = (text: string) => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
const inNumbers = (text: string) => [...text].map((character) => `&#${character.codePointAt(0)};`).join('');
const writing = fc.constantFrom(escaped, inCdata, inNumbers);

test('what was stated is kept, however it was written', () => {
  fc.assert(
    fc.property(seen, written, seen, writing, (name, message, source, write) => {
      const lead = leadIn(
        adf(`<id source="${escaped(source)}">${write(name)}</id>
          <customer><contact><name>${write(name)}</name></contact><comments>${write(message)}</comments></customer>`),
      );
      expect(lead.customer.fullName).toBe(name);
      expect(lead.message).toBe(message);
      expect(lead.source).toEqual({ system: source, id: name });
    }),
  );
});

test('numbers stay text', () => {
  const digits = fc.stringMatching(/^[+-]?[0-9]{1,20}([.e][0-9]{1,5})?$/);
  fc.assert(
    fc.property(digits, (text) => {
      const lead = leadIn(
        adf(`<vehicle><vin>${text}</vin><stock>${text}</stock></vehicle>
          <customer><contact><phone>${text}</phone><address><postalcode>${text}</postalcode></address></contact></customer>`),
      );
      expect(lead.vehiclesOfInterest).toEqual([{ vin: text, stockNumber: text, interest: 'buy' }]);
      expect(lead.customer).toMatchObject({ phones: [{ raw: text }], postalCode: text });
    }),
  );
});
