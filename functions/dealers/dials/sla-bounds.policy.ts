import * as z from 'zod';
import oemDefault from '../../../policies/sla/oem-default.json' with { type: 'json' };
import { policyVersions } from '../../platform/policy-versions.policy.ts';

const slaBoundsSchema = z
  .object({
    firstResponse: z.object({
      overrideBounds: z.object({ minMinutes: z.int().positive(), maxMinutes: z.int().positive() }),
    }),
  })
  .transform(({ firstResponse }): SlaBounds => firstResponse.overrideBounds);

/** How far a dealer may move its own SLA, in business minutes. */
export interface SlaBounds {
  readonly minMinutes: number;
  readonly maxMinutes: number;
}

/** The OEM's bounds for a dealer's own first-response target; the rest of that policy is the leads room's. */
export const slaBoundsPolicies = policyVersions<SlaBounds>(slaBoundsSchema, [oemDefault]);
