import { toInstantText } from '../events/event.ts';
import type { Context } from '../platform/context.port.ts';
import type { Handled } from '../platform/redelivery.ts';
import { settle } from '../platform/settle.flow.ts';
import type { Table, Write } from '../platform/table.ts';
import { digestPolicies } from './digest.policy.ts';
import { turnToSend } from './email.port.ts';
import type { DigestLine } from './gathered-mail.ts';
import { handOver, noteDoubt } from './hand-over.flow.ts';
import type { Mail } from './mail.ts';
import { loadMailbox, saveDelivery } from './mailbox.store.ts';
import { deliver } from './mailbox.ts';
import { loadReservation, type MessageKey, saveReservation } from './reservation.store.ts';
import { gather, type Reservation, type ReservationStatus, reservationStatus, reserve } from './reservation.ts';

/** One mail to one address. */
interface Dispatch {
  readonly message: MessageKey;
  readonly to: string;
  readonly mail: Mail;
  /** Ids and codes by which its fate is told, in the log and by the provider. */
  readonly tags: Readonly<Record<string, string>>;
  /** Where it may wait to go out with others, when its reader gets many: what it says there. */
  readonly gathers?: DigestLine;
}

/**
 * Sends a mail when it is its turn, and once: it is reserved first. Only after a run that ended between sending and noting
 * nobody knows; then it is sent, perhaps again. A mail that may be gathered is done with once a digest has it.
 */
export async function sendOnce(table: Table, dispatch: Dispatch, context: Context): Promise<Handled> {
  const turn = turnToSend(context.now);
  if (turn) return { kind: 'waits', for: turn };
  const { status, reserved } = await reserveMessage(table, dispatch, context);
  if (status.kind === 'held') return { kind: 'waits', for: { kind: 'instant', at: status.heldUntil } };
  if (status.kind === 'doubtful') noteDoubt(dispatch.tags);
  return reserved ? handOver(table, { ...dispatch, reserved }, context) : { kind: 'done' };
}

/** What a mail's status was, and its reservation where this run has to send it. */
interface Reserving {
  readonly status: ReservationStatus;
  readonly reserved?: Reservation;
}

/** Reserves a message for this run where its status allows that; one that a digest takes is as good as sent. */
async function reserveMessage(table: Table, dispatch: Dispatch, context: Context): Promise<Reserving> {
  const { message, gathers } = dispatch;
  return settle(table, context, async (attempt) => {
    const before = await loadReservation(table, message);
    const status = reservationStatus(before, attempt.now);
    if (status.kind !== 'free' && status.kind !== 'doubtful') return { writes: [], result: { status } };
    const reserved = reserve(before, attempt.now);
    const alone = { writes: [saveReservation(message, before, reserved)], result: { status, reserved } };
    if (!gathers) return alone;
    const placed = await toMailbox(table, { ...dispatch, gathers }, attempt);
    if (placed.kind === 'busy') return { writes: [], result: { status: placed.status } };
    if (placed.kind === 'alone') return { ...alone, writes: [...alone.writes, ...placed.writes] };
    const gathered = saveReservation(message, before, gather(reserved, attempt.now));
    return { writes: [gathered, ...placed.writes], result: { status } };
  });
}

/** How a mail goes to its reader: by itself or in a digest, or not yet, because that is just being handed over. */
type Placed =
  | { readonly kind: 'alone' | 'gathered'; readonly writes: readonly Write[] }
  | { readonly kind: 'busy'; readonly status: ReservationStatus };

async function toMailbox(
  table: Table,
  { message, to, gathers }: Dispatch & Required<Pick<Dispatch, 'gathers'>>,
  { now, region }: Pick<Context, 'now' | 'region'>,
): Promise<Placed> {
  const messageId = `${message.partition}#${message.messageId}`;
  const policy = digestPolicies.inForce(toInstantText(now), region);
  const mailbox = await loadMailbox(table, to);
  const delivery = deliver(mailbox, { messageId, dueAt: gathers.dueAt, policy, now });
  if ('busyUntil' in delivery) return { kind: 'busy', status: { kind: 'held', heldUntil: delivery.busyUntil } };
  const writes = saveDelivery(delivery, { messageId, mail: gathers }, now);
  return { kind: delivery.digestId === undefined ? 'alone' : 'gathered', writes };
}
