import { nextFollowUpAt } from './follow-up-task.ts';
import type { Lead, LeadList } from './lead.ts';

/**
 * How many of the newest entries of each list a lead itself holds: what rules and mails look at. It is written with
 * every step of the lead, so what is large stands beside it at once.
 */
const held: Readonly<Record<LeadList, number>> = {
  assignments: 20,
  escalations: 20,
  pastSlas: 5,
  pastFollowUps: 2,
  resubmissions: 0,
};

/** Lists of a lead, by their names. */
export const leadLists = Object.keys(held) as readonly LeadList[];

/** Entries of one list that move at once: a transaction holds a hundred items, and a lead of before may bring hundreds. */
const mostMoved = 10;

/** More than the requests that one person may send in a day. */
const mostRunsWaiting = 60;

/** An entry that leaves the lead; its ordinal counts from 1, in the order in which the list grew. */
export interface MovedEntry {
  readonly list: LeadList;
  readonly ordinal: number;
  readonly entry: object;
}

/** How many entries of a list stand before those a lead holds. */
export function earlierOf({ earlier }: Pick<Lead, 'earlier'>, list: LeadList): number {
  return earlier?.[list] ?? 0;
}

/** A lead that holds no more of its lists than it has to, and the entries that no longer stand in it. */
export function moveOldest(lead: Lead): { readonly lead: Lead; readonly moved: readonly MovedEntry[] } {
  const moved = leadLists.flatMap((list) => oldestOf(lead, list));
  if (moved.length === 0) return { lead, moved };
  const changed = Object.groupBy(moved, ({ list }) => list);
  const shortened = leadLists.flatMap((list) =>
    changed[list] ? [[list, lead[list]?.slice(changed[list].length)]] : [],
  );
  const earlier = leadLists.flatMap((list) => {
    const count = earlierOf(lead, list) + (changed[list]?.length ?? 0);
    return count > 0 ? [[list, count]] : [];
  });
  return { lead: { ...lead, ...Object.fromEntries(shortened), earlier: Object.fromEntries(earlier) }, moved };
}

/**
 * How many of the oldest entries of a list may leave the lead: a run of follow-ups of which something is to be said stays, and
 * those behind it. Only where there are more than come in a day while nobody says anything is the lead's size worth more.
 */
function entriesToMove({ pastFollowUps = [] }: Lead, list: LeadList): number {
  const open = pastFollowUps.findIndex((run) => nextFollowUpAt(run) !== undefined);
  if (list !== 'pastFollowUps' || open === -1) return Number.POSITIVE_INFINITY;
  return Math.max(open, pastFollowUps.length - mostRunsWaiting);
}

function oldestOf(lead: Lead, list: LeadList): readonly MovedEntry[] {
  const entries = lead[list] ?? [];
  const count = Math.min(Math.max(0, entries.length - held[list]), mostMoved, entriesToMove(lead, list));
  const before = earlierOf(lead, list);
  return entries.slice(0, count).map((entry, index) => ({ list, ordinal: before + index + 1, entry }));
}
