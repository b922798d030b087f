import * as z from 'zod';
import { instant } from '../events/event.ts';
import { type Activity, activityKinds } from './activity.ts';
import type { LeadId } from './lead.ts';

/** The answer to a reported activity, the same however often it is sent. */
export const activityView = z.object({
  leadId: z.string(),
  id: z.string(),
  kind: z.enum(activityKinds),
  at: instant,
});

/** What was kept under the activity's id. */
export function toActivityView(leadId: LeadId, activity: Activity): z.infer<typeof activityView> {
  return activityView.parse({ ...activity, leadId });
}
