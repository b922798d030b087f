import { Temporal } from 'temporal-polyfill';
import { elapsed } from '../../dealers/calendar/business-time.ts';
import type { Calendar } from '../../dealers/calendar/calendar.ts';
import { factOf, toInstantText } from '../../events/event.ts';
import { leadContacted } from '../../events/lead.events.ts';
import { codeOf } from '../../platform/stable-hash.ts';
import { recordBreach } from '../lead/breach.ts';
import type { FirstResponse } from '../lead/first-response.ts';
import type { Lead, LeadDecision } from '../lead/lead.ts';
import { type Activity, happenedAt } from './activity.ts';

/**
 * Whether an activity shows that somebody really answered: a connected call out, a person's mail or text delivered,
 * a reply from the customer, a visit. What was sent automatically, a note, a planned or finished task, a status are no answer.
 */
export function isEvidence({ kind, evidence = {} }: Pick<Activity, 'kind' | 'evidence'>): boolean {
  const { connected, delivered, inbound } = evidence;
  if (kind === 'visit') return true;
  // The customer rang: only a call that is said to have failed reached nobody.
  if (kind === 'call') return inbound === true ? connected !== false : connected === true;
  if (kind === 'email' || kind === 'sms') return inbound === true || delivered === true;
  return false;
}

/** With what, and when, an activity is entered into its lead: the calendar is that of the lead. */
export interface ActivityTerms {
  readonly calendar: Calendar;
  readonly now: Temporal.Instant;
}

/**
 * Stops the first-response clock where the activity is evidence and the earliest known. The clock's figures follow
 * the evidence's own time: an answer after the due time leaves a breach, one reported after a breach corrects it.
 */
export function stopClock(lead: Lead, activity: Activity, { calendar, now }: ActivityTerms): LeadDecision {
  const before = lead.sla.firstResponse;
  const answeredAt = happenedAt(activity);
  const isEarliest = before.stoppedAt === undefined || answeredAt < before.stoppedAt;
  const counts = isEvidence(activity) && answeredAt >= lead.sla.startedAt;
  if (!counts || !isEarliest) return { state: lead, facts: [] };
  const { state, facts } =
    answeredAt > before.dueAt ? recordBreach(lead, toInstantText(now)) : { state: lead, facts: [] };
  const stopped = stoppedBy(lead, answeredAt, calendar);
  const corrects = before.breachedAt !== undefined || before.stoppedAt !== undefined;
  const corrected = { at: toInstantText(now), activityId: activity.id };
  const firstResponse: FirstResponse = {
    ...state.sla.firstResponse,
    ...stopped,
    evidence: { activityId: activity.id, kind: activity.kind },
    ...(corrects && { corrected }),
  };
  const { leadId, dealerId } = lead;
  const late = firstResponse.breachedAt !== undefined;
  return {
    state: { ...state, sla: { ...state.sla, firstResponse } },
    facts: [...facts, factOf(leadContacted, { leadId, dealerId, activityId: codeOf(activity.id), ...stopped, late })],
  };
}

/** Both clocks at the evidence, in seconds since the SLA began. */
function stoppedBy({ sla }: Lead, at: string, calendar: Calendar) {
  const from = Temporal.Instant.from(sla.startedAt);
  const to = Temporal.Instant.from(at);
  return {
    stoppedAt: at,
    elapsedSeconds: from.until(to).total('seconds'),
    businessSeconds: elapsed(from, to, calendar).total('seconds'),
  };
}
