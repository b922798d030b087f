import { Temporal } from 'temporal-polyfill';
import { elapsed } from '../../dealers/calendar/business-time.ts';
import type { Calendar } from '../../dealers/calendar/calendar.ts';
import { factOf, toInstantText } from '../../events/event.ts';
import { type LeadFact, leadContacted } from '../../events/lead.events.ts';
import { codeOf } from '../../platform/stable-hash.ts';
import { recordBreach } from '../lead/breach.ts';
import type { FirstResponse, PastSla } from '../lead/first-response.ts';
import type { Lead, LeadDecision } from '../lead/lead.ts';
import { slaAt, startOf } from '../lead/past.ts';
import { type Activity, happenedAt } from './activity.ts';
import { isEvidence } from './activity-evidence.ts';

/** With what, and when, an activity is entered into its lead: the calendar is that of the first response in whose time it happened. */
export interface ActivityTerms {
  readonly calendar: Calendar;
  readonly now: Temporal.Instant;
}

/**
 * Stops the first-response clock in whose time the activity happened, where it is evidence and the earliest known. The
 * clock's figures follow the evidence's own time: an answer after the due time leaves a breach, one reported after a
 * breach corrects it. What happened before a resubmission renewed the clock is no answer to that: it belongs to the
 * clock of before.
 */
export function stopClock(lead: Lead, activity: Activity, terms: ActivityTerms): LeadDecision {
  const answeredAt = happenedAt(activity);
  const sla = isEvidence(activity) ? slaAt(lead, answeredAt) : undefined;
  const { stoppedAt } = sla?.firstResponse ?? {};
  if (!sla || (stoppedAt !== undefined && stoppedAt <= answeredAt)) return { state: lead, facts: [] };
  return sla === lead.sla ? stopRunning(lead, activity, terms) : correctPast(lead, sla, { activity, terms });
}

function stopRunning(lead: Lead, activity: Activity, terms: ActivityTerms): LeadDecision {
  const isLate = happenedAt(activity) > lead.sla.firstResponse.dueAt;
  const { state, facts } = isLate ? recordBreach(lead, toInstantText(terms.now)) : { state: lead, facts: [] };
  const { breachedAt, stoppedAt } = lead.sla.firstResponse;
  const corrects = breachedAt !== undefined || stoppedAt !== undefined;
  const firstResponse = answeredBy(state.sla, { startedAt: state.sla.startedAt, activity, corrects }, terms);
  return {
    state: { ...state, sla: { ...state.sla, firstResponse } },
    facts: [...facts, contacted(lead, state.sla.run, firstResponse)],
  };
}

/** Another first response follows only one that was answered or whose ladder had ended, so its breach is on record. */
function correctPast(
  lead: Lead,
  past: PastSla,
  { activity, terms }: { readonly activity: Activity; readonly terms: ActivityTerms },
): LeadDecision {
  const startedAt = startOf(past, lead) ?? lead.receivedAt;
  const firstResponse = answeredBy(past, { startedAt, activity, corrects: true }, terms);
  const pastSlas = lead.pastSlas?.map((each) => (each === past ? { ...past, firstResponse } : each)) ?? [];
  return { state: { ...lead, pastSlas }, facts: [contacted(lead, past.run, firstResponse)] };
}

/** An answer to a first response that began at an instant (ISO text), and whether more was known of that before. */
interface Answer {
  readonly startedAt: string;
  readonly activity: Activity;
  readonly corrects: boolean;
}

type Answered = FirstResponse &
  Required<Pick<FirstResponse, 'stoppedAt' | 'elapsedSeconds' | 'businessSeconds' | 'evidence'>>;

/** A first response with its answer, and both clocks at it in seconds since it began. */
function answeredBy(
  { firstResponse }: PastSla,
  { startedAt, activity, corrects }: Answer,
  { calendar, now }: ActivityTerms,
): Answered {
  const [from, to] = [Temporal.Instant.from(startedAt), Temporal.Instant.from(happenedAt(activity))];
  return {
    ...firstResponse,
    stoppedAt: happenedAt(activity),
    elapsedSeconds: from.until(to).total('seconds'),
    businessSeconds: elapsed(from, to, calendar).total('seconds'),
    evidence: { activityId: activity.id, kind: activity.kind },
    ...(corrects && { corrected: { at: toInstantText(now), activityId: activity.id } }),
  };
}

function contacted({ leadId, dealerId }: Lead, run: number, firstResponse: Answered): LeadFact {
  const { stoppedAt, elapsedSeconds, businessSeconds, evidence, breachedAt } = firstResponse;
  const stopped = { stoppedAt, elapsedSeconds, businessSeconds, late: breachedAt !== undefined };
  const activityId = codeOf(evidence.activityId);
  return factOf(leadContacted, { leadId, dealerId, activityId, ...stopped, ...(run > 1 && { run }) });
}
