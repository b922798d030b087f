import type { Item, Key, StoredItem } from './table.ts';

/** Makes an item of one form into the next form: what was added since gets the value it had without being said. */
type Upgrade = (older: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

/** How one kind of item is kept, and how items of all its forms are read. */
export interface ItemForm<State> {
  /** The word its sort keys begin with, in small letters. */
  readonly kind: string;
  /** The number of the form that is written. */
  readonly form: number;
  /** The item that keeps a state under a key; `entries` are what belongs to the table: places in indexes, expiry. */
  keep(key: Key, state: State, entries?: Readonly<Record<string, unknown>>): StoredItem;
  /** The state in an item of this form or an older one. Throws for a newer one: an older release cannot know it. */
  read(item: Item): State;
}

/**
 * Declares a kind of item. A field may be added without a new form while every reader can do without it; anything else
 * is a new form: add an upgrade from the last one, and a fixture of the new one to test/fixtures/items.
 */
export function defineItemForm<State extends object>(kind: string, upgrades: readonly Upgrade[] = []): ItemForm<State> {
  const form = upgrades.length + 1;
  return {
    kind,
    form,
    keep: (key, state, entries = {}) => ({ ...state, ...entries, PK: key.PK, SK: key.SK, form }),
    read(item) {
      // Items saved before forms were numbered are of the first.
      const { PK: _partition, SK: _sort, form: stored = 1, ...kept } = item;
      if (!(Number(stored) <= form))
        throw new Error(`An item of the kind ${kind} has form ${stored}; this release reads forms up to ${form}.`);
      return upgrades.slice(Number(stored) - 1).reduce((state, upgrade) => upgrade(state), kept) as unknown as State;
    },
  };
}

/** Reads an item that may not be there. */
export function readItem<State>(form: ItemForm<State>, item: Item | undefined): State | undefined {
  return item && form.read(item);
}
