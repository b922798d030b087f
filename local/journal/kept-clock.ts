import type { Journal, Shelf } from './journal.ts';

/** Where the clock stood, in epoch milliseconds, and the host's own time then. */
interface Reading {
  readonly now: number;
  readonly runs: boolean;
  readonly realNow: number;
}

const key = 'clock';

/** Remembers where the clock stands, and whether it runs by itself. */
export class KeptClock {
  readonly #shelf: Shelf<Reading>;
  readonly #realNow: () => number;
  readonly #left: Reading | undefined;
  #runs = false;

  constructor(journal: Journal, realNow: () => number) {
    this.#shelf = journal.shelf('clock');
    this.#realNow = realNow;
    this.#left = this.#shelf.left()[0]?.[1];
    this.#runs = this.#left?.runs ?? false;
  }

  /** Where the clock goes on, epoch ms; undefined where nothing was left. */
  get start(): number | undefined {
    return this.#left?.now;
  }

  /** Whether it ran by itself in the earlier run. */
  get ran(): boolean {
    return this.#runs;
  }

  /** The instant that a clock that ran has reached meanwhile: it ran on while the runtime did not. */
  get reached(): number | undefined {
    if (!this.#left?.runs) return undefined;
    return Math.max(this.#left.now, this.#left.now + this.#realNow() - this.#left.realNow);
  }

  /** Keeps that the clock stands at `now`, or was there when it was let run. */
  note(now: number, runs: boolean): void {
    this.#shelf.put(key, () => ({ now, runs, realNow: this.#realNow() }));
  }
}
