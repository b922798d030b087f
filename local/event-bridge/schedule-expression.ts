import { parseCron } from './cron.ts';
import { InvalidSchedule } from './invalid-schedule.ts';
import { parseRate } from './rate.ts';
import type { Schedule } from './schedule.ts';

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
