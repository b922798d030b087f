import * as z from 'zod';

/** A role's code. */
export const role = z
  .string()
  .regex(/^[a-z]+(-[a-z]+)*$/, 'must be a role in lower case, such as sales-manager')
  .max(50);

/** A skill's code. */
export const skill = z
  .string()
  .regex(/^[a-z0-9]+([:-][a-z0-9]+)*$/, 'must be a code in lower case, such as lang:es or ev')
  .max(50);
