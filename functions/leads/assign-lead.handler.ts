import { loadDealer } from '../dealers/dealer/dealer.store.ts';
import { saveRotation } from '../dealers/dealer/rotation.store.ts';
import { routingDefaultPolicies } from '../dealers/routing/routing.policy.ts';
import { toInstantText } from '../events/event.ts';
import { leadReceived, leadResubmitted } from '../events/lead.events.ts';
import { logger } from '../platform/logger.port.ts';
import { serveEvents } from '../platform/serve.flow.ts';
import { settle } from '../platform/settle.flow.ts';
import { openTable } from '../platform/table.port.ts';
import { assignLead, renewAssignment } from './assignment/assignment.ts';
import { loadRoster } from './assignment/roster.store.ts';
import { loadLead, saveLead } from './lead/lead.store.ts';
import type { LeadId } from './lead/lead.ts';

const table = openTable();
/** All leads of a dealer take turns in one item, and a busy moment brings a hundred of them. */
const attempts = 40;

/**
 * Gives a received lead to whom the dealer's roster picks, and one whose person asks again to somebody who is there.
 * Turn and lead are saved together, so a replay finds it given.
 */
export const handler = serveEvents([leadReceived, leadResubmitted], async (event, context) => {
  const { data } = event;
  const resubmitted = event.type === leadResubmitted.type ? leadResubmitted.data.parse(data) : undefined;
  const outcome = await settle(table, { ...context, attempts }, async (context) => {
    const lead = await loadLead(table, data.leadId as LeadId);
    if (!lead) return { writes: [], result: 'unknown' as const };
    const dealer = await loadDealer(table, lead.dealerId);
    // A dealer that was removed has nobody.
    if (!dealer) return { writes: [], result: 'nobody' as const };
    const defaults = routingDefaultPolicies.inForce(toInstantText(context.now), context.region);
    const roster = await loadRoster(table, dealer, defaults);
    const { now } = context;
    const isRenewed = resubmitted?.newSla?.run === lead.sla.run;
    const assigned = resubmitted ? renewAssignment(lead, roster, { now, isRenewed }) : assignLead(lead, roster, now);
    if (assigned.kind !== 'assigned') return { writes: [], result: assigned.kind };
    const turn = assigned.rotation ? [saveRotation(lead.dealerId, assigned.rotation)] : [];
    return { writes: [...turn, ...saveLead(assigned, context.now)], result: assigned.kind };
  });
  // Most of those who ask again stay with whom they are.
  if (outcome !== 'assigned' && !resubmitted)
    logger.info('The lead was not assigned', { leadId: data.leadId, outcome });
});
