import * as z from 'zod';
import oemDefault from '../../../policies/words/oem-default.json' with { type: 'json' };
import { policyHeader, policyVersions } from '../../platform/policy-versions.policy.ts';

const word = z.string().regex(/^[a-z]+(-[a-z]+)*$/);

const wordsSchema = z.strictObject({
  ...policyHeader,
  statuses: z.array(word),
  sources: z.array(word),
});
export type OemWords = Pick<z.infer<typeof wordsSchema>, 'statuses' | 'sources'>;

/** The words every dealer's own are mapped into. */
export const wordPolicies = policyVersions<OemWords>(wordsSchema, [oemDefault]);
