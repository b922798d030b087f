import { loadDealer } from '../dealers/dealer/dealer.store.ts';
import type { Envelope } from '../events/event.ts';
import {
  leadAssigned,
  leadEscalated,
  leadFollowUpMissed,
  leadReassigned,
  leadSlaWarned,
} from '../events/lead.events.ts';
import { sendMail } from '../messages/email.port.ts';
import { loadReservation, type MessageKey, saveReservation } from '../messages/reservation.store.ts';
import { confirm, reservationStatus, reserve } from '../messages/reservation.ts';
import type { Context } from '../platform/context.port.ts';
import { readOptionalEnv } from '../platform/env.port.ts';
import { Retryable } from '../platform/failure.ts';
import { logger } from '../platform/logger.port.ts';
import { measureCount } from '../platform/metrics.port.ts';
import { serveEvents } from '../platform/serve.flow.ts';
import { settle } from '../platform/settle.flow.ts';
import { openTable } from '../platform/table.port.ts';
import { loadLead } from './lead/lead.store.ts';
import type { LeadId } from './lead/lead.ts';
import { loadShown } from './lead/lead-lists.store.ts';
import { leadPartition } from './lead/lead-partition.ts';
import { type Notification, notificationsFor, type Occasion, withheldFrom } from './notification/notification.ts';
import { withIds } from './notification/occasion-ids.ts';

const table = openTable();
const publicUrl = readOptionalEnv('PUBLIC_URL');

/** Mails the people a lead concerns when it comes to them or its time runs out; each notification is reserved first, so that it is sent once. */
export const handler = serveEvents(
  [leadAssigned, leadReassigned, leadSlaWarned, leadEscalated, leadFollowUpMissed],
  async (event, context) => {
    const leadId = event.data.leadId as LeadId;
    const kept = await loadLead(table, leadId);
    const dealer = kept && (await loadDealer(table, kept.dealerId));
    const lead = dealer && (await loadShown(table, kept));
    const told = dealer && lead && { occasion: withIds(occasionOf(event), lead, dealer), ...(publicUrl && { publicUrl }) };
    const notifications = told ? notificationsFor(lead, dealer, told) : [];
    const withheld = told ? withheldFrom(lead, dealer, told.occasion) : [];
    if (withheld.length > 0) {
      logger.warn('The OEM entered no mail domain for these', {
        leadId,
        dealerId: dealer?.dealerId,
        notices: withheld,
      });
      measureCount('WithheldMails', withheld.length);
    } else if (notifications.length === 0) logger.info('Nobody is to be told', { leadId, event: event.type });
    for (const notification of notifications) await sendOnce(leadId, notification, context);
  },
);

function occasionOf({ type, data }: Envelope): Occasion {
  if (type === leadAssigned.type) return { kind: 'assigned', ...leadAssigned.data.parse(data) };
  if (type === leadReassigned.type) return { kind: 'reassigned', ...leadReassigned.data.parse(data) };
  if (type === leadSlaWarned.type) return { kind: 'warned', ...leadSlaWarned.data.parse(data) };
  if (type === leadFollowUpMissed.type) {
    const { kind: channel, ...missed } = leadFollowUpMissed.data.parse(data);
    return { kind: 'follow-up-missed', channel, ...missed };
  }
  return { kind: 'escalated', ...leadEscalated.data.parse(data) };
}

async function sendOnce(leadId: LeadId, notification: Notification, context: Context): Promise<void> {
  const message = { partition: leadPartition(leadId), messageId: notification.notificationId };
  const reservation = await settle(table, context, async (context) => {
    const before = await loadReservation(table, message);
    const status = reservationStatus(before, context.now);
    if (status === 'sent') return { writes: [], result: undefined };
    if (status === 'held')
      throw new Retryable('Another run is sending this notification; whether it did is known later.');
    const next = reserve(before, context.now);
    return { writes: [saveReservation(message, before, next)], result: next };
  });
  if (!reservation) return;
  await sendMail(notification.to, notification.mail, { leadId, notice: notification.notificationId });
  await noteSent(message, context);
}

/** Once it was handed over it stays so, whoever wrote in between: unnoted, a replay would send it again. */
async function noteSent(message: MessageKey, context: Context): Promise<void> {
  await settle(table, context, async (context) => {
    const reservation = await loadReservation(table, message);
    if (!reservation || reservation.sentAt !== undefined) return { writes: [], result: undefined };
    const sent = confirm(reservation, context.now);
    return { writes: [saveReservation(message, reservation, sent)], result: undefined };
  });
}
