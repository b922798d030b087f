import type { Temporal } from 'temporal-polyfill';
import { toInstantText } from '../events/event.ts';
import { dueItems } from './due.index.ts';
import { shardOf } from './stable-hash.ts';
import { entryIn } from './table.index.ts';
import type { Item, Table } from './table.ts';

/** A partition takes 1,000 writes a second; 64 of them take what the busiest region parks and wakes many times over. */
const shards = 64;
const shardsAtOnce = 16;

/** What an item waits for. */
interface Waiting {
  /** The item's id, by which it is given a shard. */
  readonly id: string;
  /** What kind of thing waits, such as `sender-count`: who is to be told when it is due. */
  readonly kind: string;
  /** ISO instant. */
  readonly dueAt: string;
}

/** The attributes by which an item waits in the due index; without them (`noEntryIn`) it waits no longer. */
export function dueEntry({ id, kind, dueAt }: Waiting): Readonly<Record<string, string>> {
  return { ...entryIn(dueItems, String(shardOf(id, shards)), dueAt), dueKind: kind };
}

/** The items of a kind that are due at `now`, the oldest first, as the index holds them: keys, version and kind. */
export async function loadDue(table: Table, kind: string, now: Temporal.Instant): Promise<readonly Item[]> {
  const to = toInstantText(now);
  const found: Item[] = [];
  for (let first = 0; first < shards; first += shardsAtOnce) {
    const some = Array.from({ length: shardsAtOnce }, (_, each) => String(first + each));
    const read = await Promise.all(some.map((shard) => table.queryIndex(dueItems, shard, { to })));
    found.push(...read.flat());
  }
  return found.filter((item) => item['dueKind'] === kind).sort(byDueTime);
}

function byDueTime(a: Item, b: Item): number {
  const [one, other] = [String(a[dueItems.sort]), String(b[dueItems.sort])];
  return one < other ? -1 : Number(one > other);
}
