import { actsForDealer } from '../platform/caller.ts';
import { notFound, ok, problem } from '../platform/problem.ts';
import { readJson, serveRoute } from '../platform/serve-route.ts';
import { settle } from '../platform/settle.ts';
import { openTable } from '../platform/table.ts';
import { parseActivity } from './activity.contract.ts';
import { createActivity, loadActivity } from './activity.store.ts';
import { recordActivity } from './activity.ts';
import { toActivityView } from './activity.view.ts';
import { postActivity } from './lead.routes.ts';
import { loadLead, saveLead } from './lead.store.ts';
import type { LeadId } from './lead.ts';

const table = openTable();

/** Records what a store did with a lead. An id that was reported before answers with what is kept and changes nothing. */
export const handler = serveRoute(postActivity, async ({ caller, params, body }, context) => {
  const json = readJson(body);
  if (json.kind === 'malformed') return json.answer;
  const parsed = parseActivity(json.value);
  const leadId = (params['leadId'] ?? '') as LeadId;
  return settle(table, context, async () => {
    const lead = await loadLead(table, leadId);
    if (!lead || !actsForDealer(caller, lead.dealerId)) return { writes: [], result: notFound('lead') };
    if (parsed.kind === 'invalid')
      return { writes: [], result: problem(422, 'The activity cannot be used like this.', parsed.errors) };
    const activity = parsed.value;
    const before = await loadActivity(table, leadId, activity.id);
    if (before) return { writes: [], result: ok(toActivityView(leadId, before), 202) };
    const outcome = recordActivity(lead, activity, context.now);
    if (outcome.kind === 'rejected')
      return { writes: [], result: problem(422, 'The activity cannot be used like this.', outcome.errors) };
    const { state, facts } = outcome;
    const changed = state === lead ? [] : saveLead(state, { facts, now: context.now });
    return {
      writes: [createActivity(leadId, activity), ...changed],
      result: ok(toActivityView(leadId, activity), 202),
    };
  });
});
