import type { Shelf } from './journal.ts';

/** A timer as a shelf keeps it. The label is what a service sets it under again. */
interface KeptTimer {
  readonly at: number;
  readonly label: string;
}

/**
 * Remembers in which order timers were set. After a restart the services set theirs again, in whatever order; one that
 * is set for the same instant under the same label has its old place among those of its instant.
 */
export class KeptTimers {
  readonly #shelf: Shelf<KeptTimer>;
  /** Orders of timers that earlier runs left and that are not set again yet, by label and instant. */
  readonly #left = new Map<string, number[]>();
  /** The highest order given so far. */
  readonly last: number;

  constructor(shelf: Shelf<KeptTimer>) {
    this.#shelf = shelf;
    let last = 0;
    for (const [order, timer] of shelf.left()) {
      const name = nameOf(timer);
      this.#left.set(name, [...(this.#left.get(name) ?? []), Number(order)]);
      last = Math.max(last, Number(order));
    }
    this.last = last;
  }

  /** The order that a timer had in an earlier run; it is given once. */
  again(timer: KeptTimer): number | undefined {
    return this.#left.get(nameOf(timer))?.shift();
  }

  put(order: number, { at, label }: KeptTimer): void {
    this.#shelf.put(String(order), () => ({ at, label }));
  }

  delete(order: number): void {
    this.#shelf.delete(String(order));
  }

  /** Forgets the timers of earlier runs that nobody has set again. */
  forgetLeft(): void {
    for (const orders of this.#left.values()) for (const order of orders) this.delete(order);
    this.#left.clear();
  }
}

function nameOf({ at, label }: KeptTimer): string {
  return `${at} ${label}`;
}
