import { shardOf } from '../../platform/stable-hash.ts';
import { entryIn } from '../../platform/table.index.ts';
import type { Item, Table } from '../../platform/table.ts';
import { quarantineLists } from './quarantine.index.ts';
import type { QuarantinedDocument } from './quarantine.ts';

/**
 * A partition takes 1,000 writes a second, and an index that takes no more holds up the table. Where the door lets 1,000
 * documents a second in and all of them are refused, each shard of a list gets 63.
 */
const shards = 16;
/** Of each shard at a time: a read unit holds that many, and all shards together fill any page. */
const entriesPerShard = 32;

/** The attributes by which a document stands in a list: in the shard that its id gives it, at the time it came. */
export function placeInList(list: string, { receivedAt, quarantineId }: QuarantinedDocument) {
  return entryIn(quarantineLists, partitionOf(list, shardOf(quarantineId, shards)), `${receivedAt}#${quarantineId}`);
}

/** The next entries of some lists, in their order; `isLast` says that nothing follows them. */
interface Run {
  readonly entries: readonly Item[];
  readonly isLast: boolean;
}

/**
 * The entries of one list after the other behind a place, each list in the order of time over all its shards, which are read
 * at the same time. Who stops early has read little.
 */
export async function* entriesAfter(table: Table, lists: readonly string[], place: string): AsyncGenerator<Run> {
  let after = place;
  for (const [position, list] of lists.entries())
    for (let more = true; more; ) {
      const page = { after, limit: entriesPerShard };
      const pages = partitionsOf(list).map((partition) => table.page(quarantineLists, partition, page));
      const { entries, last } = merged(await Promise.all(pages));
      more = last !== undefined;
      after = last ?? after;
      yield { entries, isLast: !more && position === lists.length - 1 };
    }
}

interface Page {
  readonly items: readonly Item[];
  /** Where reading goes on in this shard, where more may follow. */
  readonly last?: string;
}

/**
 * The entries of all shards in one order, as far as it is certain: behind the nearest place where a shard has more to read,
 * something of it may come between. An entry that two shards show while it moves from one to the other is one.
 */
function merged(pages: readonly Page[]): { readonly entries: readonly Item[]; readonly last?: string } {
  const [last] = pages.flatMap((page) => page.last ?? []).sort();
  const found = new Map(pages.flatMap(({ items }) => items).map((item) => [placeOf(item), item]));
  const places = [...found.keys()].filter((place) => last === undefined || place <= last).sort();
  return { entries: places.flatMap((place) => found.get(place) ?? []), ...(last !== undefined && { last }) };
}

/** Where an entry stands in the order of its list: its time and the id of its document. */
export function placeOf(entry: Item): string {
  return String(entry[quarantineLists.sort]);
}

/** All partitions of a list: its shards, and the one that held the whole of it before there were any. */
function partitionsOf(list: string): readonly string[] {
  return [list, ...Array.from({ length: shards }, (_, shard) => partitionOf(list, shard))];
}

function partitionOf(list: string, shard: number): string {
  return `${list}#${shard}`;
}
