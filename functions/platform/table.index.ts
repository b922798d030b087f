/**
 * An index of the table, declared once: the infrastructure makes it and grants it, stores write entries into it and query
 * it. An item stands in it while it has both attributes, and is out of it as soon as the partition attribute goes.
 */
export interface TableIndex<Partition extends string = string, Sort extends string = string, Reads = IndexReads> {
  readonly name: string;
  /** The attribute whose value all entries of one partition share. */
  readonly partition: Partition;
  /** The attribute by which the entries of a partition are in order. */
  readonly sort: Sort;
  /** What an entry holds beside the keys. What it holds is written again whenever it changes. */
  readonly holds: 'everything' | 'keys' | readonly string[];
  readonly reads: Reads;
}

/**
 * How an index is read: `pages` go on after the last entry's sort value, so each value is one item's alone (it ends in the
 * item's id); `ranges` are read to their end, and several items may have the same value (a bare instant).
 */
type IndexReads = 'pages' | 'ranges';

/** Declares an index. Every one of them is made with the table, since DynamoDB adds one per update. */
export function defineIndex<const Partition extends string, const Sort extends string, const Reads extends IndexReads>(
  definition: TableIndex<Partition, Sort, Reads>,
): TableIndex<Partition, Sort, Reads> {
  return definition;
}

/** The attributes by which an item stands in an index, to be spread into the item. */
export function entryIn<Partition extends string, Sort extends string>(
  index: TableIndex<Partition, Sort>,
  partition: string,
  sort: string,
): Readonly<Record<Partition | Sort, string>> {
  return { [index.partition]: partition, [index.sort]: sort } as Record<Partition | Sort, string>;
}

/** The attribute by whose absence an item is out of an index, whatever it had before. */
export function noEntryIn<Partition extends string>({
  partition,
}: TableIndex<Partition>): Readonly<Record<Partition, undefined>> {
  return { [partition]: undefined } as Record<Partition, undefined>;
}
