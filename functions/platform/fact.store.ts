import { Temporal } from 'temporal-polyfill';
import { type Fact, toInstantText } from '../events/event.ts';
import { factsByTime } from './fact.index.ts';
import { type FactOrigin, factHour, factShards, type KeptFact } from './fact.ts';
import { defineItemForm } from './item-form.ts';
import { expiresAfter } from './retention.policy.ts';
import { shardOf } from './stable-hash.ts';
import { entryIn } from './table.index.ts';
import type { Item, StoredItem, Table, Write } from './table.ts';

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
export async function factsOf(table: Table, partition: string): Promise<KeptFact[]> {
  return (await table.query(partition, 'FACT#')).map(factIn);
}

/** All kept facts saved in [from, to), in order of time. */
export async function factsBetween(
  table: Table,
  { from, to }: { from: Temporal.Instant; to: Temporal.Instant },
): Promise<KeptFact[]> {
  // A fact's sort value is its instant and its id, so those of `to` itself lie behind it.
  const range = { from: toInstantText(from), to: toInstantText(to) };
  const found: Item[] = [];
  for (let hour = from; Temporal.Instant.compare(floorToHour(hour), to) < 0; hour = hour.add({ hours: 1 })) {
    for (const shard of factShards)
      found.push(...(await table.queryIndex(factsByTime, factHour(toInstantText(hour), shard), range)));
  }
  return found.map(factIn).sort((a, b) => (a.time < b.time ? -1 : Number(a.time > b.time)));
}

function floorToHour(at: Temporal.Instant): Temporal.Instant {
  return at.round({ smallestUnit: 'hour', roundingMode: 'floor' });
}

/** The fact that an item keeps. */
export function factIn(item: Item): KeptFact {
  return factForm.read(item).envelope;
}
