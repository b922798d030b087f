import { Temporal } from 'temporal-polyfill';
import { type Fact, toInstantText } from '../events/event.ts';
import { factsByTime } from './fact.index.ts';
import { type FactOrigin, type FoundFact, factHour, factShards, type KeptFact, wholeFact } from './fact.ts';
import { defineItemForm } from './item-form.ts';
import { expiresAfter } from './retention.policy.ts';
import { shardOf } from './stable-hash.ts';
import { entryIn } from './table.index.ts';
import type { Item, Key, StoredItem, Table, Write } from './table.ts';

const partitionsAtOnce = 16;

/** How a fact is kept. */
export const factForm = defineItemForm<{ readonly envelope: KeptFact }>('fact');

/** Turns a decision's facts into items saved beside their aggregate; the relay publishes them from the table's stream. */
export function factWrites(origin: FactOrigin, facts: readonly Fact[]): Write[] {
  return facts.map((fact, position) => ({ kind: 'create', item: factItem(origin, fact, position) }));
}

function factItem(origin: FactOrigin, fact: Fact, position: number): StoredItem {
  const time = toInstantText(origin.now);
  // One decision may bring the same kind twice (two overdue warnings), so the position is part of the id.
  const ordinal = origin.occasion === undefined ? `${position}` : `${origin.occasion}.${position}`;
  const id = `${origin.subject}.${origin.version}.${ordinal}.${fact.type}`;
  const envelope: KeptFact = {
    id,
    room: origin.room,
    type: fact.type,
    time,
    subject: origin.subject,
    correlationid: origin.subject,
    data: fact.data,
  };
  const key = {
    PK: origin.partition,
    SK: `FACT#${String(origin.version).padStart(9, '0')}#${ordinal}#${fact.type}`,
  };
  return factForm.keep(
    key,
    { envelope },
    {
      // By hour and shard, so that facts of a time range can be found again without reading the stream.
      ...entryIn(factsByTime, factHour(time, shardOf(id, factShards.length)), `${time}#${id}`),
      expiresAt: expiresAfter(origin.now, 'fact'),
    },
  );
}

/** All kept facts of an aggregate, in the order in which they came about. */
export async function factsOf(table: Table, partition: string): Promise<FoundFact[]> {
  return (await table.query(partition, 'FACT#')).map(factIn);
}

/** The facts kept at these places, in their order; one that is no longer kept (forgotten, erased) is left out. */
export async function factsAt(table: Table, places: readonly Key[]): Promise<FoundFact[]> {
  const found: FoundFact[] = [];
  for (const { PK, SK } of places) {
    const item = await table.get({ PK, SK });
    if (item) found.push(factIn(item));
  }
  return found;
}

/** All kept facts saved in [from, to), in order of time. */
export async function factsBetween(
  table: Table,
  { from, to }: { from: Temporal.Instant; to: Temporal.Instant },
): Promise<FoundFact[]> {
  // A fact's sort value is its instant and its id, so those of `to` itself lie behind it.
  const range = { from: toInstantText(from), to: toInstantText(to) };
  const found: (readonly Item[])[] = [];
  for (let hour = from; Temporal.Instant.compare(floorToHour(hour), to) < 0; hour = hour.add({ hours: 1 })) {
    const partitions = factShards.map((shard) => factHour(toInstantText(hour), shard));
    for (let first = 0; first < partitions.length; first += partitionsAtOnce) {
      const some = partitions.slice(first, first + partitionsAtOnce);
      found.push(...(await Promise.all(some.map((partition) => table.queryIndex(factsByTime, partition, range)))));
    }
  }
  return found.flat().sort(bySavedAt).map(factIn);
}

function floorToHour(at: Temporal.Instant): Temporal.Instant {
  return at.round({ smallestUnit: 'hour', roundingMode: 'floor' });
}

/** By time, and the facts of one aggregate and instant by their keys: one decision brings several. */
function bySavedAt(a: Item, b: Item): number {
  const [one, other] = [orderOf(a), orderOf(b)];
  return one < other ? -1 : Number(one > other);
}

function orderOf(item: Item): string {
  // The sort value is the instant and the fact's id.
  const [savedAt] = String(item[factsByTime.sort]).split('#');
  return [savedAt, item.PK, item.SK].join('\n');
}

/** A fact as its item keeps it; its place alone where it keeps none that this release can read. */
export function factIn(item: Item): FoundFact {
  const { PK, SK } = item;
  try {
    const fact = wholeFact(factForm.read(item).envelope);
    return { PK, SK, ...(fact && { fact }) };
  } catch {
    return { PK, SK };
  }
}
