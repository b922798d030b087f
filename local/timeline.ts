import type { Moved, Scheduler, Timer } from './scheduler.ts';
import { type HeapEntry, TimerHeap } from './timer-heap.ts';
import { UnfinishedWork } from './unfinished-work.ts';

/** How time passes between moves: not at all, or with the real clock. */
export interface Pace {
  /** Virtual now, in epoch milliseconds. */
  now(): number;
  /** Puts time to `at`, where it stands until `release`. */
  hold(at: number): void;
  /** Lets time pass again, from where it was held. */
  release(): void;
  /** Hears the instant of the earliest timer whenever it may have changed; undefined when none is set. */
  expect(next: number | undefined): void;
}

export type Complain = (label: string, error: unknown) => void;

interface Entry extends HeapEntry {
  readonly label: string;
  readonly run: () => void | Promise<void>;
}

/** The timers of one machine, whatever the pace of its time. */
export class Timeline implements Scheduler {
  readonly #heap = new TimerHeap<Entry>();
  readonly #work = new UnfinishedWork();
  readonly #pace: Pace;
  readonly #complain: Complain;
  /** The end of the queue of moves. */
  #lastMove: Promise<unknown> = Promise.resolve();
  #moving = false;
  #set = 0;
  #fired = 0;
  #skipped = 0;
  #failed = 0;

  constructor(pace: Pace, complain: Complain) {
    this.#pace = pace;
    this.#complain = complain;
  }

  now(): number {
    return this.#pace.now();
  }

  at(at: number, label: string, run: () => void | Promise<void>): Timer {
    if (!Number.isFinite(at)) throw new RangeError(`The timer ${label} has no instant: ${at}`);
    this.#set += 1;
    const entry: Entry = { at, order: this.#set, position: -1, label, run };
    if (at <= this.now()) return this.#atOnce(entry);
    this.#heap.add(entry);
    this.#expect();
    return {
      at,
      cancel: () => {
        this.#heap.remove(entry);
        this.#expect();
      },
    };
  }

  track<T>(work: Promise<T>): Promise<T> {
    return this.#work.track(work);
  }

  idle(): Promise<void> {
    return this.#work.rest();
  }

  moveTo(to: number | ((now: number) => number)): Promise<Moved> {
    const move = this.#lastMove.then(() => this.#move(to));
    this.#lastMove = move.catch(() => {});
    return move;
  }

  addSkipped(ticks: number): void {
    this.#skipped += ticks;
  }

  failures(): number {
    return this.#failed;
  }

  /** Fires what is due where time passes by itself. */
  catchUp(): void {
    if (this.#moving) return;
    for (let first = this.#heap.first(); first && first.at <= this.now(); first = this.#heap.first()) {
      this.#heap.remove(first);
      this.#fire(first);
    }
    this.#expect();
  }

  /** What is due when it is set belongs to the work that set it: it does not wait for that work to end. */
  #atOnce(entry: Entry): Timer {
    this.#work.begin();
    let waiting = true;
    const soon = setImmediate(() => {
      waiting = false;
      this.#fire(entry);
      this.#work.end();
    });
    const cancel = () => {
      if (!waiting) return;
      waiting = false;
      clearImmediate(soon);
      this.#work.end();
    };
    return { at: entry.at, cancel };
  }

  async #move(target: number | ((now: number) => number)): Promise<Moved> {
    await this.#work.rest();
    const from = this.now();
    const to = typeof target === 'number' ? target : target(from);
    if (!(to >= from)) throw new RangeError(`The clock stands at ${iso(from)} and does not go back to ${iso(to)}.`);
    this.#fired = 0;
    this.#skipped = 0;
    this.#moving = true;
    this.#pace.hold(from);
    try {
      await this.#fireUntil(to);
    } finally {
      this.#moving = false;
      this.#pace.release();
      this.#expect();
    }
    return { now: to, fired: this.#fired, skipped: this.#skipped };
  }

  async #fireUntil(to: number): Promise<void> {
    for (let first = this.#heap.first(); first && first.at <= to; first = this.#heap.first()) {
      this.#heap.remove(first);
      this.#pace.hold(Math.max(first.at, this.now()));
      this.#fire(first);
      await this.#work.rest();
    }
    this.#pace.hold(to);
  }

  #fire(entry: Entry): void {
    this.#fired += 1;
    try {
      const ending = entry.run();
      if (ending instanceof Promise) this.#work.track(ending).catch((error) => this.#fail(entry, error));
    } catch (error) {
      this.#fail(entry, error);
    }
  }

  #fail(entry: Entry, error: unknown): void {
    this.#failed += 1;
    this.#complain(entry.label, error);
  }

  #expect(): void {
    if (!this.#moving) this.#pace.expect(this.#heap.first()?.at);
  }
}

function iso(instant: number): string {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? String(instant) : date.toISOString();
}
