import * as z from 'zod';
import first from '../../policies/identity/placeholders.json' with { type: 'json' };
import second from '../../policies/identity/placeholders.v2.json' with { type: 'json' };
import { policyHeader, policyVersions } from '../platform/policy-versions.policy.ts';
import { foldEmail } from './email.ts';
import type { Denied } from './identity.ts';

const texts = z.array(z.string().min(1));

const placeholderSchema = z
  .strictObject({
    ...policyHeader,
    emails: texts,
    localParts: texts,
    domains: texts,
    phones: z.array(z.string().regex(/^\+\d{4,15}$/)),
  })
  .transform(
    ({ emails, localParts, domains, phones }): Denied => ({
      emails: new Set(emails.map(foldEmail)),
      localParts: new Set(localParts),
      domains: new Set(domains),
      phones: new Set(phones),
    }),
  );

/** The OEM's placeholders, which name nobody. A dealer's own addresses are added with `denyAlso`. */
export const placeholderPolicies = policyVersions<Denied>(placeholderSchema, [first, second]);
