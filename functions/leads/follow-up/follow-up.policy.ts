import * as z from 'zod';
import oemDefault from '../../../policies/follow-up/oem-default.json' with { type: 'json' };
import { isWithin } from '../../dealers/dials/bounds.ts';
import { policyHeader, policyVersions } from '../../platform/policy-versions.policy.ts';
import { followUpChannels } from '../lead/follow-up-task.ts';

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

const bounds = z
  .strictObject({ min: z.int().positive(), max: z.int().positive() })
  .refine(({ min, max }) => min <= max, 'bounds must be in order');

/** One programme for the first 48 hours; its minutes are the dealer's business minutes. */
export const followUpPolicySchema = z
  .strictObject({
    ...policyHeader,
    /** Those nobody used yet are taken in this order. */
    channels: z.array(z.enum(followUpChannels)).min(1),
    /** No task is due outside of them, however long the dealer is open (local time). */
    callingHours: z
      .strictObject({ from: timeOfDay, to: timeOfDay })
      .refine(({ from, to }) => from < to, 'must end after it begins'),
    secondAttempt: z.strictObject({ afterMinutes: z.int().positive() }),
    dayTwo: z.strictObject({ touches: z.int().positive() }),
    /** When a task without evidence is missed, counted from its due time, and who looks at it then. */
    missed: z.strictObject({ afterMinutes: z.int().positive(), role: z.string().min(1) }),
    /** How far a dealer may turn the dials. */
    dialBounds: z.strictObject({ 'followUp.secondAttemptMinutes': bounds, 'followUp.day2Touches': bounds }),
  })
  .refine(({ channels }) => new Set(channels).size === channels.length, 'a channel stands there once')
  .refine(
    ({ secondAttempt, dayTwo, dialBounds }) =>
      isWithin(secondAttempt.afterMinutes, dialBounds['followUp.secondAttemptMinutes']) &&
      isWithin(dayTwo.touches, dialBounds['followUp.day2Touches']),
    'the default must lie within its own bounds',
  );
export type FollowUpPolicy = z.infer<typeof followUpPolicySchema>;

/** The OEM's follow-up programmes; the one in force when a run begins holds for it. */
export const followUpPolicies = policyVersions<FollowUpPolicy>(followUpPolicySchema, [oemDefault]);
