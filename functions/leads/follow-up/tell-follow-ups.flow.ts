import { loadDealer } from '../../dealers/dealer/dealer.store.ts';
import { toInstantText } from '../../events/event.ts';
import type { Context } from '../../platform/context.port.ts';
import { settle } from '../../platform/settle.flow.ts';
import type { Table } from '../../platform/table.ts';
import { loadLead, saveLead } from '../lead/lead.store.ts';
import type { LeadId } from '../lead/lead.ts';
import { followUpPolicies } from './follow-up.policy.ts';
import { decideFollowUp } from './follow-up-decision.ts';

/** A run of a lead's follow-ups. */
interface FollowUpRunKey {
  readonly leadId: LeadId;
  readonly run: number;
}

/**
 * Says what is due and what was missed of a run of follow-ups by now. What was said stands on the lead, so it does no more
 * than once, however often and by how many at once it is asked. Throws Retryable where others always wrote first.
 */
export function tellFollowUps(table: Table, { leadId, run }: FollowUpRunKey, context: Context): Promise<void> {
  return settle(table, context, async ({ now, region }) => {
    const lead = await loadLead(table, leadId);
    if (!lead) return { writes: [], result: undefined };
    const dealer = await loadDealer(table, lead.dealerId);
    // What a run began with holds to its end.
    const { missed } =
      followUpPolicies.named(lead.followUps?.policy) ?? followUpPolicies.inForce(toInstantText(now), region);
    const decision = decideFollowUp(lead, { run, people: dealer?.people ?? [], role: missed.role }, now);
    return { writes: decision.state === lead ? [] : saveLead(decision, now), result: undefined };
  });
}
