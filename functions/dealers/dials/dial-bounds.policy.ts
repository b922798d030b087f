import * as z from 'zod';
import followUp from '../../../policies/follow-up/oem-default.json' with { type: 'json' };
import firstMails from '../../../policies/messages/oem-default.json' with { type: 'json' };
import secondMails from '../../../policies/messages/oem-default.v2.json' with { type: 'json' };
import { policyVersions } from '../../platform/policy-versions.policy.ts';
import type { Bounds } from './bounds.ts';

const bounds = z.object({ min: z.int(), max: z.int() });

/** The dials a programme knows, each with how far a dealer may turn it. */
export type DialBounds = Readonly<Record<string, Bounds>>;

const dialBoundsSchema = z
  .object({ dialBounds: z.record(z.string(), bounds) })
  .transform(({ dialBounds }): DialBounds => dialBounds);

const followUpBounds = policyVersions<DialBounds>(dialBoundsSchema, [followUp]);
const mailBounds = policyVersions<DialBounds>(dialBoundsSchema, [firstMails, secondMails]);

/** The OEM's bounds for a dealer's dials; the rest of those policies is the rooms' that they are for. */
export const dialBoundsPolicies = {
  inForce: (at: string, region?: string): DialBounds => ({
    ...followUpBounds.inForce(at, region),
    ...mailBounds.inForce(at, region),
  }),
  newest: { ...followUpBounds.newest, ...mailBounds.newest },
};
