import { loadDealer } from '../dealers/dealer/dealer.store.ts';
import { type Envelope, toInstantText } from '../events/event.ts';
import {
  leadAssigned,
  leadEscalated,
  leadFollowUpMissed,
  leadReassigned,
  leadResubmitted,
  leadSlaWarned,
} from '../events/lead.events.ts';
import { digestBegun } from '../events/message.events.ts';
import { turnToSend } from '../messages/email.port.ts';
import { sendDigest } from '../messages/send-digest.flow.ts';
import { sendOnce } from '../messages/send-once.flow.ts';
import { tellInPassing } from '../messages/tell-in-passing.flow.ts';
import type { Context } from '../platform/context.port.ts';
import { readOptionalEnv } from '../platform/env.port.ts';
import { logger } from '../platform/logger.port.ts';
import { measureCount } from '../platform/metrics.port.ts';
import type { Handled } from '../platform/redelivery.ts';
import { serveQueue } from '../platform/serve-queue.flow.ts';
import { openTable } from '../platform/table.port.ts';
import { loadLead } from './lead/lead.store.ts';
import type { LeadId } from './lead/lead.ts';
import { loadShown } from './lead/lead-lists.store.ts';
import { leadPartition } from './lead/lead-partition.ts';
import {
  awaitsAssignee,
  type Notification,
  notificationsFor,
  type Occasion,
  passingLinesFor,
  withheldFrom,
} from './notification/notification.ts';
import { withIds } from './notification/occasion-ids.ts';

const table = openTable();
const publicUrl = readOptionalEnv('PUBLIC_URL');

/**
 * Mails the people a lead concerns when it comes to them or its time runs out, each for himself and once; who gets many gets
 * them as one. A warning that is for whoever has the lead waits until somebody has it.
 */
export const handler = serveQueue(
  [leadAssigned, leadReassigned, leadResubmitted, leadSlaWarned, leadEscalated, leadFollowUpMissed, digestBegun],
  async (event, context) => {
    const early = event.type === leadResubmitted.type ? whileEarly(event, context) : undefined;
    if (early) return early;
    // Nothing is read for a mail that cannot go yet.
    const turn = turnToSend(context.now);
    if (turn) return { kind: 'waits', for: turn };
    if ('digestId' in event.data) return sendDigest(table, event.data, context);
    const leadId = event.data.leadId as LeadId;
    const kept = await loadLead(table, leadId);
    const dealer = kept && (await loadDealer(table, kept.dealerId));
    const lead = dealer && (await loadShown(table, kept));
    if (!lead) {
      logger.info('Nobody is mailed', { leadId, event: event.type });
      return { kind: 'done' };
    }
    const occasion = withIds(occasionOf(event), lead, dealer);
    if (awaitsAssignee(lead, occasion)) {
      logger.info('Nobody has the lead yet', { leadId, event: event.type });
      return { kind: 'waits', for: { kind: 'change' } };
    }
    noteWithheld(withheldFrom(lead, dealer, occasion), { leadId, dealerId: dealer.dealerId });
    const telling = { occasion, ...(publicUrl && { publicUrl }) };
    for (const { notificationId, to, line } of passingLinesFor(lead, dealer, telling))
      await tellInPassing(table, { message: messageOf(leadId, notificationId), to, line }, context);
    const notifications = notificationsFor(lead, dealer, telling);
    if (notifications.length === 0) logger.info('Nobody is mailed', { leadId, event: event.type });
    return sendAll(leadId, notifications, context);
  },
);

/** Of a resubmission nobody is told where another's mail tells of it, and else at its time. */
function whileEarly({ data }: Envelope, { now }: Context): Handled | undefined {
  const { tellAt } = leadResubmitted.data.parse(data);
  if (tellAt === undefined) return { kind: 'done' };
  return tellAt > toInstantText(now) ? { kind: 'waits', for: { kind: 'instant', at: tellAt } } : undefined;
}

/** Says which notices nobody gets, because the OEM entered no mail domain for their addresses. */
function noteWithheld(notices: readonly string[], about: { leadId: string; dealerId: string }): void {
  if (notices.length === 0) return;
  logger.warn('The OEM entered no mail domain for these', { ...about, notices });
  measureCount('WithheldMails', notices.length);
}

function occasionOf({ type, data }: Envelope): Occasion {
  if (type === leadAssigned.type) return { kind: 'assigned', ...leadAssigned.data.parse(data) };
  if (type === leadReassigned.type) return { kind: 'reassigned', ...leadReassigned.data.parse(data) };
  if (type === leadResubmitted.type) {
    const { tellAt = '' } = leadResubmitted.data.parse(data);
    return { kind: 'resubmitted', tellAt };
  }
  if (type === leadSlaWarned.type) return { kind: 'warned', ...leadSlaWarned.data.parse(data) };
  if (type === leadFollowUpMissed.type) {
    const { kind: channel, ...missed } = leadFollowUpMissed.data.parse(data);
    return { kind: 'follow-up-missed', channel, ...missed };
  }
  return { kind: 'escalated', ...leadEscalated.data.parse(data) };
}

/** Sends each for itself; the event comes again for those that could not be sent now. */
async function sendAll(leadId: LeadId, notifications: readonly Notification[], context: Context): Promise<Handled> {
  const handled: Handled[] = [];
  for (const { notificationId, to, mail, gathers } of notifications) {
    const message = messageOf(leadId, notificationId);
    const tags = { leadId, notice: notificationId };
    handled.push(await sendOnce(table, { message, to, mail, tags, ...(gathers && { gathers }) }, context));
  }
  return (
    handled.find(({ kind }) => kind === 'failed') ?? handled.find(({ kind }) => kind === 'waits') ?? { kind: 'done' }
  );
}

function messageOf(leadId: LeadId, notificationId: string) {
  return { partition: leadPartition(leadId), messageId: notificationId };
}
