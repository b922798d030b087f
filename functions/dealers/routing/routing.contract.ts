import * as z from 'zod';
import { routingPolicies } from './routing.ts';

const mostEntries = 50;
const tooMany = `must have at most ${mostEntries} entries`;
const code = z.string().trim().min(1, 'must not be empty').max(100);
const words = z.array(code).min(1, 'must name something').max(mostEntries, tooMany);

/** A role's code. */
export const role = z.string().regex(/^[a-z]+(-[a-z]+)*$/, 'must be a role in lower case, such as sales-manager');

/** A skill's code. */
export const skill = z
  .string()
  .regex(/^[a-z0-9]+([:-][a-z0-9]+)*$/, 'must be a code in lower case, such as lang:es or ev')
  .max(50);

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

/** How a store gives its leads out. */
export const routingBody = z.strictObject({
  policy: z.enum(routingPolicies, `must be one of ${routingPolicies.join(', ')}`),
  roles: z.exactOptional(z.array(role).min(1, 'must name a role').max(mostEntries, tooMany)),
  skills: z.exactOptional(z.array(z.strictObject({ skill, when: traits })).max(mostEntries, tooMany)),
});
