import * as z from 'zod';
import { role, skill } from '../people/person-codes.contract.ts';
import { routingPolicies } from './routing.ts';

const mostEntries = 50;
const tooMany = `must have at most ${mostEntries} entries`;
const code = z.string().trim().min(1, 'must not be empty').max(100);
const words = z.array(code).min(1, 'must name something').max(mostEntries, tooMany);

const traits = z
  .strictObject({
    makes: z.exactOptional(words),
    models: z.exactOptional(words),
    conditions: z.exactOptional(words),
    interests: z.exactOptional(words),
    sources: z.exactOptional(words),
    campaigns: z.exactOptional(words),
  })
  .refine((when) => Object.keys(when).length > 0, 'must name something');

/** How a dealer gives its leads out. */
export const routingBody = z.strictObject({
  policy: z.enum(routingPolicies, `must be one of ${routingPolicies.join(', ')}`),
  roles: z.exactOptional(z.array(role).min(1, 'must name a role').max(mostEntries, tooMany)),
  skills: z.exactOptional(z.array(z.strictObject({ skill, when: traits })).max(mostEntries, tooMany)),
});
