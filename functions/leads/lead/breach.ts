import { factOf } from '../../events/event.ts';
import { leadSlaBreached } from '../../events/lead.events.ts';
import { codeOf } from '../../platform/stable-hash.ts';
import { markStepDone } from './first-response.ts';
import { assigneeOf, type Lead, type LeadDecision } from './lead.ts';

/** Records at an instant (ISO text) that the first response did not come in time: dated when it was due, once per SLA. */
export function recordBreach(lead: Lead, at: string): LeadDecision {
  const { leadId, dealerId } = lead;
  const { dueAt, breachedAt } = lead.sla.firstResponse;
  if (breachedAt !== undefined) return { state: lead, facts: [] };
  const step = lead.sla.steps.find(({ kind }) => kind === 'breach');
  const sla = step ? markStepDone(lead.sla, step, at) : lead.sla;
  const personId = assigneeOf(lead);
  const assignee = personId !== undefined && { personId: codeOf(personId) };
  return {
    state: { ...lead, sla: { ...sla, firstResponse: { ...sla.firstResponse, breachedAt: dueAt } } },
    facts: [factOf(leadSlaBreached, { leadId, dealerId, breachedAt: dueAt, dueAt, ...assignee })],
  };
}
