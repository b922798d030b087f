/**
 * The one place through which time passes in this runtime.
 *
 * Time stands still until it is moved. Whatever waits (a Wait state, a retry, a schedule, a TTL) is a timer here;
 * moving the clock fires every timer due, in the order of their instants and, for one instant, in the order in which
 * they were set. Between two timers the runtime comes to rest: everything a timer started has ended before the next fires.
 */
export interface Timer {
  /** Epoch milliseconds at which it fires. */
  readonly at: number;
  cancel(): void;
}

export interface Moved {
  readonly now: number;
  /** Timers fired by this move. */
  readonly fired: number;
  /** Ticks of schedules that were jumped over because their due index held nothing due. */
  readonly skipped: number;
}

export interface Scheduler {
  /** Virtual now, in epoch milliseconds. */
  now(): number;
  /**
   * Calls `run` once, when the clock reaches `at` (epoch ms); `label` names it in errors, and tells it from the others of its
   * instant when it is set again after a restart. A timer set for now or the past
   * fires at once, as part of the work that set it: it waits neither for that work to end nor for the next move.
   */
  at(at: number, label: string, run: () => void | Promise<void>): Timer;
  /** Counts `work` as unfinished business: the clock does not move on, and a move does not return, before it has settled. */
  track<T>(work: Promise<T>): Promise<T>;
  /** Resolves when nothing tracked is unfinished and no timer is due. */
  idle(): Promise<void>;
  /**
   * Moves the clock to `to` (epoch ms, or counted from the now at which this move's turn comes). Rejects with RangeError
   * when `to` lies in the past. Moves are carried out one after another.
   */
  moveTo(to: number | ((now: number) => number)): Promise<Moved>;
  /** Adds to the count of skipped schedule ticks that the running move reports. */
  addSkipped(ticks: number): void;
}
