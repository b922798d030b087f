import { Temporal } from 'temporal-polyfill';
import { dueEntry, noDueEntry } from '../../platform/due.store.ts';
import { factWrites } from '../../platform/fact.store.ts';
import { defineItemForm, readItem } from '../../platform/item-form.ts';
import { expiresAfter } from '../../platform/retention.policy.ts';
import type { Key, Table, Write } from '../../platform/table.ts';
import { upsert } from '../../platform/write.ts';
import type { CountDecision, SenderCount } from './sender-count.ts';

/** How a sender's count is kept. */
export const senderCountForm = defineItemForm<SenderCount>('count');

/** As what a count waits in the due index. */
export const countDueKind = 'sender-count';

/** What a sender stated for a day, as it stands now. */
export async function loadCount(table: Table, senderId: string, date: string): Promise<SenderCount | undefined> {
  return countAt(table, keyOf(senderId, date));
}

/** The count that is kept at a place of the table, as it stands now. */
export async function countAt(table: Table, key: Key): Promise<SenderCount | undefined> {
  return readItem(senderCountForm, await table.get(key));
}

/** Saves a stated count whose `version` follows the one it was made from, with its facts. */
export function saveCount({ state, facts }: CountDecision, now: Temporal.Instant): Write[] {
  const { countId, senderId, date, version, status, dueAt } = state;
  const key = keyOf(senderId, date);
  const expiresAt = expiresAfter(Temporal.Instant.from(dueAt), 'sender-count');
  const waiting = status === 'pending' ? dueEntry({ id: countId, kind: countDueKind, dueAt }) : noDueEntry;
  const item = senderCountForm.keep(key, state, { ...waiting, expiresAt });
  const origin = { partition: key.PK, room: 'intake' as const, subject: countId, version, now };
  return [upsert(item, version - 1), ...factWrites(origin, facts)];
}

function keyOf(senderId: string, date: string): Key {
  return { PK: `COUNT#${senderId}#${date}`, SK: 'COUNT' };
}
