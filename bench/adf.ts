import { readFileSync } from 'node:fs';
import { XMLParser } from 'fast-xml-parser';
import { readLeads } from '../functions/leads/dialects/lead-dialects.contract.ts';
import { normalise } from '../functions/leads/stated/stated-lead.contract.ts';
import { milliseconds, type Row, times, whole } from './figure.ts';
import { type Effort, ratesOf, timeOf } from './samples.ts';

const sample = readFileSync(new URL('../test/fixtures/leads/full.xml', import.meta.url));
const xml = { type: 'application/xml' };
const store = { country: 'US', timeZone: 'America/New_York' };
const maxBytes = 256 * 1024;

/** Documents that are made to hurt, and what must become of them. */
const hostile: Readonly<
  Record<string, { readonly text: string; readonly kind: 'refused' | 'malformed' | 'invalid' | 'ok' }>
> = {
  'a DOCTYPE': { text: inAdf('', '<!DOCTYPE adf SYSTEM "file:///etc/passwd">'), kind: 'refused' },
  'an entity bomb': { text: inAdf('<name>&lol9;</name>', entityBomb()), kind: 'refused' },
  '20,000 nested tags': { text: inAdf('<a>'.repeat(20_000)), kind: 'refused' },
  '256 KB of comments': { text: filled((room) => `<comments>${'x'.repeat(room - 21)}</comments>`), kind: 'invalid' },
  '256 KB of small tags': { text: filled((room) => '<a/>'.repeat(room / 4)), kind: 'ok' },
  '256 KB of <': { text: '<'.repeat(maxBytes), kind: 'malformed' },
  'one byte over 256 KB': { text: 'x'.repeat(maxBytes + 1), kind: 'refused' },
};

/** ADF to normalised leads on one core, beside bare fast-xml-parser on the same document; then how long hostile documents take. */
export function measureAdf(effort: Effort = { rounds: 5, milliseconds: 700 }): Row[] {
  const text = sample.toString();
  const bare = new XMLParser();
  const rates = ratesOf({ ours: () => readSample(), bare: () => bare.parse(text) }, effort);
  return [
    {
      what: `ADF (${sample.length} bytes) to a normalised lead, one core`,
      goal: '≥ 4,000/s',
      measured: `${whole(rates.ours)}/s`,
      beside: `${whole(rates.bare)}/s bare fast-xml-parser (${times(rates.bare, rates.ours)} ours)`,
    },
    ...Object.entries(hostile).map(([what, { text: document, kind }]) => ({
      what: `${what}: ${kind}`,
      measured: milliseconds(timeOf(reading(document, kind), effort.rounds)),
    })),
  ];
}

function readSample(): void {
  const reading = readLeads(sample, xml);
  if (reading.kind !== 'ok') throw new Error('The sample cannot be read.');
  for (const lead of reading.things) normalise(lead, store);
}

function reading(document: string, kind: string): () => void {
  const bytes = new TextEncoder().encode(document);
  return () => {
    const found = readLeads(bytes, xml).kind;
    if (found !== kind) throw new Error(`${document.slice(0, 60)}… is ${found}, not ${kind}.`);
  };
}

function inAdf(content: string, before = ''): string {
  return `<?xml version="1.0"?>${before}<adf><prospect>${content}</prospect></adf>`;
}

/** A document of exactly the largest size taken. */
function filled(content: (room: number) => string): string {
  const document = inAdf(content(Math.floor((maxBytes - inAdf('').length) / 4) * 4));
  return document + ' '.repeat(maxBytes - document.length);
}

/** Ten entities, each ten of the one before: ten thousand million words where they are expanded. */
function entityBomb(): string {
  const entities = Array.from({ length: 9 }, (_, n) => `<!ENTITY lol${n + 1} "${`&lol${n};`.repeat(10)}">`);
  return `<!DOCTYPE lolz [<!ENTITY lol0 "lol">${entities.join('')}]>`;
}
