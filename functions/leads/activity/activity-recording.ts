import type { Temporal } from 'temporal-polyfill';
import { factOf, toInstantText } from '../../events/event.ts';
import { type LeadFact, leadWordUnknown } from '../../events/lead.events.ts';
import type { Lead, LeadDecision } from '../lead/lead.ts';
import type { Activity } from './activity.ts';
import { stopClock } from './activity-evidence.ts';
import { closingFacts, nextStatus } from './activity-status.ts';

/** What became of a reported activity; one that changes nothing about the lead is still recorded. */
type ActivityDecision =
  | ({ readonly kind: 'recorded' } & LeadDecision)
  | { readonly kind: 'rejected'; readonly errors: readonly { readonly path: string; readonly message: string }[] };

/** Senders' clocks run ahead; this much is taken. */
const aheadMinutes = 10;

/** Enters an activity into its lead: the clock, where it is evidence of an answer, and the status. */
export function recordActivity(lead: Lead, activity: Activity, now: Temporal.Instant): ActivityDecision {
  const fault = faultOfTime(lead, activity, now);
  if (fault) return { kind: 'rejected', errors: [{ path: 'at', message: fault }] };
  const clock = stopClock(lead, activity, now);
  const status = nextStatus(lead.status, activity);
  const closed = closingFacts(lead, status, activity);
  const state = status === lead.status ? clock.state : { ...clock.state, status };
  return { kind: 'recorded', state, facts: [...clock.facts, ...closed, ...unknownWordFacts(lead, activity)] };
}

/** A word nobody knows is counted, never guessed; the word itself stays with the activity. */
function unknownWordFacts({ leadId, dealerId }: Lead, { id, unknownStatus }: Activity): readonly LeadFact[] {
  if (unknownStatus === undefined) return [];
  return [factOf(leadWordUnknown, { leadId, dealerId, field: 'status', activityId: id })];
}

function faultOfTime(lead: Lead, { at }: Activity, now: Temporal.Instant): string | undefined {
  if (at < lead.receivedAt) return 'must not be before the lead was received';
  if (at > toInstantText(now.add({ minutes: aheadMinutes }))) return `must not be over ${aheadMinutes} minutes ahead`;
  return undefined;
}
