import * as z from 'zod';
import scoring from '../../../policies/scoring/default.json' with { type: 'json' };
import { policyHeader, policyVersions } from '../../platform/policy-versions.policy.ts';

const points = z.int().min(0).max(100);

/** What each part of a lead's score may give; all of them together give 100. */
export const scoringPolicySchema = z
  .strictObject({
    ...policyHeader,
    /** By how exactly the vehicle is named: one car, a model with year or trim, a model, a make. */
    vehicle: z.strictObject({ exact: points, configured: points, model: points, make: points }),
    testDrive: points,
    tradeIn: points,
    /** A number that can be dialled, or one that is kept only as stated. */
    phone: z.strictObject({ dialable: points, asStated: points }),
    email: points,
    name: points,
    /** By the OEM's word for the source; `neutral` for any other. */
    sources: z
      .strictObject({ of: points, neutral: points, points: z.record(z.string(), points) })
      .refine(({ of, neutral, points }) => [neutral, ...Object.values(points)].every((each) => each <= of)),
    resubmission: points,
  })
  .refine(
    ({ vehicle: { exact, configured, model, make } }) => exact >= configured && configured >= model && model >= make,
  )
  .refine(({ phone }) => phone.dialable >= phone.asStated)
  .refine((policy) => mostOf(policy) === 100, 'all parts together must give 100');
export type ScoringPolicy = z.infer<typeof scoringPolicySchema>;

/** The weights of a lead's score. */
export const scoringPolicies = policyVersions<ScoringPolicy>(scoringPolicySchema, [scoring]);

function mostOf(policy: {
  vehicle: { exact: number };
  testDrive: number;
  tradeIn: number;
  phone: { dialable: number };
  email: number;
  name: number;
  sources: { of: number };
  resubmission: number;
}): number {
  const { vehicle, testDrive, tradeIn, phone, email, name, sources, resubmission } = policy;
  return vehicle.exact + testDrive + tradeIn + phone.dialable + email + name + sources.of + resubmission;
}
