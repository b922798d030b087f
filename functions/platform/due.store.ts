import type { Temporal } from 'temporal-polyfill';
import { toInstantText } from '../events/event.ts';
import { dueItems } from './due.index.ts';
import { shardOf } from './stable-hash.ts';
import { entryIn, noEntryIn } from './table.index.ts';
import type { Item, Key, Place, Table } from './table.ts';

/** A partition takes 1,000 writes a second; 64 of them take what the busiest region parks and wakes many times over. */
const shards = 64;
const shardsAtOnce = 16;
const pageLength = 100;

/** What an item waits for. */
interface Waiting {
  /** The item's id, by which it is given a shard. */
  readonly id: string;
  /** What kind of thing waits, such as `sender-count`: who is to be told when it is due. */
  readonly kind: string;
  /** ISO instant. */
  readonly dueAt: string;
}

/** The attributes by which an item waits in the due index; with `noDueEntry` it waits no longer. */
export function dueEntry({ id, kind, dueAt }: Waiting): Readonly<Record<string, string>> {
  return { ...entryIn(dueItems, String(shardOf(id, shards)), dueAt), dueKind: kind };
}

/** What an item that waits for nothing has in their place. */
export const noDueEntry = { ...noEntryIn(dueItems), [dueItems.sort]: undefined, dueKind: undefined } as const;

/** An item that is due, as the index holds it. */
export interface DueItem {
  readonly key: Key;
  readonly kind: string;
  /** ISO instant. */
  readonly dueAt: string;
}

/**
 * Everything that is due at `now`, the oldest first over all shards, however long nobody looked. It is read by pages as it
 * is asked for, so who stops early has read little. An item that is no longer due may still come: the index lags. A shard
 * that cannot be read on is told to `failed` and left; throws where that is all of them.
 */
export async function* oldestDue(
  table: Table,
  now: Temporal.Instant,
  failed: (error: unknown) => void,
): AsyncGenerator<DueItem> {
  const to = toInstantText(now);
  const errors: unknown[] = [];
  const queues: Queue[] = [];
  const note = (error: unknown) => errors.push(error);
  for (let first = 0; first < shards; first += shardsAtOnce) {
    const some = Array.from({ length: shardsAtOnce }, (_, each) => String(first + each));
    queues.push(...(await Promise.all(some.map((shard) => advance({ rest: dueIn(table, shard, to) }, note)))));
  }
  if (errors.length === shards) throw errors[0];
  errors.forEach(failed);
  for (;;) {
    const [oldest] = queues.filter(({ head }) => head).sort(byDueTime);
    if (!oldest?.head) return;
    yield oldest.head;
    await advance(oldest, failed);
  }
}

/** A shard's due items: the one that is next, if any, and those behind it. */
interface Queue {
  head?: DueItem | undefined;
  readonly rest: AsyncGenerator<DueItem>;
}

async function advance(queue: Queue, failed: (error: unknown) => void): Promise<Queue> {
  try {
    const next = await queue.rest.next();
    queue.head = next.done ? undefined : next.value;
  } catch (error) {
    queue.head = undefined;
    failed(error);
  }
  return queue;
}

async function* dueIn(table: Table, shard: string, to: string): AsyncGenerator<DueItem> {
  let after: Place | undefined;
  do {
    const page = await table.pageUpTo(dueItems, shard, { to, limit: pageLength, ...(after && { after }) });
    yield* page.items.map(dueItemOf);
    after = page.next;
  } while (after);
}

function dueItemOf(item: Item): DueItem {
  const { PK, SK } = item;
  return { key: { PK, SK }, kind: String(item['dueKind']), dueAt: String(item[dueItems.sort]) };
}

function byDueTime({ head: one }: Queue, { head: other }: Queue): number {
  return (one?.dueAt ?? '') < (other?.dueAt ?? '') ? -1 : 1;
}
