import type { Temporal } from 'temporal-polyfill';
import { toInstantText } from '../events/event.ts';
import type { Context } from '../platform/context.port.ts';
import { logger } from '../platform/logger.port.ts';
import { measureCount } from '../platform/metrics.port.ts';
import type { Handled } from '../platform/redelivery.ts';
import { settle } from '../platform/settle.flow.ts';
import type { Table } from '../platform/table.ts';
import { digestPolicies } from './digest.policy.ts';
import { sendMail, turnToSend } from './email.port.ts';
import type { Mail } from './mail.ts';
import { loadMailbox, saveDelivery } from './mailbox.store.ts';
import { deliver } from './mailbox.ts';
import { loadReservation, type MessageKey, saveReservation } from './reservation.store.ts';
import {
  confirm,
  gather,
  type Reservation,
  type ReservationStatus,
  refuse,
  release,
  reservationStatus,
  reserve,
} from './reservation.ts';

/** One mail to one address. */
interface Dispatch {
  readonly message: MessageKey;
  readonly to: string;
  readonly mail: Mail;
  /** Ids and codes by which its fate is told, in the log and by the provider. */
  readonly tags: Readonly<Record<string, string>>;
  /** Where it may wait to go out with others, when its reader gets many: what it says there, and where people open it. */
  readonly gathers?: { readonly line: string; readonly link?: string };
}

/**
 * Sends a mail when it is its turn, and once: it is reserved first. Only after a run that ended between sending and noting
 * nobody knows; then it is sent, perhaps again, and counted. A mail that the provider will never take is done with, logged
 * and counted. No log names an address. A mail that may be gathered is done with once a digest has it.
 */
export async function sendOnce(table: Table, dispatch: Dispatch, context: Context): Promise<Handled> {
  const turn = turnToSend(context.now);
  if (turn) return { kind: 'waits', for: turn };
  const { status, reserved } = await reserveMessage(table, dispatch, context);
  if (status.kind === 'held') return { kind: 'waits', for: { kind: 'instant', at: status.heldUntil } };
  if (!reserved) return { kind: 'done' };
  if (status.kind === 'doubtful') {
    logger.warn('A run ended between sending this mail and noting it; it is sent, perhaps again', dispatch.tags);
    measureCount('DoubtfulMails', 1);
  }
  return handOver(table, { ...dispatch, reserved }, context);
}

/** Reserves a message for this run where its status allows that; one that a digest takes is as good as sent. */
async function reserveMessage(
  table: Table,
  dispatch: Dispatch,
  context: Context,
): Promise<{ status: ReservationStatus; reserved?: Reservation }> {
  const { message } = dispatch;
  return settle(table, context, async ({ now, region }) => {
    const before = await loadReservation(table, message);
    const status = reservationStatus(before, now);
    if (status.kind !== 'free' && status.kind !== 'doubtful') return { writes: [], result: { status } };
    const reserved = reserve(before, now);
    const alone = { writes: [saveReservation(message, before, reserved)], result: { status, reserved } };
    // Of one in doubt nobody knows whether it went out by itself.
    const { gathers } = dispatch;
    if (!gathers || status.kind === 'doubtful') return alone;
    const { delivery, writes } = await toMailbox(table, { ...dispatch, gathers }, { now, region });
    if (delivery.digestId === undefined) return { ...alone, writes: [...alone.writes, ...writes] };
    const gathered = saveReservation(message, before, gather(reserved, now));
    return { writes: [gathered, ...writes], result: { status: { kind: 'sent' as const } } };
  });
}

async function toMailbox(
  table: Table,
  { message, to, gathers }: Dispatch & Required<Pick<Dispatch, 'gathers'>>,
  { now, region }: Pick<Context, 'now' | 'region'>,
) {
  const messageId = `${message.partition}#${message.messageId}`;
  const policy = digestPolicies.inForce(toInstantText(now), region);
  const delivery = deliver(await loadMailbox(table, to), { messageId, policy, now });
  return { delivery, writes: saveDelivery(delivery, { messageId, mail: gathers }, now) };
}

interface Reserved extends Dispatch {
  readonly reserved: Reservation;
}

async function handOver(table: Table, mail: Reserved, context: Context): Promise<Handled> {
  const { to, tags } = mail;
  const handover = await sendMail(to, mail.mail, { tags, now: context.now });
  // Nothing is noted where no answer came: the reservation holds, and is in doubt after that.
  if (handover.kind === 'unknown') return { kind: 'failed', code: handover.code };
  const note = noteOf(table, mail, context);
  if (handover.kind === 'failed') {
    await note((current, now) => (current.version === mail.reserved.version ? release(current, now) : undefined));
    return handover;
  }
  if (handover.kind === 'sent') {
    await note(confirm);
    return { kind: 'done' };
  }
  await note((current, now) => refuse(current, handover.code, now));
  logger.error('The provider will never take this mail', { ...tags, code: handover.code });
  measureCount('RefusedMails', 1);
  return { kind: 'done' };
}

/** Notes what became of a mail, whoever wrote in between; once it was handed over it stays so. */
function noteOf(table: Table, { message, reserved }: Reserved, context: Context) {
  return (next: (current: Reservation, now: Temporal.Instant) => Reservation | undefined): Promise<void> => {
    // Most often nobody did, and what was reserved stands there still.
    let known: Reservation | undefined = reserved;
    return settle(table, context, async ({ now }) => {
      const current = known ?? (await loadReservation(table, message));
      known = undefined;
      const noted = current && current.sentAt === undefined ? next(current, now) : undefined;
      return { writes: noted ? [saveReservation(message, current, noted)] : [], result: undefined };
    });
  };
}
