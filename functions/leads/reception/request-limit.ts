import type { Temporal } from 'temporal-polyfill';
import { toInstantText } from '../../events/event.ts';

/** More requests of one person at one dealer than anybody makes, within so many hours. */
const mostRequests = 50;
const withinHours = 24;

/** Whether a person who made these requests of a dealer (ISO texts) asks too often at `now`, if they ask again. */
export function asksTooOften(recentRequests: readonly string[], now: Temporal.Instant): boolean {
  return recentOf(recentRequests, now).length >= mostRequests;
}

/** A person's recent requests of a dealer with one more at `now`; never more than are needed to tell who asks too often. */
export function addRecent(recentRequests: readonly string[], now: Temporal.Instant): readonly string[] {
  return [...recentOf(recentRequests, now), toInstantText(now)].slice(-mostRequests);
}

function recentOf(recentRequests: readonly string[], now: Temporal.Instant): readonly string[] {
  const since = toInstantText(now.subtract({ hours: withinHours }));
  return recentRequests.filter((at) => at > since);
}
