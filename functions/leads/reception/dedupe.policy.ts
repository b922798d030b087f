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
    /** Hours since the last first response began, after which another one is owed; at once where its ladder was over. */
    newSlaAfterHours: z.int().nonnegative(),
    /** Hours since the person last asked, within which the same request sent again is that request, whatever became of the lead. */
    sameRequestHours: z.int().nonnegative().default(24),
  }),
});
export type DedupePolicy = z.infer<typeof dedupePolicySchema>;

/** When a person's next request belongs to the lead they have. */
export const dedupePolicies = policyVersions<DedupePolicy>(dedupePolicySchema, [oemDefault]);
