import type { Item } from './attribute-value.ts';
import { indexKeyOf, keyOf } from './dynalite.ts';
import { type Range, SortedMap } from './sorted-map.ts';
import { type Change, isIndexed, type Table, type TableIndex } from './table.ts';

/** What global secondary indexes show while they lag behind their tables; without a lag, what the tables hold. */
export interface IndexLag {
  /** How far indexes lag from now on, milliseconds. At 0 they catch up at once; a write already shown is not taken back. */
  set(ms: number): void;
  /** Takes down what is not to be shown yet. */
  note(changes: readonly Change[]): void;
  /** The items of an index as it shows them, whole, in its order within the range. */
  items(table: Table, index: TableIndex, range: Range): Iterable<Item>;
  /** Items that the indexes of a table still show although a write has replaced or deleted them. */
  outdated(table: Table): readonly Item[];
}

interface Hidden extends Change {
  readonly at: number;
}

/** Indexes without a lag, by the clock `now` (epoch ms). */
export function createIndexLag(now: () => number): IndexLag {
  let lag = 0;
  let hidden: Hidden[] = [];
  const oldOf = (table: Table) => {
    const shownFrom = now() - lag;
    const firstHidden = hidden.findIndex(({ at }) => at > shownFrom);
    if (firstHidden !== 0) hidden = firstHidden < 0 ? [] : hidden.slice(firstHidden);
    return oldImages(hidden, table);
  };
  return {
    set(ms) {
      lag = ms;
      if (lag === 0) hidden = [];
    },
    note(changes) {
      if (lag > 0) for (const change of changes) hidden.push({ ...change, at: now() });
    },
    *items(table, index, range) {
      const old = oldOf(table);
      const current = stillThere(index.items.entries(range), table, old);
      const others = placeImages(old, table, index).entries(range);
      for (const [, item] of mergeSorted(current, others, range.reverse === true)) yield item;
    },
    outdated: (table) => [...oldOf(table).values()].filter((item) => item !== undefined),
  };
}

type OldImages = ReadonlyMap<string, Item | undefined>;
type Entries = Iterable<readonly [string, Item]>;

/** By key, the item before the first of its hidden writes; undefined where there was none. */
function oldImages(hidden: readonly Hidden[], table: Table): OldImages {
  const old = new Map<string, Item | undefined>();
  for (const { table: written, key, before } of hidden) if (written === table && !old.has(key)) old.set(key, before);
  return old;
}

function* stillThere(entries: Entries, { definition }: Table, old: OldImages): Generator<readonly [string, Item]> {
  for (const entry of entries) if (old.size === 0 || !old.has(keyOf(entry[1], definition))) yield entry;
}

/** Old images in the order of an index, those that it holds. */
function placeImages(old: OldImages, table: Table, { definition }: TableIndex): SortedMap<Item> {
  const entries = new SortedMap<Item>();
  for (const item of old.values())
    if (item && isIndexed(item, definition)) entries.set(indexKeyOf(item, table.definition, definition), item);
  return entries;
}

/** Both in their common order; no key is in both. */
function* mergeSorted(left: Entries, right: Entries, reverse: boolean): Generator<readonly [string, Item]> {
  const others = right[Symbol.iterator]();
  let other = others.next();
  for (const entry of left) {
    while (!other.done && other.value[0] < entry[0] !== reverse) {
      yield other.value;
      other = others.next();
    }
    yield entry;
  }
  for (; !other.done; other = others.next()) yield other.value;
}
