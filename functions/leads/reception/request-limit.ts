import type { Temporal } from 'temporal-polyfill';
import { toInstantText } from '../../events/event.ts';
import type { NameMark } from '../../owners/name-mark.ts';
import { stableNumber } from '../../platform/stable-hash.ts';

/** More requests of one person at one dealer than anybody makes, within so many hours. */
const mostRequests = 50;
const withinHours = 24;

/**
 * In how many people's place those ask who state a way to reach them by which nobody knows who they are: as many as a key
 * tells apart while it is open. That is more than all leads of a busy store's day, and whoever asks in one's place all day stops
 * a fifth of the others only.
 */
const standIns = 5;

/** Whether a person who made these requests of a dealer (ISO texts) asks too often at `now`, if they ask again. */
export function asksTooOften(recentRequests: readonly string[], now: Temporal.Instant): boolean {
  return recentOf(recentRequests, now).length >= mostRequests;
}

/** A person's recent requests of a dealer with one more at `now`; never more than are needed to tell who asks too often. */
export function addRecent(recentRequests: readonly string[], now: Temporal.Instant): readonly string[] {
  return [...recentOf(recentRequests, now), toInstantText(now)].slice(-mostRequests);
}

/** In whose place somebody of this name asks, 0 to 4: the same name always in the same one's. */
export function standInFor(name: NameMark | undefined): number {
  return stableNumber(name?.last ?? name?.first ?? '') % standIns;
}

function recentOf(recentRequests: readonly string[], now: Temporal.Instant): readonly string[] {
  const since = toInstantText(now.subtract({ hours: withinHours }));
  return recentRequests.filter((at) => at > since);
}
