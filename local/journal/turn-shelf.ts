import type { Shelf } from './journal.ts';

/** What is to become of an entry at the end of a turn. */
export interface EntryChange {
  /** Whether it is taken away first: an entry put anew after that is the youngest of its shelf. */
  readonly removes: boolean;
  /** JSON text to write; none where the entry only goes. */
  readonly text: string | undefined;
}

interface Waiting {
  readonly removes: boolean;
  readonly value: (() => unknown) | undefined;
}

/** A shelf that collects the changes of a turn; several changes of one entry become one. */
export class TurnShelf<Value> implements Shelf<Value> {
  readonly #read: () => readonly (readonly [string, Value])[];
  readonly #noteChange: () => void;
  #waiting = new Map<string, Waiting>();

  /** `read` gives what earlier runs left; `noteChange` hears of the first change of a turn. */
  constructor(read: () => readonly (readonly [string, Value])[], noteChange: () => void) {
    this.#read = read;
    this.#noteChange = noteChange;
  }

  left(): readonly (readonly [string, Value])[] {
    return this.#read();
  }

  put(key: string, value: () => Value): void {
    this.#change(key, { removes: this.#waiting.get(key)?.removes ?? false, value });
  }

  delete(key: string): void {
    this.#change(key, { removes: true, value: undefined });
  }

  /** Hands over the changes of the turn, as they stand now. */
  take(): readonly (readonly [string, EntryChange])[] {
    const waiting = this.#waiting;
    this.#waiting = new Map();
    return [...waiting].map(([key, { removes, value }]) => [key, { removes, text: value && JSON.stringify(value()) }]);
  }

  #change(key: string, change: Waiting): void {
    if (this.#waiting.size === 0) this.#noteChange();
    // An entry that goes and comes back is the youngest, as it is in a Map.
    if (this.#waiting.get(key)?.removes && change.value) this.#waiting.delete(key);
    this.#waiting.set(key, change);
  }
}
