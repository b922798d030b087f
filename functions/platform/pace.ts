import type { Temporal } from 'temporal-polyfill';

/** How often one run may take a turn, and when it did lately (epoch ms). */
interface Pace {
  readonly perSecond: number;
  readonly takenAtMs: readonly number[];
}

/** The pace of one of several runs that share a rate, with no turn taken. */
export function paceOf(perSecond: number, runs: number): Pace {
  return { perSecond: perSecond / runs, takenAtMs: [] };
}

/** Whether it may take a turn now: never more than its share within any second, or one within the time that one takes. */
export function hasTurn(pace: Pace, now: Temporal.Instant): boolean {
  return recent(pace, now).length < atOnce(pace);
}

/** The pace after one more turn. */
export function takeTurn(pace: Pace, now: Temporal.Instant): Pace {
  return { ...pace, takenAtMs: [...recent(pace, now), now.epochMilliseconds] };
}

function atOnce({ perSecond }: Pace): number {
  return Math.max(1, Math.floor(perSecond));
}

function recent(pace: Pace, now: Temporal.Instant): readonly number[] {
  // A share of one and a half may be used once a second, or its runs together would take more than the rate.
  const windowMs = Math.max(1000, (atOnce(pace) / pace.perSecond) * 1000);
  // A clock that was ahead must not keep a run from its turn until time has caught up.
  return pace.takenAtMs.filter((at) => at > now.epochMilliseconds - windowMs && at <= now.epochMilliseconds);
}
