import type { Temporal } from 'temporal-polyfill';
import { meaningOf } from '../../dealers/field-map/field-map.ts';
import { factOf, toInstantText } from '../../events/event.ts';
import { type LeadFact, leadWordUnknown } from '../../events/lead.events.ts';
import type { Lead, LeadDecision } from '../lead/lead.ts';
import { type LeadStatus, leadStatuses } from '../lead/lead-status.ts';
import { stopClock } from './activity-evidence.ts';
import { closing, nextStatus } from './activity-status.ts';

export const activityKinds = [
  'call',
  'email',
  'sms',
  'visit',
  'note',
  'auto-response',
  'appointment',
  'test-drive',
  'order',
  'sold',
  'lost',
] as const;
export type ActivityKind = (typeof activityKinds)[number];

/** What a store reports having happened with a lead; `id` is the sender's own. */
export interface Activity {
  readonly id: string;
  readonly kind: ActivityKind;
  /** ISO instant in UTC, with milliseconds. */
  readonly at: string;
  readonly by?: string;
  readonly evidence?: ActivityEvidence;
  readonly status?: LeadStatus;
  /** The store's own word for the status, where nobody knows what it means; it changes nothing. */
  readonly unknownStatus?: string;
}

/** The same, with the status in the store's own words. */
export interface StatedActivity extends Omit<Activity, 'status' | 'unknownStatus'> {
  readonly status?: string;
}

/** An activity in the OEM's words, by the store's field map. */
export function understood({ status, ...activity }: StatedActivity, words: StatusWords): Activity {
  if (status === undefined) return activity;
  const known = meaningOf(status, words.map, leadStatuses) as LeadStatus | undefined;
  return known === undefined ? { ...activity, unknownStatus: status } : { ...activity, status: known };
}

/** What a store's own words for a status mean in the OEM's. */
interface StatusWords {
  readonly map: Readonly<Record<string, string>> | undefined;
}

/** What speaks for an answer having reached somebody. */
interface ActivityEvidence {
  readonly connected?: boolean;
  readonly callSeconds?: number;
  readonly messageId?: string;
  readonly delivered?: boolean;
  /** The customer's own doing: a call, mail or text that came from them. */
  readonly inbound?: boolean;
}

/** What became of a reported activity; one that changes nothing about the lead is still recorded. */
type ActivityOutcome =
  | ({ readonly kind: 'recorded' } & LeadDecision)
  | { readonly kind: 'rejected'; readonly errors: readonly { readonly path: string; readonly message: string }[] };

/** Senders' clocks run ahead; this much is taken. */
const aheadMinutes = 10;

/** Enters an activity into its lead: the clock, where it is evidence of an answer, and the status. */
export function recordActivity(lead: Lead, activity: Activity, now: Temporal.Instant): ActivityOutcome {
  const fault = faultOfTime(lead, activity, now);
  if (fault) return { kind: 'rejected', errors: [{ path: 'at', message: fault }] };
  const clock = stopClock(lead, activity, now);
  const status = nextStatus(lead.status, activity);
  const closed = closing(lead, status, activity);
  const state = status === lead.status ? clock.state : { ...clock.state, status };
  return { kind: 'recorded', state, facts: [...clock.facts, ...closed, ...unknownWord(lead, activity)] };
}

/** A word nobody knows is counted, never guessed; the word itself stays with the activity. */
function unknownWord({ leadId, dealerId }: Lead, { id, unknownStatus }: Activity): readonly LeadFact[] {
  if (unknownStatus === undefined) return [];
  return [factOf(leadWordUnknown, { leadId, dealerId, field: 'status', activityId: id })];
}

function faultOfTime(lead: Lead, { at }: Activity, now: Temporal.Instant): string | undefined {
  if (at < lead.receivedAt) return 'must not be before the lead was received';
  if (at > toInstantText(now.add({ minutes: aheadMinutes }))) return `must not be over ${aheadMinutes} minutes ahead`;
  return undefined;
}
