import type { Journal, Shelf } from '../journal/journal.ts';

/** How far a schedule has come; instants in epoch milliseconds. */
interface Progress {
  readonly expression: string;
  /** When it was made: a rate counts from there. */
  readonly madeAt: number;
  /** Up to here every tick has been fired or skipped. */
  readonly position: number;
}

/** Whose progress it is. */
interface TickingOwner {
  /** The schedule as people know it. */
  readonly owner: string;
  readonly expression: string;
}

const key = 'progress';

/** Remembers how far a schedule has come. Another expression is another schedule: it begins anew. */
export class KeptTicks {
  readonly #shelf: Shelf<Progress>;
  readonly #expression: string;
  readonly madeAt: number;
  #position: number;

  constructor(journal: Journal, { owner, expression }: TickingOwner, now: number) {
    this.#shelf = journal.shelf('progress', owner);
    this.#expression = expression;
    const left = this.#shelf.left()[0]?.[1];
    const same = left?.expression === expression ? left : undefined;
    this.madeAt = same?.madeAt ?? now;
    this.#position = same?.position ?? now;
    if (!same) this.#keep();
  }

  get position(): number {
    return this.#position;
  }

  /** Takes note that every tick up to `at` has been fired or skipped; it does not go back. */
  reach(at: number): void {
    if (at <= this.#position) return;
    this.#position = at;
    this.#keep();
  }

  #keep(): void {
    this.#shelf.put(key, () => ({ expression: this.#expression, madeAt: this.madeAt, position: this.#position }));
  }
}
