import { loadDealer } from '../dealers/dealer/dealer.store.ts';
import { toInstantText } from '../events/event.ts';
import type { AnswerOf, ApiRequest } from '../platform/api-request.ts';
import { actsForDealer } from '../platform/caller.ts';
import type { Context } from '../platform/context.port.ts';
import { idempotently } from '../platform/idempotency.flow.ts';
import { readJson } from '../platform/json-body.ts';
import { accepted, notFound, problem } from '../platform/problem.ts';
import { serveRoute } from '../platform/serve-route.flow.ts';
import { settle } from '../platform/settle.flow.ts';
import { openTable } from '../platform/table.port.ts';
import { parseActivity } from './activity/activity.contract.ts';
import { createActivity, loadActivity } from './activity/activity.store.ts';
import { toActivityView } from './activity/activity.view.ts';
import { recordActivity } from './activity/activity-recording.ts';
import { dateActivity } from './activity/activity-time.ts';
import { translateActivity } from './activity/activity-words.ts';
import { followActivity } from './follow-up/follow-up.ts';
import { followUpProgrammeAt } from './follow-up/follow-up-programme.policy.ts';
import { loadLead, saveLead } from './lead/lead.store.ts';
import type { LeadId } from './lead/lead.ts';
import { loadCalendarOf } from './lead/lead-calendar.store.ts';
import { postActivity } from './lead.routes.ts';

const table = openTable();
const refused = 'The activity cannot be used like this.';

/** Records what a dealer did with a lead. An id reported before answers with what is kept and changes nothing. */
export const handler = serveRoute(postActivity, idempotently(table, record));

async function record(
  { caller, params, body }: ApiRequest<typeof postActivity>,
  context: Context,
): Promise<AnswerOf<typeof postActivity>> {
  const json = readJson(body);
  if (json.kind === 'malformed') return json.answer;
  const parsed = parseActivity(json.value);
  const leadId = params.leadId as LeadId;
  const { now: toldAt } = context;
  return settle(table, context, async (context) => {
    const lead = await loadLead(table, leadId);
    if (!lead || !actsForDealer(caller, lead.dealerId)) return { writes: [], result: notFound('lead') };
    if (parsed.kind === 'invalid') return { writes: [], result: problem(422, refused, parsed.errors) };
    const before = await loadActivity(table, leadId, parsed.value.id);
    if (before) return { writes: [], result: accepted(toActivityView(leadId, before)) };
    const dealer = parsed.value.status === undefined ? undefined : await loadDealer(table, lead.dealerId);
    const reported = translateActivity(parsed.value, dealer?.fieldMap?.statuses);
    const dated = dateActivity(lead, reported, toldAt);
    if (dated.kind === 'rejected') return { writes: [], result: problem(422, refused, dated.errors) };
    const { activity } = dated;
    const programme = followUpProgrammeAt(toInstantText(context.now), context.region);
    const terms = { programme, calendar: await loadCalendarOf(table, lead), now: context.now };
    const recorded = recordActivity(lead, activity, terms);
    const { state, facts } = followActivity(recorded, { before: lead, activity }, terms);
    const changed = state === lead && facts.length === 0 ? [] : saveLead({ state, facts }, context.now);
    return {
      writes: [createActivity(leadId, activity), ...changed],
      result: accepted(toActivityView(leadId, activity)),
    };
  });
}
