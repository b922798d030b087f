/** Ticks to come; all instants in epoch milliseconds. */
export interface Upcoming {
  /** The first tick after `at`; undefined when there is none any more. */
  next(at: number): number | undefined;
}

/** The ticks of a schedule expression; all instants in epoch milliseconds. */
export interface Schedule extends Upcoming {
  /** The last tick before `at`; undefined when there is none. */
  previous(at: number): number | undefined;
  /** How many ticks lie after `after` and not after `upTo`. */
  count(after: number, upTo: number): number;
}
