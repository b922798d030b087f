import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { itemBytes } from 'assembly-runtime/item-size';
import type { Item, Key, Table, Write } from '../functions/platform/table.ts';

/** A table in memory, with the sizes of its items as DynamoDB counts them. It has no indexes. */
export interface MemoryTable extends Table {
  /** The largest item of each kind so far, in bytes, by the word its sort keys begin with. */
  readonly largest: ReadonlyMap<string, number>;
  readonly items: number;
}

/** Opens a table that finds the given items. */
export function openMemoryTable(given: readonly Item[]): MemoryTable {
  const partitions = new Map<string, Map<string, ReturnType<typeof marshall>>>();
  const largest = new Map<string, number>();
  const find = ({ PK, SK }: Key) => {
    const item = partitions.get(PK)?.get(SK);
    return item && (unmarshall(item) as Item);
  };
  const put = (item: Item) => {
    const stored = marshall(item, { removeUndefinedValues: true });
    const [kind = ''] = item.SK.split('#');
    // Nothing of ours is binary, the one kind of value that is typed otherwise there.
    const bytes = itemBytes(stored as Parameters<typeof itemBytes>[0]);
    largest.set(kind, Math.max(largest.get(kind) ?? 0, bytes));
    const partition = partitions.get(item.PK) ?? new Map();
    partitions.set(item.PK, partition.set(item.SK, stored));
  };
  const range = async (partition: string, has: (sort: string) => boolean) =>
    [...(partitions.get(partition) ?? [])]
      .filter(([sort]) => has(sort))
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, item]) => unmarshall(item) as Item);
  for (const item of given) put(item);
  return {
    largest,
    get items() {
      return [...partitions.values()].reduce((sum, { size }) => sum + size, 0);
    },
    get: async (key) => find(key),
    query: (partition, prefix) => range(partition, (sort) => sort.startsWith(prefix)),
    queryBetween: (partition, { from, to }) => range(partition, (sort) => sort >= from && sort <= to),
    ...{ queryIndex: noIndex, page: noIndex, pageUpTo: noIndex },
    async commit(writes) {
      if (!writes.every((write) => holds(write, find(write.item)))) return 'conflict';
      for (const { item } of writes) put(item);
      return 'committed';
    },
  };
}

const noIndex = () => Promise.reject(new Error('This table has no indexes.'));

function holds(write: Write, before: Item | undefined): boolean {
  if (write.kind === 'create') return before === undefined;
  return write.kind === 'put' || before?.['version'] === write.from;
}
