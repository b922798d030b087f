import { Temporal } from 'temporal-polyfill';
import { dueItems } from '../../platform/due.index.ts';
import { dueEntry, loadDue } from '../../platform/due.store.ts';
import { factWrites } from '../../platform/fact.store.ts';
import { defineItemForm, readItem } from '../../platform/item-form.ts';
import { expiresAfter } from '../../platform/retention.policy.ts';
import { noEntryIn } from '../../platform/table.index.ts';
import type { Key, Table, Write } from '../../platform/table.ts';
import { upsert } from '../../platform/write.ts';
import type { CountDecision, SenderCount } from './sender-count.ts';

/** How a sender's count is kept. */
export const senderCountForm = defineItemForm<SenderCount>('count');

/** As what a count waits in the due index. */
const dueKind = 'sender-count';

/** What a sender stated for a day, as it stands now. */
export async function loadCount(table: Table, senderId: string, date: string): Promise<SenderCount | undefined> {
  return readItem(senderCountForm, await table.get(keyOf(senderId, date)));
}

/** Saves a stated count whose `version` follows the one it was made from, with its facts. */
export function saveCount({ state, facts }: CountDecision, now: Temporal.Instant): Write[] {
  const { countId, senderId, date, version, status, dueAt } = state;
  const key = keyOf(senderId, date);
  const expiresAt = expiresAfter(Temporal.Instant.from(dueAt), 'sender-count');
  const waiting = status === 'pending' ? dueEntry({ id: countId, kind: dueKind, dueAt }) : noEntryIn(dueItems);
  const item = senderCountForm.keep(key, state, { ...waiting, expiresAt });
  const origin = { partition: key.PK, room: 'intake' as const, subject: countId, version, now };
  return [upsert(item, version - 1), ...factWrites(origin, facts)];
}

/** Sender and day of the counts that wait and whose time has come, however long nobody looked. */
export async function dueCounts(
  table: Table,
  now: Temporal.Instant,
): Promise<readonly { readonly senderId: string; readonly date: string }[]> {
  const due = await loadDue(table, dueKind, now);
  return due.map(({ PK }) => {
    const [, senderId = '', date = ''] = PK.split('#');
    return { senderId, date };
  });
}

function keyOf(senderId: string, date: string): Key {
  return { PK: `COUNT#${senderId}#${date}`, SK: 'COUNT' };
}
