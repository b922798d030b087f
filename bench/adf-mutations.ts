import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { readLeads } from '../functions/leads/dialects/lead-dialects.contract.ts';
import { normalise } from '../functions/leads/stated/stated-lead.contract.ts';
import { milliseconds, type Row, whole } from './figure.ts';
import { type Chance, seededChance } from './seeded-chance.ts';

const samples = ['full.xml', 'broken-prolog.xml', 'two-bare-prospects.xml'].map((name) =>
  readFileSync(new URL(`../test/fixtures/leads/${name}`, import.meta.url)),
);
const shards = ['<', '</', '>', '/>', '&', '"', '=', '<?', '?>', '<!--', '-->', '<![CDATA[', ']]>', '&#x', ';', '\0'];
const xml = { type: 'application/xml' };
const store = { country: 'US', timeZone: 'America/New_York' };
const seed = 20_260_302;

/** Reads mutated documents, the same ones at every run: how many threw, how long the slowest took, what memory remained. */
export function measureAdfMutations(documents = 100_000): Row[] {
  const chance = seededChance(seed);
  const outcomes = new Map<string, number>();
  let slowest = 0;
  let early = 0;
  for (let number = 0; number < documents; number += 1) {
    const document = mutated(chance);
    const began = performance.now();
    const outcome = outcomeOf(document);
    slowest = Math.max(slowest, performance.now() - began);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    // By then everything that is kept on purpose has been made.
    if (number === Math.floor(documents / 10)) early = heapMegabytes();
  }
  const threw = outcomes.get('threw') ?? 0;
  const others = [...outcomes].filter(([outcome]) => outcome !== 'threw').sort();
  return [
    {
      what: `${whole(documents)} mutated documents that threw`,
      goal: '0',
      measured: whole(threw),
      beside: others.map(([outcome, count]) => `${outcome} ${whole(count)}`).join(', '),
    },
    { what: 'slowest of them', measured: milliseconds(slowest) },
    {
      what: 'heap after all of them',
      goal: 'flat',
      measured: `${heapMegabytes().toFixed(1)} MB`,
      beside: `${early.toFixed(1)} MB after the first tenth`,
    },
  ];
}

function outcomeOf(document: Uint8Array): string {
  try {
    const reading = readLeads(document, xml);
    if (reading.kind === 'ok') for (const lead of reading.things) normalise(lead, store);
    return reading.kind;
  } catch {
    return 'threw';
  }
}

/** One of the samples with one or two cuts, insertions and overwritings. */
function mutated(chance: Chance): Uint8Array {
  let document: Uint8Array = samples[chance.below(samples.length)] ?? new Uint8Array();
  for (let edits = 1 + chance.below(2); edits > 0; edits -= 1) {
    const place = chance.below(document.length + 1);
    const put = chance.below(2) === 0 ? shard(chance) : noise(chance);
    document = Buffer.concat([document.subarray(0, place), put, document.subarray(place + chance.below(6))]);
  }
  return document;
}

function shard(chance: Chance): Uint8Array {
  return Buffer.from(shards[chance.below(shards.length)] ?? '');
}

function noise(chance: Chance): Uint8Array {
  return Uint8Array.from({ length: chance.below(5) }, () => chance.below(256));
}

function heapMegabytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed / 1e6;
}
