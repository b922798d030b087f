import type { Shelf } from './journal.ts';

/** A list that a shelf keeps: it begins with what earlier runs left, grows at its end and forgets from its beginning. */
export class KeptList<Value> {
  readonly #shelf: Shelf<Value>;
  readonly #keys: number[] = [];
  readonly #all: Value[] = [];
  #next = 1;

  constructor(shelf: Shelf<Value>) {
    this.#shelf = shelf;
    for (const [key, value] of shelf.left()) {
      this.#keys.push(Number(key));
      this.#all.push(value);
      this.#next = Number(key) + 1;
    }
  }

  /** Oldest first. */
  get all(): readonly Value[] {
    return this.#all;
  }

  add(value: Value): void {
    const key = this.#next;
    this.#next += 1;
    this.#keys.push(key);
    this.#all.push(value);
    this.#shelf.put(String(key), () => value);
  }

  /** Forgets the oldest `count`. */
  forget(count: number): void {
    this.#all.splice(0, count);
    for (const key of this.#keys.splice(0, count)) this.#shelf.delete(String(key));
  }
}
