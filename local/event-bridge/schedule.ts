import { parseCron } from './cron.ts';
import { InvalidSchedule } from './invalid-schedule.ts';
import { parseRate } from './rate.ts';

export { InvalidSchedule } from './invalid-schedule.ts';

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

/**
 * Reads `rate(…)` or `cron(…)` as rules have them, in UTC. A rate ticks from the instant its rule is made, which the
 * result takes. Throws InvalidSchedule.
 */
export function parseSchedule(expression: string): (madeAt: number) => Schedule {
  const cron = /^cron\((.*)\)$/.exec(expression);
  if (cron) {
    const schedule = parseCron(cron[1] ?? '');
    return () => schedule;
  }
  const rate = /^rate\((.*)\)$/.exec(expression);
  if (!rate) throw new InvalidSchedule(expression);
  return parseRate(rate[1] ?? '');
}
