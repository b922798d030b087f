import { Temporal } from 'temporal-polyfill';
import { toInstantText } from '../../events/event.ts';
import { factWrites } from '../../platform/fact.ts';
import type { Item, Key, Table, Write } from '../../platform/table.ts';
import { expiresAfter, upsert } from '../../platform/write.ts';
import { intakeLists } from '../quarantine/quarantine.index.ts';
import type { CountDecision, SenderCount } from './sender-count.ts';

const keptDays = 35;
/** A day's counts are due at one instant; as many days back as a tick may be missed. */
const lookBackDays = 3;

/** What a sender stated for a day, as it stands now. */
export async function loadCount(table: Table, senderId: string, date: string): Promise<SenderCount | undefined> {
  return (await table.get(place(senderId, date))) as (Item & SenderCount) | undefined;
}

/** Saves a stated count whose `version` follows the one it was made from, with its facts. */
export function saveCount({ state, facts }: CountDecision, now: Temporal.Instant): Write[] {
  const { countId, senderId, date, version, status, dueAt } = state;
  const key = place(senderId, date);
  const listed = { listedUnder: dueList(dueAt), listedAt: `${dueAt}#${senderId}` };
  const expiresAt = expiresAfter(Temporal.Instant.from(dueAt), keptDays);
  // Only what waits is listed, so the list is as long as what is to be done.
  const item = { ...key, ...state, ...(status === 'pending' && listed), expiresAt };
  const origin = { partition: key.PK, room: 'intake' as const, subject: countId, version, now };
  return [upsert(item, version - 1), ...factWrites(origin, facts)];
}

/** Sender and day of the counts that wait and whose time has come, of the last three days. */
export async function dueCounts(
  table: Table,
  now: Temporal.Instant,
): Promise<readonly { readonly senderId: string; readonly date: string }[]> {
  const lists = Array.from({ length: lookBackDays }, (_, days) =>
    dueList(toInstantText(now.subtract({ hours: 24 * days }))),
  );
  const to = toInstantText(now.add({ milliseconds: 1 }));
  const found = await Promise.all(
    lists.map((value) =>
      table.queryIndex(intakeLists, { name: 'listedUnder', value }, { name: 'listedAt', from: '0', to }),
    ),
  );
  return found.flat().map(({ PK }) => {
    const [, senderId = '', date = ''] = PK.split('#');
    return { senderId, date };
  });
}

function dueList(dueAt: string): string {
  return `COUNT#${dueAt.slice(0, 10)}`;
}

function place(senderId: string, date: string): Key {
  return { PK: `COUNT#${senderId}#${date}`, SK: 'COUNT' };
}
