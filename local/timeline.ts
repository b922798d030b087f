import type { KeptTimers } from './journal/kept-timers.ts';
import type { Moved, Scheduler, Timer } from './scheduler.ts';
import { type HeapEntry, TimerHeap } from './timer-heap.ts';
import { UnfinishedWork } from './unfinished-work.ts';
import type { TimeWatcher } from './watcher.ts';

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

/** Who hears of a timeline: what failed, and whatever happens. */
interface TimelineListeners {
  readonly complain: Complain;
  readonly watcher?: TimeWatcher | undefined;
}

interface Entry extends HeapEntry {
  readonly label: string;
  readonly run: () => void | Promise<void>;
}

/** The timers of one runtime, whatever the pace of its time. */
export class Timeline implements Scheduler {
  readonly #heap = new TimerHeap<Entry>();
  readonly #work = new UnfinishedWork();
  readonly #pace: Pace;
  readonly #listeners: TimelineListeners;
  /** The end of the queue of moves. */
  #lastMove: Promise<unknown> = Promise.resolve();
  #moving = false;
  #set = 0;
  #fired = 0;
  #skipped = 0;
  #failed = 0;
  /** What waits for `resume`, where the runtime goes on from an earlier run; undefined once it does. */
  #held: (() => void)[] | undefined;
  readonly #kept: KeptTimers | undefined;

  /** With `kept` nothing fires before `resume`: the services are still setting what they set in an earlier run. */
  constructor(pace: Pace, listeners: TimelineListeners, kept?: KeptTimers) {
    this.#pace = pace;
    this.#listeners = listeners;
    this.#kept = kept;
    if (!kept) return;
    this.#set = kept.last;
    this.#held = [];
  }

  now(): number {
    return this.#pace.now();
  }

  at(at: number, label: string, run: () => void | Promise<void>): Timer {
    if (!Number.isFinite(at)) throw new RangeError(`The timer ${label} has no instant: ${at}`);
    const before = this.#held && this.#kept?.again({ at, label });
    const entry: Entry = { at, order: before ?? this.#nextOrder(), position: -1, label, run };
    // One that was due before the restart and had not fired keeps its place among those of its instant.
    if (at <= this.now() && before === undefined) return this.#atOnce(entry);
    this.#heap.add(entry);
    if (before === undefined) this.#kept?.put(entry.order, entry);
    this.#expect();
    return { at, cancel: () => this.#cancel(entry) };
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

  /** Goes on from an earlier run: what was under way is done again, then what is due by `to` (epoch ms) fires. */
  resume(to = this.now()): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    this.#kept?.forgetLeft();
    for (const begin of held) begin();
    void this.moveTo((now) => Math.max(now, to));
  }

  /** Fires what is due where time passes by itself. */
  catchUp(): void {
    if (this.#moving || this.#held) return;
    for (let first = this.#heap.first(); first && first.at <= this.now(); first = this.#heap.first()) {
      this.#take(first);
      this.#fire(first);
    }
    this.#expect();
  }

  /** What is due when it is set belongs to the work that set it: it does not wait for that work to end. */
  #atOnce(entry: Entry): Timer {
    this.#work.begin();
    let waiting = true;
    const fire = () => {
      if (!waiting) return;
      waiting = false;
      this.#fire(entry);
      this.#work.end();
    };
    const begin = () => void setImmediate(fire);
    if (this.#held) this.#held.push(begin);
    else begin();
    const cancel = () => {
      if (!waiting) return;
      waiting = false;
      this.#work.end();
    };
    return { at: entry.at, cancel };
  }

  #nextOrder(): number {
    this.#set += 1;
    return this.#set;
  }

  #cancel(entry: Entry): void {
    if (entry.position >= 0) this.#take(entry);
    this.#expect();
  }

  /** Takes a timer out, for good. */
  #take(entry: Entry): void {
    this.#heap.remove(entry);
    this.#kept?.delete(entry.order);
  }

  async #move(target: number | ((now: number) => number)): Promise<Moved> {
    await this.#work.rest();
    const from = this.now();
    const to = typeof target === 'number' ? target : target(from);
    if (!(to >= from)) throw new RangeError(`The clock stands at ${iso(from)} and does not go back to ${iso(to)}.`);
    this.#fired = 0;
    this.#skipped = 0;
    this.#moving = true;
    this.#listeners.watcher?.moveBegan(from, to);
    this.#pace.hold(from);
    const moved = () => ({ now: to, fired: this.#fired, skipped: this.#skipped });
    try {
      await this.#fireUntil(to);
      return moved();
    } finally {
      this.#moving = false;
      this.#pace.release();
      this.#expect();
      this.#listeners.watcher?.moveEnded(moved());
    }
  }

  async #fireUntil(to: number): Promise<void> {
    for (let first = this.#heap.first(); first && first.at <= to; first = this.#heap.first()) {
      this.#take(first);
      this.#pace.hold(Math.max(first.at, this.now()));
      this.#fire(first);
      await this.#work.rest();
    }
    this.#pace.hold(to);
  }

  #fire(entry: Entry): void {
    this.#fired += 1;
    this.#listeners.watcher?.fired(this.now(), entry.label);
    try {
      const ending = entry.run();
      if (ending instanceof Promise) this.#work.track(ending).catch((error) => this.#fail(entry, error));
    } catch (error) {
      this.#fail(entry, error);
    }
  }

  #fail(entry: Entry, error: unknown): void {
    this.#failed += 1;
    this.#listeners.complain(entry.label, error);
  }

  #expect(): void {
    if (!this.#moving) this.#pace.expect(this.#heap.first()?.at);
  }
}

function iso(instant: number): string {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? String(instant) : date.toISOString();
}
