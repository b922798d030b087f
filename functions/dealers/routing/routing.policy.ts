import * as z from 'zod';
import routing from '../../../policies/routing/default.json' with { type: 'json' };
import { type RoutingDefaults, routingPolicies } from './routing.ts';

const role = z.string().regex(/^[a-z]+(-[a-z]+)*$/);

/** The rule of giving leads out where a dealer has none of its own. */
const routingDefaultsSchema = z.strictObject({
  id: z.string().min(1),
  version: z.int().positive(),
  effectiveFrom: z.iso.date(),
  source: z.strictObject({ title: z.string().min(1), publisher: z.string().min(1), note: z.string().optional() }),
  policy: z.enum(routingPolicies),
  roles: z.array(role).min(1),
  fallbackRole: role,
  nextOnShiftWithinDays: z.int().min(1).max(31),
});

/** The default in force; one that does not hold together stops the function at its start. */
export const routingDefaults: RoutingDefaults = routingDefaultsSchema.parse(routing);
