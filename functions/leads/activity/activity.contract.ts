import * as z from 'zod';
import { boundedAmount, boundedId, boundedInstant } from '../../platform/bounded.contract.ts';
import { type Parsed, parseWith } from '../../platform/zod-errors.contract.ts';
import { activityKinds } from './activity.ts';
import type { StatedActivity } from './activity-words.ts';

/** Two weeks: whoever holds a line longer has forgotten to hang up. */
const longestCallSeconds = 14 * 24 * 60 * 60;
const flag = z.boolean('must be true or false');

/** The form of `POST /v1/leads/{leadId}/activities`. */
export const activityBody = z.strictObject({
  id: boundedId,
  kind: z.enum(activityKinds, `must be one of ${activityKinds.join(', ')}`),
  at: z.exactOptional(boundedInstant),
  by: z.exactOptional(boundedId),
  evidence: z.exactOptional(
    z.strictObject({
      connected: z.exactOptional(flag),
      callSeconds: z.exactOptional(boundedAmount(longestCallSeconds)),
      messageId: z.exactOptional(boundedId),
      delivered: z.exactOptional(flag),
      inbound: z.exactOptional(flag),
    }),
  ),
  status: z.exactOptional(boundedId),
});

/** Reads the body of `POST /v1/leads/{leadId}/activities`; `at` comes out in UTC with milliseconds. */
export function parseActivity(body: unknown): Parsed<StatedActivity> {
  return parseWith(activityBody, body);
}
