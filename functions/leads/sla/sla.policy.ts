import * as z from 'zod';
import oemDefault from '../../../policies/sla/oem-default.json' with { type: 'json' };
import { policyHeader, policyVersions } from '../../platform/policy-versions.policy.ts';

const minutes = z.int().nonnegative();
const percent = z.int().min(1).max(99);

const escalation = z.strictObject({
  level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  /** A role at the dealer, or `district` for the office above it. */
  role: z.string().min(1),
  afterBreachMinutes: minutes,
});

const firstResponse = z
  .strictObject({
    targetMinutes: minutes.positive(),
    warnAtPercent: z.array(percent).refine(isAscending, 'must ascend'),
    overrideBounds: z.strictObject({ minMinutes: minutes.positive(), maxMinutes: minutes.positive() }),
    escalations: z.array(escalation),
    /** Since the lead was received. */
    reassignAfterMinutes: z.array(minutes.positive()).refine(isAscending, 'must ascend'),
    /** Whose the lead is in the end where nobody answered, by their role, and from when on since it was received. */
    staysWith: z.strictObject({ role: z.string().min(1), afterMinutes: minutes.positive() }),
  })
  .refine(({ overrideBounds: { minMinutes, maxMinutes } }) => minMinutes <= maxMinutes, 'bounds must be in order')
  .refine(
    ({ reassignAfterMinutes, staysWith }) => isAscending([...reassignAfterMinutes, staysWith.afterMinutes]),
    'the last change of hands must come after the others',
  )
  .refine(({ escalations }) => isAscending(escalations.map(({ level }) => level)), 'levels must ascend')
  .refine(({ escalations }) => isRising(escalations.map((step) => step.afterBreachMinutes)), 'minutes must not fall');

/** One SLA programme; all its minutes are the dealer's business minutes. */
export const slaPolicySchema = z.strictObject({
  ...policyHeader,
  firstResponse,
});
export type SlaPolicy = z.infer<typeof slaPolicySchema>;

/** The OEM's SLA programmes; the one in force when a lead is received holds for it. */
export const slaPolicies = policyVersions<SlaPolicy>(slaPolicySchema, [oemDefault]);

function isRising(numbers: readonly number[]): boolean {
  return numbers.every((number, index) => index === 0 || number >= (numbers[index - 1] ?? number));
}

function isAscending(numbers: readonly number[]): boolean {
  return isRising(numbers) && new Set(numbers).size === numbers.length;
}
