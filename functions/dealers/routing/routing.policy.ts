import * as z from 'zod';
import routing from '../../../policies/routing/default.json' with { type: 'json' };
import { policyHeader, policyVersions } from '../../platform/policy-versions.policy.ts';
import { type RoutingDefaults, routingPolicies } from './routing.ts';

const role = z.string().regex(/^[a-z]+(-[a-z]+)*$/);

/** The rule of giving leads out where a dealer has none of its own. */
const routingDefaultsSchema = z.strictObject({
  ...policyHeader,
  policy: z.enum(routingPolicies),
  roles: z.array(role).min(1),
  fallbackRole: role,
  nextOnShiftWithinDays: z.int().min(1).max(31),
});

/** Who gets a lead where a dealer says nothing else. */
export const routingDefaultPolicies = policyVersions<RoutingDefaults>(routingDefaultsSchema, [routing]);
