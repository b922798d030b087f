import { type FieldMap, meaningOf } from '../../dealers/field-map/field-map.ts';
import { type LeadStatus, leadStatuses } from '../lead/lead-status.ts';
import type { ReportedActivity } from './activity.ts';

/** An activity with its status in the dealer's own words. */
export interface StatedActivity extends Omit<ReportedActivity, 'status' | 'unknownStatus'> {
  readonly status?: string;
}

/** An activity in the OEM's words, by the dealer's field map. */
export function translateActivity(
  { status, ...activity }: StatedActivity,
  statuses: FieldMap['statuses'],
): ReportedActivity {
  if (status === undefined) return activity;
  const known = meaningOf(status, statuses, leadStatuses) as LeadStatus | undefined;
  return known === undefined ? { ...activity, unknownStatus: status } : { ...activity, status: known };
}
