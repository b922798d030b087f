import { Temporal } from 'temporal-polyfill';
import { toInstantText } from '../events/event.ts';
import { factsByTime } from './fact.index.ts';
import { factHour, factShards, type KeptFact } from './fact.ts';
import type { Item, Table } from './table.ts';

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

function factIn(item: Item): KeptFact {
  return item['envelope'] as KeptFact;
}
