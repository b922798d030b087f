import type { Temporal } from 'temporal-polyfill';

/** How fast one run may send, and when it did lately (epoch ms). */
interface Pace {
  readonly perSecond: number;
  readonly sentAtMs: readonly number[];
}

/** The pace of one of several runs that share a rate, with nothing sent. */
export function paceOf(mailsPerSecond: number, runs: number): Pace {
  return { perSecond: mailsPerSecond / runs, sentAtMs: [] };
}

/** Whether one more may be sent now: never more than its share within any second, or one within the time that one takes. */
export function maySend(pace: Pace, now: Temporal.Instant): boolean {
  return recent(pace, now).length < atOnce(pace);
}

/** The pace after one more was sent. */
export function noteSend(pace: Pace, now: Temporal.Instant): Pace {
  return { ...pace, sentAtMs: [...recent(pace, now), now.epochMilliseconds] };
}

function atOnce({ perSecond }: Pace): number {
  return Math.max(1, Math.floor(perSecond));
}

function recent(pace: Pace, now: Temporal.Instant): readonly number[] {
  // A share of one and a half may be used once a second, or its runs together would send more than the rate.
  const windowMs = Math.max(1000, (atOnce(pace) / pace.perSecond) * 1000);
  return pace.sentAtMs.filter((at) => at > now.epochMilliseconds - windowMs);
}
