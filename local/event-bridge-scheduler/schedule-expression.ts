import { parseCron } from '../event-bridge/cron.ts';
import { InvalidSchedule } from '../event-bridge/invalid-schedule.ts';
import { parseRate } from '../event-bridge/rate.ts';
import type { Schedule, Upcoming } from '../event-bridge/schedule.ts';
import { instantOf, wallTime } from './zoned-time.ts';

const MINUTE_MS = 60_000;

/** When a schedule ticks. */
export interface Timing {
  /** `rate(…)`, `cron(…)` or `at(…)`. */
  readonly expression: string;
  /** The IANA time zone in which cron and at are read. */
  readonly zone: string;
  /** Epoch milliseconds: no recurring tick is before it. */
  readonly startDate?: number;
  /** Epoch milliseconds: no recurring tick is after it. */
  readonly endDate?: number;
}

/**
 * Reads a schedule's expression; the result takes the instant (epoch ms) at which the schedule is made. A rate counts from
 * StartDate, or from the first whole minute after the making, in real time (AWS: "immediately", to within a minute). A cron
 * time that a change of the zone's clock leaves out is skipped, one that it repeats ticks once (EventBridge Scheduler user
 * guide, "Schedule types"). Throws InvalidSchedule; an `at` that its zone leaves out is one, as AWS does not define it.
 */
export function parseTiming(timing: Timing): (madeAt: number) => Upcoming {
  const { expression, zone, startDate } = timing;
  const [, kind = '', inside = ''] = /^(rate|cron|at)\((.*)\)$/.exec(expression) ?? [];
  if (kind === 'at') {
    const once = onceAt(inside, zone);
    return () => once;
  }
  if (kind === 'cron') {
    const ticks = within(timing, inZone(parseCron(inside), zone));
    return () => ticks;
  }
  if (kind !== 'rate') throw new InvalidSchedule(expression);
  const rate = parseRate(inside);
  const period = rate(0).next(0) ?? 0;
  return (madeAt) => {
    const first = startDate ?? (Math.floor(madeAt / MINUTE_MS) + 1) * MINUTE_MS;
    // A rate's own beginning is no tick: it begins a period before the first.
    return within(timing, rate(first - period));
  };
}

function onceAt(inside: string, zone: string): Upcoming {
  const wall = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(inside) ? Date.parse(`${inside}Z`) : Number.NaN;
  const instant = Number.isNaN(wall) ? undefined : instantOf(wall, zone);
  // Date.parse takes the 30th of February for the 2nd of March.
  if (instant === undefined || !new Date(wall).toISOString().startsWith(inside))
    throw new InvalidSchedule(`at(${inside}) in ${zone}`);
  return { next: (at) => (instant > at ? instant : undefined) };
}

function inZone(cron: Schedule, zone: string): Upcoming {
  return {
    next(at) {
      // Later wall times have later first instants, so that no tick after `at` shows less than `at` does.
      for (let wall = cron.next(wallTime(at, zone)); wall !== undefined; wall = cron.next(wall)) {
        const instant = instantOf(wall, zone);
        if (instant !== undefined && instant > at) return instant;
      }
      return undefined;
    },
  };
}

function within({ startDate, endDate }: Timing, ticks: Upcoming): Upcoming {
  return {
    next(at) {
      const tick = ticks.next(startDate === undefined ? at : Math.max(at, startDate - 1));
      return tick === undefined || (endDate !== undefined && tick > endDate) ? undefined : tick;
    },
  };
}
