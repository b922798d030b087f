import * as z from 'zod';
import { loadDealer } from '../dealers/dealer/dealer.store.ts';
import { serveTask } from '../platform/serve.flow.ts';
import { settle } from '../platform/settle.flow.ts';
import { openTable } from '../platform/table.port.ts';
import { oemDefaultFollowUp } from './follow-up/follow-up.policy.ts';
import { decideFollowUp } from './follow-up/follow-up-decision.ts';
import { loadLead, saveLead } from './lead/lead.store.ts';
import type { LeadId } from './lead/lead.ts';

const table = openTable();
const input = z.strictObject({ leadId: z.string(), run: z.number() });

/**
 * Answers the question of a run's machine: what now? Says what is due and what was missed, and until when to wait.
 * Asked twice it answers the same and changes nothing, because what was said stands on the lead.
 */
export const handler = serveTask(input, async ({ leadId, run }, context) => {
  return settle(table, context, async () => {
    const lead = await loadLead(table, leadId as LeadId);
    // An erased lead has nobody left to follow up.
    if (!lead) return { writes: [], result: { leadId, run, next: 'done' as const } };
    const dealer = await loadDealer(table, lead.dealerId);
    const question = { run, people: dealer?.people ?? [], role: oemDefaultFollowUp.missed.role };
    const decision = decideFollowUp(lead, question, context.now);
    const { state, facts } = decision;
    return {
      writes: facts.length > 0 ? saveLead({ state, facts }, context.now) : [],
      result: { leadId, run, next: decision.kind, ...(decision.kind === 'wait' && { wakeAt: decision.wakeAt }) },
    };
  });
});
