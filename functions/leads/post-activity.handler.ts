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
import { createActivity, loadActivity, replaceActivity } from './activity/activity.store.ts';
import type { Activity } from './activity/activity.ts';
import { toActivityView } from './activity/activity.view.ts';
import { addEvidence } from './activity/activity-addition.ts';
import { recordActivity, recordAddition } from './activity/activity-recording.ts';
import { dateActivity } from './activity/activity-time.ts';
import { type StatedActivity, translateActivity } from './activity/activity-words.ts';
import { followActivity } from './follow-up/follow-up.ts';
import { followUpProgrammeAt } from './follow-up/follow-up-programme.policy.ts';
import { loadLead, saveLead } from './lead/lead.store.ts';
import type { Lead, LeadId } from './lead/lead.ts';
import { loadCalendarOf } from './lead/lead-calendar.store.ts';
import { postActivity } from './lead.routes.ts';

const table = openTable();

/** Records what a dealer did with a lead. An id reported before may add evidence; else it answers with what is kept and changes nothing. */
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
    if (parsed.kind === 'invalid') return { writes: [], result: refusal(parsed.errors) };
    // Read after the lead, whose version then stands for both.
    const before = await loadActivity(table, leadId, parsed.value.id);
    if (before) return addTo(before, parsed.value, { lead, context });
    const dealer = parsed.value.status === undefined ? undefined : await loadDealer(table, lead.dealerId);
    const reported = translateActivity(parsed.value, dealer?.fieldMap?.statuses);
    const dated = dateActivity(lead, reported, toldAt);
    if (dated.kind === 'rejected') return { writes: [], result: refusal(dated.errors) };
    return enter(dated.activity, { lead, context });
  });
}

interface Desk {
  readonly lead: Lead;
  readonly context: Context;
}

/** An activity that was never told before; it may leave its lead as it is. */
async function enter(activity: Activity, { lead, context }: Desk) {
  const terms = await termsOf(lead, context);
  const recorded = recordActivity(lead, activity, terms);
  const { state, facts } = followActivity(recorded, { before: lead, activity }, terms);
  const changed = state === lead && facts.length === 0 ? [] : saveLead({ state, facts }, context.now);
  return { writes: [createActivity(lead.leadId, activity), ...changed], result: answer(activity, lead) };
}

/** An activity that is told again, perhaps with more evidence. */
async function addTo(before: Activity, reported: StatedActivity, { lead, context }: Desk) {
  const activity = addEvidence(before, reported);
  if (activity === before) return { writes: [], result: answer(before, lead) };
  const terms = await termsOf(lead, context);
  const recorded = recordAddition(lead, activity, terms);
  const decision = followActivity(recorded, { before: lead, activity }, terms);
  const writes = [replaceActivity(lead.leadId, activity), ...saveLead(decision, context.now)];
  return { writes, result: answer(activity, lead) };
}

async function termsOf(lead: Lead, { now, region }: Context) {
  const calendar = await loadCalendarOf(table, lead);
  return { programme: followUpProgrammeAt(toInstantText(now), region), calendar, now };
}

function answer(activity: Activity, { leadId }: Lead) {
  return accepted(toActivityView(leadId, activity));
}

function refusal(errors: Parameters<typeof problem>[2]) {
  return problem(422, 'The activity cannot be used like this.', errors);
}
