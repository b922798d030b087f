import { factOf } from '../../events/event.ts';
import { type LeadFact, leadClosed } from '../../events/lead.events.ts';
import { codeOf } from '../../platform/stable-hash.ts';
import type { Lead } from '../lead/lead.ts';
import { type LeadStatus, leadStatuses, outcomeOf } from '../lead/lead-status.ts';
import { type Activity, type ActivityKind, happenedAt } from './activity.ts';
import { isEvidence } from './activity-evidence.ts';

const statusOfKind: Partial<Record<ActivityKind, LeadStatus>> = {
  appointment: 'appointment',
  'test-drive': 'test-drive',
  order: 'ordered',
  sold: 'sold',
  lost: 'lost',
};

/**
 * A lead's status after an activity: the one it states, else the one its kind implies, as far as that leads forward
 * (activities come out of order); the first evidence of an answer makes a new lead contacted. Closed stays closed.
 */
export function nextStatus(current: LeadStatus, activity: Activity): LeadStatus {
  if (outcomeOf(current) !== undefined) return current;
  if (activity.status !== undefined) return activity.status;
  const implied = statusOfKind[activity.kind] ?? (isEvidence(activity) ? 'contacted' : 'new');
  return leadStatuses.indexOf(implied) > leadStatuses.indexOf(current) ? implied : current;
}

/** The fact that a lead ended with an activity; none while it is open, or where it had ended before. */
export function closingFacts(lead: Lead, status: LeadStatus, activity: Activity): readonly LeadFact[] {
  const outcome = outcomeOf(status);
  if (outcome === undefined || outcomeOf(lead.status) !== undefined) return [];
  const { leadId, dealerId } = lead;
  return [factOf(leadClosed, { leadId, dealerId, activityId: codeOf(activity.id), outcome, at: happenedAt(activity) })];
}
