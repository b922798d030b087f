import { Temporal } from 'temporal-polyfill';
import { toInstantText } from '../../events/event.ts';

/**
 * How long after its `updatedAt` a change may come into the list: writers decide first and commit moments later, and the
 * index follows the table by moments more. A function that changes leads makes one attempt in far less than this.
 */
export const settlingSeconds = 30;

/** How far the clocks of two writers are apart at most; whoever changes a lead in the same millisecond dates it ahead too. */
const skewMilliseconds = 1000;

/** Sorts before every change there can be. */
const beginning = '0';

/** What a CRM reads page by page in one go, in the order of changes. */
export interface Round {
  /** The change after which the next page begins; an instant alone sorts before every change made at it. */
  readonly after: string;
  /** The instant (ISO text) of the last changes that belong to it; later ones are of the next round. */
  readonly until: string;
}

/**
 * The round that tells of all changes since an instant (ISO text), or of all there are. It begins some time before the
 * instant, so that whoever goes on from the last change they saw misses none that came in late; and it ends with what
 * had changed when it began, however long its reader takes, so that the last change seen is never later than that.
 */
export function beginRound(updatedSince: string | undefined, now: Temporal.Instant): Round {
  const until = toInstantText(now.add({ milliseconds: skewMilliseconds }));
  if (updatedSince === undefined) return { after: beginning, until };
  const since = Temporal.Instant.from(updatedSince < until ? updatedSince : until);
  return { after: toInstantText(since.subtract({ seconds: settlingSeconds })), until };
}
