import { Temporal } from 'temporal-polyfill';
import { toInstantText } from '../events/event.ts';
import type { Context } from '../platform/context.port.ts';
import type { Handled } from '../platform/redelivery.ts';
import { expiresAfter } from '../platform/retention.policy.ts';
import { settle } from '../platform/settle.flow.ts';
import type { Table } from '../platform/table.ts';
import { digestPolicies } from './digest.policy.ts';
import { digestOf } from './gathered-mail.ts';
import { gatheredIn, mailboxAt, partitionOf, saveMailbox } from './mailbox.store.ts';
import { closeDigest } from './mailbox.ts';
import { sendOnce } from './send-once.flow.ts';

/** A digest that has begun, as its event tells it. */
interface BegunDigest {
  /** The code of their address. */
  readonly recipient: string;
  readonly digestId: string;
  readonly dueAt: string;
}

/**
 * Sends a digest once it is due: it takes in nothing more from then on, and goes out once, however often this is asked for.
 */
export async function sendDigest(
  table: Table,
  { recipient: mailboxId, digestId, dueAt }: BegunDigest,
  context: Context,
): Promise<Handled> {
  if (Temporal.Instant.compare(context.now, dueAt) < 0) return { kind: 'waits', for: { kind: 'instant', at: dueAt } };
  const to = await settle(table, context, async ({ now }) => {
    const mailbox = await mailboxAt(table, mailboxId);
    const closed = mailbox && closeDigest(mailbox, digestId, now);
    return { writes: closed ? [saveMailbox(closed, now)] : [], result: mailbox?.to };
  });
  const gathered = await gatheredIn(table, mailboxId, digestId);
  if (to === undefined || gathered.length === 0) return { kind: 'done' };
  const { mostLines } = digestPolicies.inForce(toInstantText(context.now), context.region);
  const mail = digestOf(gathered, mostLines);
  const expiresAt = expiresAfter(Temporal.Instant.from(dueAt), 'mailbox');
  const message = { partition: partitionOf(mailboxId), messageId: digestId, expiresAt };
  return sendOnce(table, { message, to, mail, tags: { notice: digestId } }, context);
}
