import { Temporal } from 'temporal-polyfill';
import { toInstantText } from '../events/event.ts';
import type { Context } from '../platform/context.port.ts';
import type { Handled } from '../platform/redelivery.ts';
import { expiresAfter } from '../platform/retention.policy.ts';
import { settle } from '../platform/settle.flow.ts';
import type { Table, Write } from '../platform/table.ts';
import { digestPolicies } from './digest.policy.ts';
import { digestOf, type GatheredMail } from './gathered-mail.ts';
import { handOver, noteDoubt } from './hand-over.flow.ts';
import type { Handover } from './handover.ts';
import { gatheredIn, mailboxAt, partitionOf, saveMailbox } from './mailbox.store.ts';
import { closeDigest, lockDigest, unlockDigest } from './mailbox.ts';
import { loadReservation, type MessageKey, saveReservation } from './reservation.store.ts';
import { heldUntilOf, type Reservation, type ReservationStatus, reservationStatus, reserve } from './reservation.ts';

/** A digest that has begun, as its event tells it. */
interface BegunDigest {
  /** The code of their address. */
  readonly recipient: string;
  readonly digestId: string;
  readonly dueAt: string;
}

/**
 * Sends a digest once it is due, and once, however often this is asked for. It gathers until it was taken, so that all that
 * comes while the provider takes nothing goes out in one; only while it is handed over it takes in nothing.
 */
export async function sendDigest(table: Table, begun: BegunDigest, context: Context): Promise<Handled> {
  const { recipient: mailboxId, digestId, dueAt } = begun;
  if (Temporal.Instant.compare(context.now, dueAt) < 0) return { kind: 'waits', for: { kind: 'instant', at: dueAt } };
  const expiresAt = expiresAfter(Temporal.Instant.from(dueAt), 'mailbox');
  const message = { partition: partitionOf(mailboxId), messageId: digestId, expiresAt };
  const { status, begin } = await beginSending(table, { ...begun, message }, context);
  if (status.kind === 'held') return { kind: 'waits', for: { kind: 'instant', at: status.heldUntil } };
  const gathered = begin ? await gatheredIn(table, mailboxId, digestId) : [];
  if (!begin || gathered.length === 0) return { kind: 'done' };
  const lines = [...gathered, ...begin.notes];
  const { mostLines } = digestPolicies.inForce(toInstantText(context.now), context.region);
  const mail = digestOf(lines, mostLines);
  const tags = { notice: digestId };
  if (status.kind === 'doubtful') noteDoubt(tags);
  const alongside = (fate: Handover['kind'], now: Temporal.Instant) => afterFate(table, begun, { fate, now });
  return handOver(table, { ...begin, message, mail, tags, alongside }, context);
}

/** Whether this run may send a digest, and then with which reservation, to whom. */
interface Beginning {
  readonly status: ReservationStatus;
  readonly begin?: { readonly reserved: Reservation; readonly to: string; readonly notes: readonly GatheredMail[] };
}

/** Reserves a digest for this run, and stops it from gathering in the same commit: what it has then is what is sent. */
async function beginSending(
  table: Table,
  { recipient, digestId, message }: BegunDigest & { readonly message: MessageKey },
  context: Context,
): Promise<Beginning> {
  return settle(table, context, async ({ now }) => {
    const [before, mailbox] = await Promise.all([loadReservation(table, message), mailboxAt(table, recipient)]);
    const status = reservationStatus(before, now);
    if (!mailbox || (status.kind !== 'free' && status.kind !== 'doubtful')) return { writes: [], result: { status } };
    const reserved = reserve(before, now);
    // One of which the mailbox knows no more gathers nothing, and is sent all the same.
    const locked = lockDigest(mailbox, digestId, { sendingUntil: heldUntilOf(reserved), now });
    const writes = [saveReservation(message, before, reserved), ...(locked ? [saveMailbox(locked, now)] : [])];
    const notes = locked?.gathering?.notes ?? [];
    return { writes, result: { status, begin: { reserved, to: mailbox.to, notes } } };
  });
}

/** What becomes of a mailbox with its digest's fate: one that went out is closed, or never can be; another gathers on. */
async function afterFate(
  table: Table,
  { recipient, digestId }: BegunDigest,
  { fate, now }: { readonly fate: Handover['kind']; readonly now: Temporal.Instant },
): Promise<readonly Write[]> {
  const mailbox = await mailboxAt(table, recipient);
  if (!mailbox) return [];
  const next = fate === 'failed' ? unlockDigest(mailbox, digestId) : closeDigest(mailbox, digestId, now);
  return next ? [saveMailbox(next, now)] : [];
}
