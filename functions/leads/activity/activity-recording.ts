import { factOf } from '../../events/event.ts';
import { type LeadFact, leadWordUnknown } from '../../events/lead.events.ts';
import { codeOf } from '../../platform/stable-hash.ts';
import type { Lead, LeadDecision } from '../lead/lead.ts';
import type { Activity } from './activity.ts';
import { isEvidence } from './activity-evidence.ts';
import { closingFacts, nextStatus } from './activity-status.ts';
import { type ActivityTerms, stopClock } from './first-answer.ts';

/** Enters an activity into its lead: the clock, where it is evidence of an answer, and the status. The same lead where it changes nothing. */
export function recordActivity(lead: Lead, activity: Activity, terms: ActivityTerms): LeadDecision {
  const clock = stopClock(lead, activity, terms);
  const status = nextStatus(lead.status, activity);
  const closed = closingFacts(lead, status, activity);
  const state = status === lead.status ? clock.state : { ...clock.state, status };
  return { state, facts: [...clock.facts, ...closed, ...unknownWordFacts(lead, activity)] };
}

/**
 * Enters the evidence that was added to an activity: the clock, and the first status it may imply. What the activity
 * said otherwise was entered when it was reported first, and is not said again.
 */
export function recordAddition(lead: Lead, activity: Activity, terms: ActivityTerms): LeadDecision {
  const { state, facts } = stopClock(lead, activity, terms);
  const implies = isEvidence(activity) && activity.status === undefined;
  const status = implies ? nextStatus(state.status, activity) : state.status;
  return { state: status === state.status ? state : { ...state, status }, facts };
}

/** A word nobody knows is counted, never guessed; the word itself stays with the activity. */
function unknownWordFacts({ leadId, dealerId }: Lead, { id, unknownStatus }: Activity): readonly LeadFact[] {
  if (unknownStatus === undefined) return [];
  return [factOf(leadWordUnknown, { leadId, dealerId, field: 'status', activityId: codeOf(id) })];
}
