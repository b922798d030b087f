import * as z from 'zod';

/** Those of which the runtime knows the quotas. */
const quotaRegions = ['us-east-1', 'eu-central-1'] as const;
const share = z.number().min(0).max(1);

export const faultPlanSchema = z.strictObject({
  /** From it all follows: what is hit, how hard, and whatever functions and machines draw by chance. */
  seed: z.union([z.int(), z.string()]),
  deliverTwice: share.optional(),
  late: z.strictObject({ p: share, seconds: z.number().positive().max(86_400) }).optional(),
  outOfOrder: share.optional(),
  throttle: share.optional(),
  conflict: share.optional(),
  failPartOfBatch: share.optional(),
  crashBefore: share.optional(),
  crashAfter: share.optional(),
  timeoutAfter: share.optional(),
  scheduleTwice: share.optional(),
  /** How far global secondary indexes lag behind their tables, in virtual time. */
  staleIndexes: z.strictObject({ seconds: z.number().positive().max(86_400) }).optional(),
  /** How many calls a service takes within a second of the clock, by its IAM prefix; what is more is throttled. */
  perSecond: z.record(z.string(), z.int().positive()).optional(),
  /** The quotas of a new account in a region, as token buckets that fill with the clock; `dividedBy` makes all of them smaller. */
  quotas: z.strictObject({ region: z.enum(quotaRegions), dividedBy: z.number().positive().optional() }).optional(),
  /** What the faults are for: services by their IAM prefix, `streams`, `queues`, and functions by their names, whole or the end after a `-`. */
  only: z.array(z.string()).min(1).optional(),
});

/** Which faults are to happen, each with the share of its occasions at which it does. */
export type FaultPlan = z.output<typeof faultPlanSchema>;

export type FaultKind = Exclude<keyof FaultPlan, 'seed' | 'only' | 'staleIndexes' | 'perSecond' | 'quotas'>;

/** The share of its occasions at which a fault happens. */
export function shareOf(plan: FaultPlan, kind: FaultKind): number {
  const stated = plan[kind];
  return typeof stated === 'object' ? stated.p : (stated ?? 0);
}
