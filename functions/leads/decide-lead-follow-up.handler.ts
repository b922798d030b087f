import * as z from 'zod';
import { loadDealer } from '../dealers/dealer/dealer.store.ts';
import { toInstantText } from '../events/event.ts';
import { serveTimer } from '../platform/serve-timer.flow.ts';
import { openTable } from '../platform/table.port.ts';
import { followUpPolicies } from './follow-up/follow-up.policy.ts';
import { decideFollowUp } from './follow-up/follow-up-decision.ts';
import { loadLead, saveLead } from './lead/lead.store.ts';
import type { LeadId } from './lead/lead.ts';

const table = openTable();

/** Answers the timer of a run of follow-ups: says what is due and what was missed. What was said stands on the lead. */
export const handler = serveTimer({
  table,
  key: z.object({ leadId: z.string(), run: z.number() }),
  load: async ({ leadId, run }, { now, region }) => {
    const lead = await loadLead(table, leadId as LeadId);
    if (!lead) return undefined;
    const dealer = await loadDealer(table, lead.dealerId);
    // What a run began with holds to its end.
    const { missed } =
      followUpPolicies.named(lead.followUps?.policy) ?? followUpPolicies.inForce(toInstantText(now), region);
    return { lead, question: { run, people: dealer?.people ?? [], role: missed.role } };
  },
  decide: ({ lead, question }, now) => decideFollowUp(lead, question, now),
  save: ({ state, facts }, { lead }, now) => (state === lead ? [] : saveLead({ state, facts }, now)),
});
