import { loadDealer } from '../dealers/dealer.store.ts';
import type { Envelope } from '../events/event.ts';
import { leadEscalated, leadSlaWarned } from '../events/lead.events.ts';
import { sendMail } from '../messages/email.port.ts';
import { readOptionalEnv } from '../platform/env.ts';
import { Retryable } from '../platform/failure.ts';
import { logger } from '../platform/logger.ts';
import { type Context, serveEvents } from '../platform/serve.ts';
import { settle } from '../platform/settle.ts';
import { openTable } from '../platform/table.ts';
import { loadLead } from './lead.store.ts';
import type { LeadId } from './lead.ts';
import { confirmed, loadReservation, type NoticePlace, reserved, saveReservation, standing } from './notice.store.ts';
import { type Notice, noticeFor, type Occasion } from './notice.ts';

const table = openTable();
const publicUrl = readOptionalEnv('PUBLIC_URL');

/** Mails the people concerned when a lead's time runs out; each occasion is reserved first, so that it is told once. */
export const handler = serveEvents([leadSlaWarned, leadEscalated], async (event, context) => {
  const leadId = event.data.leadId as LeadId;
  const lead = await loadLead(table, leadId);
  const dealer = lead && (await loadDealer(table, lead.dealerId));
  const notice = dealer && noticeFor(lead, dealer, { occasion: occasionOf(event), ...(publicUrl && { publicUrl }) });
  if (!notice) {
    logger.info('Nobody is to be told', { leadId, event: event.type });
    return;
  }
  await sendOnce({ leadId, noticeId: notice.noticeId }, notice, context);
});

function occasionOf(event: Envelope): Occasion {
  if (event.type === leadSlaWarned.type)
    return { kind: 'warned', percent: leadSlaWarned.data.parse(event.data).percent };
  return { kind: 'escalated', level: leadEscalated.data.parse(event.data).level };
}

async function sendOnce(place: NoticePlace, notice: Notice, context: Context): Promise<void> {
  const reservation = await settle(table, context, async () => {
    const before = await loadReservation(table, place);
    const stands = standing(before, context.now);
    if (stands === 'sent') return { writes: [], result: undefined };
    if (stands === 'held') throw new Retryable('Another run is sending this notice; whether it did is known later.');
    const next = reserved(before, context.now);
    return { writes: [saveReservation(place, before, next)], result: next };
  });
  if (!reservation) return;
  await sendMail(notice.to, notice.mail, { leadId: place.leadId, notice: place.noticeId });
  await table.commit([saveReservation(place, reservation, confirmed(reservation, context.now))]);
}
