import type { Temporal } from 'temporal-polyfill';
import type { Context } from '../platform/context.port.ts';
import { logger } from '../platform/logger.port.ts';
import { measureCount } from '../platform/metrics.port.ts';
import type { Handled } from '../platform/redelivery.ts';
import { settle } from '../platform/settle.flow.ts';
import type { Table, Write } from '../platform/table.ts';
import { sendMail } from './email.port.ts';
import type { Handover } from './handover.ts';
import type { Mail } from './mail.ts';
import { loadReservation, type MessageKey, saveReservation } from './reservation.store.ts';
import { confirm, type Reservation, refuse, release } from './reservation.ts';

/** One mail to one address that this run has reserved. */
interface Reserved {
  readonly message: MessageKey;
  readonly reserved: Reservation;
  readonly to: string;
  readonly mail: Mail;
  /** Ids and codes by which its fate is told, in the log and by the provider. */
  readonly tags: Readonly<Record<string, string>>;
  /** What else is saved with its fate, if there is anything. */
  readonly alongside?: (fate: Handover['kind'], now: Temporal.Instant) => Promise<readonly Write[]>;
}

/** Says of a mail that it may go out twice; no log names its address. */
export function noteDoubt(tags: Reserved['tags']): void {
  logger.warn('A run ended between sending this mail and noting it; it is sent, perhaps again', tags);
  measureCount('DoubtfulMails', 1);
}

/**
 * Hands a reserved mail to the provider and notes what became of it. One that the provider will never take is done with,
 * logged and counted. No log names an address.
 */
export async function handOver(table: Table, mail: Reserved, context: Context): Promise<Handled> {
  const { to, tags } = mail;
  const handover = await sendMail(to, mail.mail, { tags, now: context.now });
  // Nothing is noted where no answer came: the reservation holds, and is in doubt after that.
  if (handover.kind === 'unknown') return { kind: 'failed', code: handover.code };
  await noteFate(table, { ...mail, handover }, context);
  if (handover.kind === 'failed') return handover;
  if (handover.kind === 'refused') {
    logger.error('The provider will never take this mail', { ...tags, code: handover.code });
    measureCount('RefusedMails', 1);
  }
  return { kind: 'done' };
}

type Told = Reserved & { readonly handover: Exclude<Handover, { kind: 'unknown' }> };

/** Notes what became of a mail, whoever wrote in between; once it was handed over it stays so. */
function noteFate(table: Table, told: Told, context: Context): Promise<void> {
  const { message, reserved, handover, alongside } = told;
  // Most often nobody did, and what was reserved stands there still.
  let known: Reservation | undefined = reserved;
  return settle(table, context, async ({ now }) => {
    const current = known ?? (await loadReservation(table, message));
    known = undefined;
    const noted = current && current.sentAt === undefined ? fateOf(current, told, now) : undefined;
    if (!noted) return { writes: [], result: undefined };
    const others = alongside ? await alongside(handover.kind, now) : [];
    return { writes: [saveReservation(message, current, noted), ...others], result: undefined, repeatable: true };
  });
}

function fateOf(current: Reservation, { handover, reserved }: Told, now: Temporal.Instant): Reservation | undefined {
  if (handover.kind === 'sent') return confirm(current, now);
  if (handover.kind === 'refused') return refuse(current, handover.code, now);
  return current.version === reserved.version ? release(current, now) : undefined;
}
