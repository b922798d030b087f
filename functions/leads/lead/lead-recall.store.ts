import type { Table, Write } from '../../platform/table.ts';
import type { PastSla } from './first-response.ts';
import type { PastFollowUps } from './follow-up-task.ts';
import type { Lead } from './lead.ts';
import { keepChanged, loadMoved } from './lead-lists.store.ts';
import { earlierOf, type MovedEntry } from './lead-lists.ts';
import { beginOf, begunBy, startOf } from './past.ts';

/** A lead that holds, for one decision, entries again that had left it: each first in its list. */
export interface Recalled {
  readonly lead: Lead;
  readonly entries: readonly MovedEntry[];
}

type Recallable = 'pastSlas' | 'pastFollowUps';

/**
 * A lead with the first response and the run of follow-ups in whose time an instant (ISO text) lies, where it holds them
 * no longer: what happened long ago may be told today. Nothing is read where it lies in the time of what the lead holds.
 */
export async function recallAt(table: Table, lead: Lead, at: string): Promise<Recalled> {
  const found = await Promise.all(
    (['pastSlas', 'pastFollowUps'] as const).map((list) => movedAt(table, lead, { list, at })),
  );
  const entries = found.flatMap((entry) => entry ?? []);
  const lists = entries.map(({ list, entry }) => [list, [entry, ...(lead[list] ?? [])]]);
  return { lead: { ...lead, ...Object.fromEntries(lists) }, entries };
}

/** What became of a lead that was recalled, without what it does not hold, and the writes of what changed of that. */
export function release(
  state: Lead,
  { entries }: Recalled,
): { readonly lead: Lead; readonly writes: readonly Write[] } {
  const now = entries.map((each) => ({ ...each, entry: state[each.list]?.[0] ?? each.entry }));
  const writes = now.filter(({ entry }, index) => entry !== entries[index]?.entry);
  const lists = entries.map(({ list }) => [list, state[list]?.slice(1)]);
  return {
    lead: { ...state, ...Object.fromEntries(lists) },
    writes: writes.map((each) => keepChanged(state.leadId, each)),
  };
}

async function movedAt(table: Table, lead: Lead, { list, at }: { list: Recallable; at: string }) {
  const [oldest] = lead[list] ?? [];
  const began = (entry: object) => beganAt(lead, list, entry);
  if (earlierOf(lead, list) === 0 || (oldest && (began(oldest) ?? at) <= at)) return undefined;
  return begunBy(await loadMoved(table, lead, list), at, ({ entry }) => began(entry));
}

function beganAt(lead: Lead, list: Recallable, entry: object): string | undefined {
  return list === 'pastSlas' ? startOf(entry as PastSla, lead) : beginOf(entry as PastFollowUps);
}
