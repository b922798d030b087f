import * as z from 'zod';
import { instant } from '../../events/event.ts';
import type { LeadId } from '../lead/lead.ts';
import { leadStatuses } from '../lead/lead-status.ts';
import { type Activity, activityKinds } from './activity.ts';
import { isEvidence } from './activity-evidence.ts';

/** The answer to a reported activity: what is kept of it, the same however often it is sent. */
export const activityView = z.object({
  leadId: z.string(),
  id: z.string(),
  kind: z.enum(activityKinds),
  at: instant,
  /** When it was told, where `at` was ahead of that: the clocks go by this. */
  countsAt: instant.optional(),
  by: z.string().optional(),
  /** All that was told so far. */
  evidence: z
    .object({
      connected: z.boolean().optional(),
      callSeconds: z.number().optional(),
      messageId: z.string().optional(),
      delivered: z.boolean().optional(),
      inbound: z.boolean().optional(),
    })
    .optional(),
  status: z.enum(leadStatuses).optional(),
  /** Whether it shows that somebody really answered; only such an activity can stop the first-response clock. */
  countsAsAnswer: z.boolean(),
  /** The status as sent, where its meaning is not in the dealer's field map: it is kept and changed nothing. */
  unknownStatus: z.string().optional(),
});

/** What was kept under the activity's id. */
export function toActivityView(leadId: LeadId, activity: Activity): z.infer<typeof activityView> {
  return activityView.parse({ ...activity, leadId, countsAsAnswer: isEvidence(activity) });
}
