import type { Temporal } from 'temporal-polyfill';
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
import type { Write } from '../platform/table.ts';
import { parseActivity } from './activity/activity.contract.ts';
import { createActivity, loadActivity, replaceActivity } from './activity/activity.store.ts';
import { type Activity, happenedAt } from './activity/activity.ts';
import { toActivityView } from './activity/activity.view.ts';
import { addEvidence } from './activity/activity-addition.ts';
import { isEvidence } from './activity/activity-evidence.ts';
import { recordActivity, recordAddition } from './activity/activity-recording.ts';
import { dateActivity } from './activity/activity-time.ts';
import { type StatedActivity, translateActivity } from './activity/activity-words.ts';
import { followActivity } from './follow-up/follow-up.ts';
import { followUpProgrammeAt } from './follow-up/follow-up-programme.policy.ts';
import { loadLead, saveLead } from './lead/lead.store.ts';
import type { Lead, LeadDecision, LeadId } from './lead/lead.ts';
import { loadCalendarOf } from './lead/lead-calendar.store.ts';
import { type Recalled, recallAt, release } from './lead/lead-recall.store.ts';
import { slaAt } from './lead/past.ts';
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

/** An activity that was never told before; what is no answer may leave its lead as it is. */
async function enter(activity: Activity, desk: Desk) {
  const { recalled, terms } = await openDesk(activity, desk);
  const recorded = recordActivity(recalled.lead, activity, terms);
  const decision = followActivity(recorded, { before: recalled.lead, activity }, terms);
  // An answer is entered even where one before it counts: at this moment a request may come that it is the answer to.
  const changes = decision.state !== recalled.lead || decision.facts.length > 0 || isEvidence(activity);
  const changed = changes ? save(decision, recalled, terms.now) : [];
  return { writes: [createActivity(desk.lead.leadId, activity), ...changed], result: answer(activity, desk.lead) };
}

/** An activity that is told again, perhaps with more evidence. */
async function addTo(before: Activity, reported: StatedActivity, desk: Desk) {
  const activity = addEvidence(before, reported);
  if (activity === before) return { writes: [], result: answer(before, desk.lead) };
  const { recalled, terms } = await openDesk(activity, desk);
  const recorded = recordAddition(recalled.lead, activity, terms);
  const decision = followActivity(recorded, { before: recalled.lead, activity }, terms);
  const writes = [replaceActivity(desk.lead.leadId, activity), ...save(decision, recalled, terms.now)];
  return { writes, result: answer(activity, desk.lead) };
}

/** What an activity is entered into, and by which calendar: those of its own time. */
async function openDesk(activity: Activity, { lead, context: { now, region } }: Desk) {
  const recalled = await recallAt(table, lead, happenedAt(activity));
  const calendar = await loadCalendarOf(table, lead, slaAt(recalled.lead, happenedAt(activity)));
  return { recalled, terms: { programme: followUpProgrammeAt(toInstantText(now), region), calendar, now } };
}

function save({ state, facts }: LeadDecision, recalled: Recalled, now: Temporal.Instant): Write[] {
  const { lead, writes } = release(state, recalled);
  return [...writes, ...saveLead({ state: lead, facts }, now)];
}

function answer(activity: Activity, { leadId }: Lead) {
  return accepted(toActivityView(leadId, activity));
}

function refusal(errors: Parameters<typeof problem>[2]) {
  return problem(422, 'The activity cannot be used like this.', errors);
}
