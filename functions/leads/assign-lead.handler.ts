import { loadDealer, loadRotation, saveRotation } from '../dealers/dealer.store.ts';
import { leadReceived } from '../events/lead.events.ts';
import { logger } from '../platform/logger.ts';
import { serveEvent } from '../platform/serve.ts';
import { settle } from '../platform/settle.ts';
import { openTable } from '../platform/table.ts';
import { assignLead } from './assignment.ts';
import { loadLead, saveLead } from './lead.store.ts';
import type { LeadId } from './lead.ts';

const table = openTable();

/** Gives a received lead to the person whose turn it is. The turn and the lead are saved together, so a replay finds the lead given. */
export const handler = serveEvent(leadReceived, async ({ data }, context) => {
  const outcome = await settle(table, context, async () => {
    const lead = await loadLead(table, data.leadId as LeadId);
    if (!lead) return { writes: [], result: 'unknown' as const };
    const [dealer, rotation] = await Promise.all([
      loadDealer(table, lead.dealerId),
      loadRotation(table, lead.dealerId),
    ]);
    const { lastPersonId } = rotation;
    const roster = { people: dealer?.people ?? [], ...(lastPersonId && { lastPersonId }) };
    const assigned = assignLead(lead, roster, context.now);
    if (assigned.kind !== 'assigned') return { writes: [], result: assigned.kind };
    const turn = saveRotation(lead.dealerId, rotation, assigned.personId);
    return { writes: [turn, ...saveLead(assigned.state, { ...assigned, now: context.now })], result: assigned.kind };
  });
  if (outcome !== 'assigned') logger.info('The lead was not assigned', { leadId: data.leadId, outcome });
});
