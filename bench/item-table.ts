import type { Item, Key, Table } from '../functions/platform/table.ts';

/** A table of a few items, kept as they are: for what is to be put elsewhere. It has no indexes, and one writer. */
interface ItemTable extends Table {
  /** What was written, as it stands. */
  written(): readonly Item[];
}

/** Opens a table that finds the given items. */
export function openItemTable(given: readonly Item[]): ItemTable {
  const items = new Map(given.map((item) => [placeOf(item), item]));
  const found = async (isWanted: (key: Key) => boolean) =>
    [...items.values()].filter(isWanted).sort(({ SK: one }, { SK: other }) => (one < other ? -1 : 1));
  return {
    written: () => [...items.values()].filter((item) => !given.includes(item)),
    get: async (key) => items.get(placeOf(key)),
    query: (partition, prefix) => found(({ PK, SK }) => PK === partition && SK.startsWith(prefix)),
    queryBetween: (partition, { from, to }) => found(({ PK, SK }) => PK === partition && SK >= from && SK <= to),
    ...{ queryIndex: noIndex, page: noIndex, pageUpTo: noIndex },
    async commit(writes) {
      for (const { item } of writes) items.set(placeOf(item), item);
      return 'committed';
    },
  };
}

function placeOf({ PK, SK }: Key): string {
  return `${PK}\n${SK}`;
}

const noIndex = () => Promise.reject(new Error('This table has no indexes.'));
