import type { TableIndex } from './table.index.ts';

/** An item's key: partition and sort key. */
export interface Key {
  readonly PK: string;
  readonly SK: string;
}

export type Item = Key & Readonly<Record<string, unknown>>;

/** An item as it is saved: with the number of its form, by which it is read after the form has changed. */
export type StoredItem = Item & { readonly form: number };

/** One write of a decision, with what must be true for it; stores return these and never commit them. */
export type Write =
  /** Puts an item that must not exist yet. */
  | { readonly kind: 'create'; readonly item: StoredItem }
  /** Puts an item over the one whose `version` is `from`; 0 is that of an item that was kept without one. */
  | { readonly kind: 'replace'; readonly item: StoredItem; readonly from: number }
  /** Puts an item whatever stands there: only where its content follows from its key, or what it belongs to is replaced in the same commit. */
  | { readonly kind: 'put'; readonly item: StoredItem };

/** The sort values from `from` to `to`, both included; without a bound everything on that side. */
export interface Range {
  readonly from?: string;
  readonly to?: string;
}

/** After which sort value a page of an index begins (exclusive), and how long it is at most. */
interface Page {
  readonly after: string;
  readonly limit: number;
}

/** Where reading stopped, as the table knows it: reading goes on behind it, whatever else has the same sort value. */
export type Place = Readonly<Record<string, unknown>>;

/** Up to which sort value (included) a page goes, behind which place it begins, and how long it is at most. */
interface PageUpTo {
  readonly to: string;
  readonly after?: Place;
  readonly limit: number;
}

/** How writes are committed. */
export interface CommitOptions {
  /**
   * Who decides again on what this very commit left comes to the same: a single item is then put by itself, which costs half
   * of a transaction. Where its answer is lost the SDK puts it again and meets its own write, which looks like another's;
   * a transaction has a token for that, so whoever takes something for himself or answers somebody leaves this off.
   */
  readonly repeatable?: boolean;
}

/** The table, as handlers and stores see it. */
export interface Table {
  /** One item, strongly consistent. */
  get(key: Key): Promise<Item | undefined>;
  /** The items of a partition whose sort key begins with `prefix`, in order, strongly consistent. */
  query(partition: string, prefix: string): Promise<readonly Item[]>;
  /** The items of a partition whose sort keys lie in a range, in order, strongly consistent. */
  queryBetween(partition: string, range: Required<Range>): Promise<readonly Item[]>;
  /** The entries of an index partition, in order; an index lags the table by moments. */
  queryIndex(index: TableIndex, partition: string, range?: Range): Promise<readonly Item[]>;
  /** At most `limit` entries of an index partition, in order; `last` is the last one's sort value where more may follow. */
  page(
    index: TableIndex<string, string, 'pages'>,
    partition: string,
    page: Page,
  ): Promise<{ readonly items: readonly Item[]; readonly last?: string }>;
  /** At most `limit` entries of an index partition up to a sort value, in order; `next` is where more may follow. */
  pageUpTo(
    index: TableIndex<string, string, 'ranges'>,
    partition: string,
    page: PageUpTo,
  ): Promise<{ readonly items: readonly Item[]; readonly next?: Place }>;
  /** Commits all writes or none; `conflict` when another write came first. */
  commit(writes: readonly Write[], how?: CommitOptions): Promise<'committed' | 'conflict'>;
}
