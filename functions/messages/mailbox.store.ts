import type { Temporal } from 'temporal-polyfill';
import { toInstantText } from '../events/event.ts';
import { factWrites } from '../platform/fact.store.ts';
import { defineItemForm, readItem } from '../platform/item-form.ts';
import { expiresAfter } from '../platform/retention.policy.ts';
import { codeOf } from '../platform/stable-hash.ts';
import type { Key, Table, Write } from '../platform/table.ts';
import { upsert } from '../platform/write.ts';
import type { DigestLine, GatheredMail } from './gathered-mail.ts';
import { type Delivery, emptyMailbox, type Mailbox } from './mailbox.ts';

/** How a mailbox is kept. */
export const mailboxForm = defineItemForm<Mailbox>('mailbox');

/** How a mail that waits in a digest is kept. */
export const gatheredForm = defineItemForm<GatheredMail>('gathered');

/** The mailbox of an address, however it is spelt in capitals. */
export async function loadMailbox(table: Table, to: string): Promise<Mailbox> {
  const mailboxId = codeOf(to.toLowerCase());
  return (await mailboxAt(table, mailboxId)) ?? emptyMailbox(mailboxId, to);
}

/** A mailbox by the code of its address, if anything was sent to it lately. */
export async function mailboxAt(table: Table, mailboxId: string): Promise<Mailbox | undefined> {
  return readItem(mailboxForm, await table.get(keyOf(mailboxId)));
}

/** Saves a mailbox whose version follows the one it was made from, with its facts and the mail that a digest takes. */
export function saveDelivery(
  { state, facts, digestId }: Delivery,
  gathered: { readonly messageId: string; readonly mail: DigestLine },
  now: Temporal.Instant,
): Write[] {
  const { mailboxId, version } = state;
  const partition = partitionOf(mailboxId);
  const origin = { partition, room: 'messages' as const, subject: mailboxId, version, now };
  const key = { PK: partition, SK: `GATHERED#${digestId}#${codeOf(gathered.messageId)}` };
  const mail = { at: toInstantText(now), ...gathered.mail };
  const expiresAt = expiresAfter(now, 'mailbox');
  return [
    saveMailbox(state, now),
    ...factWrites({ ...origin, ...(digestId !== undefined && { occasion: digestId }) }, facts),
    ...(digestId === undefined ? [] : [{ kind: 'put' as const, item: gatheredForm.keep(key, mail, { expiresAt }) }]),
  ];
}

/** Saves a mailbox whose version follows the one it was made from. */
export function saveMailbox(state: Mailbox, now: Temporal.Instant): Write {
  const item = mailboxForm.keep(keyOf(state.mailboxId), state, { expiresAt: expiresAfter(now, 'mailbox') });
  return upsert(item, state.version - 1);
}

/** What a digest gathered, in the order in which it came. */
export async function gatheredIn(table: Table, mailboxId: string, digestId: string): Promise<readonly GatheredMail[]> {
  const items = await table.query(partitionOf(mailboxId), `GATHERED#${digestId}#`);
  const orderOf = ({ at, link = '', line }: GatheredMail) => [at, link, line].join('\n');
  return items
    .map((item) => gatheredForm.read(item))
    .toSorted((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
}

/** The partition of a mailbox, by the code of its address. */
export function partitionOf(mailboxId: string): string {
  return `MAILBOX#${mailboxId}`;
}

function keyOf(mailboxId: string): Key {
  return { PK: partitionOf(mailboxId), SK: 'MAILBOX' };
}
