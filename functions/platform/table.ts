/** An item's place: partition and sort key. */
export interface Key {
  readonly PK: string;
  readonly SK: string;
}

export type Item = Key & Readonly<Record<string, unknown>>;

/** One write of a decision, with what must be true for it; stores return these and never commit them. */
export type Write =
  /** Puts an item that must not exist yet. */
  | { readonly kind: 'create'; readonly item: Item }
  /** Puts an item over the one whose `version` is `from`. */
  | { readonly kind: 'replace'; readonly item: Item; readonly from: number }
  /** Puts an item whatever stands there: only for items whose content follows from their key. */
  | { readonly kind: 'put'; readonly item: Item };

/** An index's partition attribute and its value. */
export interface Pair {
  readonly name: string;
  readonly value: string;
}

/** A half-open range of an index's sort attribute. */
interface Range {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** Where a page of an index begins (exclusive), by its sort attribute, and how long it is. */
export interface Page {
  readonly name: string;
  readonly after: string;
  readonly limit: number;
}

/** The table, as handlers and stores see it. */
export interface Table {
  /** One item, strongly consistent. */
  get(key: Key): Promise<Item | undefined>;
  /** The items of a partition whose sort key begins with `prefix`, in order, strongly consistent. */
  query(partition: string, prefix: string): Promise<readonly Item[]>;
  /** The items of an index partition whose sort key lies in [from, to), in order; an index lags the table by moments. */
  queryIndex(index: string, partition: Pair, range: Range): Promise<readonly Item[]>;
  /** At most `limit` items of an index partition whose sort attribute is greater than `after`; `last` where more may follow. */
  page(
    index: string,
    partition: Pair,
    page: Page,
  ): Promise<{ readonly items: readonly Item[]; readonly last?: string }>;
  /** Commits all writes or none; `conflict` when another write came first. */
  commit(writes: readonly Write[]): Promise<'committed' | 'conflict'>;
}
