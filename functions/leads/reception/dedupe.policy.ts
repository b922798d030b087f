import * as z from 'zod';
import oemDefault from '../../../policies/dedupe/oem-default.json' with { type: 'json' };
import { policyHeader, policyVersions } from '../../platform/policy-versions.policy.ts';

const dedupePolicySchema = z.strictObject({
  ...policyHeader,
  resubmission: z.strictObject({
    /** Days since the person last asked, within which the same source means the same lead. */
    sameSourceDays: z.int().nonnegative(),
    /** The same, whatever the source. */
    anySourceDays: z.int().nonnegative(),
    /** Hours since the person last asked, after which they are owed another first response. */
    newSlaAfterHours: z.int().nonnegative(),
  }),
});
export type DedupePolicy = z.infer<typeof dedupePolicySchema>;

/** When a person's next request belongs to the lead they have. */
export const dedupePolicies = policyVersions<DedupePolicy>(dedupePolicySchema, [oemDefault]);
