import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { toInstantText } from '../../events/event.ts';
import { type Parsed, parseWith } from '../../platform/zod-errors.contract.ts';
import { activityKinds } from './activity.ts';
import type { StatedActivity } from './activity-words.ts';

const id = z.string().trim().min(1, 'must not be empty').max(200);
const flag = z.boolean('must be true or false');

/** The form of `POST /v1/leads/{leadId}/activities`. */
export const activityBody = z.strictObject({
  id,
  kind: z.enum(activityKinds, `must be one of ${activityKinds.join(', ')}`),
  at: z.exactOptional(z.iso.datetime({ offset: true, error: 'must be an instant, such as 2026-03-02T09:30:00Z' })),
  by: z.exactOptional(id),
  evidence: z.exactOptional(
    z.strictObject({
      connected: z.exactOptional(flag),
      callSeconds: z.exactOptional(z.number().nonnegative()),
      messageId: z.exactOptional(id),
      delivered: z.exactOptional(flag),
      inbound: z.exactOptional(flag),
    }),
  ),
  status: z.exactOptional(z.string().trim().min(1, 'must not be empty').max(200)),
});

/** Reads the body of `POST /v1/leads/{leadId}/activities`; `at` comes out in UTC with milliseconds. */
export function parseActivity(body: unknown): Parsed<StatedActivity> {
  const parsed = parseWith(activityBody, body);
  if (parsed.kind === 'invalid') return parsed;
  const { at } = parsed.value;
  return {
    kind: 'ok',
    value: { ...parsed.value, ...(at !== undefined && { at: toInstantText(Temporal.Instant.from(at)) }) },
  };
}
