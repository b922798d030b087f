import { InvalidSchedule } from './invalid-schedule.ts';
import type { Schedule } from './schedule.ts';

const MINUTE_MS = 60_000;

const UNITS: Readonly<Record<string, number>> = { minute: MINUTE_MS, hour: 60 * MINUTE_MS, day: 1440 * MINUTE_MS };

/** Reads what stands inside `rate(…)`: one unit in the singular, more in the plural, nothing else. */
export function parseRate(rate: string): (madeAt: number) => Schedule {
  const [, count = '', unit = '', plural] = /^([1-9]\d*) (minute|hour|day)(s?)$/.exec(rate) ?? [];
  const period = Number(count) * (UNITS[unit] ?? 0);
  if (period === 0 || (count === '1') === (plural === 's')) throw new InvalidSchedule(`rate(${rate})`);
  return (madeAt) => everyPeriod(madeAt, period);
}

function everyPeriod(madeAt: number, period: number): Schedule {
  // The number of ticks not after an instant; the making itself is no tick.
  const ticksTo = (at: number) => Math.max(0, Math.floor((at - madeAt) / period));
  return {
    next: (at) => madeAt + (ticksTo(at) + 1) * period,
    previous(at) {
      const last = ticksTo(at - 1);
      return last === 0 ? undefined : madeAt + last * period;
    },
    count: (after, upTo) => Math.max(0, ticksTo(upTo) - ticksTo(after)),
  };
}
