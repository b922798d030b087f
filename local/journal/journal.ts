/**
 * What outlives the process: named shelves of entries, each a JSON value under a key.
 *
 * Services keep their state in memory and put on a shelf what has changed. What one turn of the event loop puts is
 * written together at its end, and no answer leaves the runtime before what it tells of is written. Work goes on in
 * microtasks until it waits for a worker thread, a client or a timer, so a turn ends with nothing half done: what is
 * found after a kill is the runtime as it stood at the end of one of its turns, all services at the same one.
 */
export interface Journal {
  /** Whether an earlier run left anything. */
  readonly resumed: boolean;
  /** The shelf of a kind that belongs to `owner`, a resource as people know it; none where it belongs to the runtime. */
  shelf<Value>(kind: string, owner?: string): Shelf<Value>;
  /** Calls `before` once at the end of the running turn, before it is written. */
  atTurnEnd(before: () => void): void;
  /** Resolves when all that was put is written; undefined when it is. */
  written(): Promise<void> | undefined;
  /** Takes away the shelves of earlier runs that nobody has asked for, and tells of them. */
  dropUnclaimed(): readonly Dropped[];
  /** Ends the keeping, as the end of the process would: what the running turn has put is not kept, nor anything later. */
  close(): void;
}

/** Entries of one kind and owner. */
export interface Shelf<Value> {
  /** What earlier runs left, in the order in which it was put first. */
  left(): readonly (readonly [key: string, value: Value])[];
  /** Keeps under `key` what `value` gives at the end of the running turn. */
  put(key: string, value: () => Value): void;
  delete(key: string): void;
}

/** State that was lost with the resource it belonged to. */
export interface Dropped {
  readonly kind: string;
  readonly owner: string;
  readonly entries: number;
}

const emptyShelf: Shelf<never> = { left: () => [], put: () => {}, delete: () => {} };

/** Keeps nothing: what a runtime without a data directory has for a journal. */
export const noJournal: Journal = {
  resumed: false,
  shelf: () => emptyShelf,
  atTurnEnd: () => {},
  written: () => undefined,
  dropUnclaimed: () => [],
  close: () => {},
};
