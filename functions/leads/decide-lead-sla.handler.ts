import * as z from 'zod';
import { loadDealer } from '../dealers/dealer/dealer.store.ts';
import { saveRotation } from '../dealers/dealer/rotation.store.ts';
import { rosterOf } from '../dealers/routing/roster.ts';
import { noTurns } from '../dealers/routing/rotation.ts';
import { routingDefaults } from '../dealers/routing/routing.policy.ts';
import { serveTask } from '../platform/serve.flow.ts';
import { settle } from '../platform/settle.flow.ts';
import { openTable } from '../platform/table.port.ts';
import { loadRoster } from './assignment/roster.store.ts';
import { loadLead, saveLead } from './lead/lead.store.ts';
import type { LeadId } from './lead/lead.ts';
import { changesHands, decideSla } from './sla/sla.ts';

const table = openTable();

/**
 * Answers the SLA timer's question: what now? Takes the steps that are due and says whether to wait, and until when.
 * Asked twice it answers the same and changes nothing, because the steps taken stand on the lead.
 */
export const handler = serveTask(z.strictObject({ leadId: z.string() }), async (input, context) => {
  const leadId = input.leadId as LeadId;
  return settle(table, context, async () => {
    const lead = await loadLead(table, leadId);
    // An erased lead has nobody left to answer.
    if (!lead) return { writes: [], result: { leadId, next: 'done' as const } };
    const dealer = await loadDealer(table, lead.dealerId);
    const store = { people: [], ...lead.sla.calendar, ...dealer, dealerId: lead.dealerId };
    const roster = changesHands(lead, context.now)
      ? await loadRoster(table, store, routingDefaults)
      : rosterOf(store, { rotation: noTurns }, routingDefaults);
    const decision = decideSla(lead, { roster, ...(dealer?.district && { district: dealer.district }) }, context.now);
    const { state, facts } = decision;
    return {
      writes: [
        ...(state === lead ? [] : saveLead({ state, facts }, context.now)),
        ...(decision.rotation ? [saveRotation(lead.dealerId, decision.rotation)] : []),
      ],
      result: { leadId, next: decision.kind, ...(decision.kind === 'wait' && { wakeAt: decision.wakeAt }) },
    };
  });
});
