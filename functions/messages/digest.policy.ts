import * as z from 'zod';
import first from '../../policies/messages/oem-default.json' with { type: 'json' };
import second from '../../policies/messages/oem-default.v2.json' with { type: 'json' };
import { policyHeader, policyVersions } from '../platform/policy-versions.policy.ts';

const count = z.int().positive();

const digestSchema = z
  .object({
    ...policyHeader,
    digest: z.strictObject({ fromMail: count, withinMinutes: count, gatherMinutes: count, mostLines: count }),
  })
  .transform(({ digest }): DigestPolicy => digest);

/** When one person's mails come together. */
export interface DigestPolicy {
  /** From which mail on, within so many minutes. */
  readonly fromMail: number;
  readonly withinMinutes: number;
  /** How long a digest gathers before it goes out. */
  readonly gatherMinutes: number;
  /** How many of what it gathered a digest names one by one. */
  readonly mostLines: number;
}

/** The OEM's programme of mails; how far a dealer may turn it is the dealers room's. */
export const digestPolicies = policyVersions<DigestPolicy>(digestSchema, [first, second]);
