import type { Minute } from './statistic.ts';

export const minuteMs = 60_000;

/** What is known of a metric: what was measured, and what will be if nothing happens any more. */
export interface Reading {
  /** Whether it has a value every minute, so that a change takes as many minutes as a period has to come through. */
  readonly flows: boolean;
  /** The minutes with data that begin within `[from, to)`, epoch ms. */
  between(from: number, to: number): readonly Minute[];
  /**
   * The ends of the minutes in which data came, or of a metric that flows: in which they differ from those of the minute before
   * or may compare otherwise with `threshold`. In any order, those long past too.
   */
  changes(threshold: number): readonly number[];
}

/** The end of the minute that an instant lies in; an instant that is one itself ends its own. */
export function endOfMinute(at: number): number {
  return Math.ceil(at / minuteMs) * minuteMs;
}
