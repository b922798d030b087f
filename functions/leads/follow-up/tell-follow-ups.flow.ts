import { loadDealer } from '../../dealers/dealer/dealer.store.ts';
import { toInstantText } from '../../events/event.ts';
import type { Context } from '../../platform/context.port.ts';
import { settle } from '../../platform/settle.flow.ts';
import type { Table } from '../../platform/table.ts';
import { loadLead, saveLead } from '../lead/lead.store.ts';
import type { LeadDecision, LeadId } from '../lead/lead.ts';
import { dueRuns } from '../lead/overdue.ts';
import { followUpPolicies } from './follow-up.policy.ts';
import { decideFollowUp } from './follow-up-decision.ts';

/** Runs that are told of by one commit; a transaction holds a hundred items, and what is left is due a minute later. */
const mostRuns = 5;

/**
 * Says what is due and what was missed of a lead's follow-ups by now. What was said stands on the lead, so it does no more
 * than once, however often and by how many at once it is asked. Throws Retryable where others always wrote first.
 */
export function tellFollowUps(table: Table, leadId: LeadId, context: Context): Promise<void> {
  return settle(table, context, async ({ now, region }) => {
    const lead = await loadLead(table, leadId);
    if (!lead) return { writes: [], result: undefined };
    const dealer = await loadDealer(table, lead.dealerId);
    // What a run began with holds to its end.
    const { missed } =
      followUpPolicies.named(lead.followUps?.policy) ?? followUpPolicies.inForce(toInstantText(now), region);
    const asked = { people: dealer?.people ?? [], role: missed.role };
    const { state, facts } = dueRuns(lead, now)
      .slice(0, mostRuns)
      .reduce<LeadDecision>(
        (before, run) => {
          const told = decideFollowUp(before.state, { run, ...asked }, now);
          return { state: told.state, facts: [...before.facts, ...told.facts] };
        },
        { state: lead, facts: [] },
      );
    return { writes: state === lead ? [] : saveLead({ state, facts }, now), result: undefined };
  });
}
