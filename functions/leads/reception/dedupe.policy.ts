import * as z from 'zod';
import oemDefault from '../../../policies/dedupe/oem-default.json' with { type: 'json' };

const dedupePolicySchema = z.strictObject({
  id: z.string().min(1),
  version: z.int().positive(),
  effectiveFrom: z.iso.date(),
  source: z.strictObject({ title: z.string().min(1), publisher: z.string().min(1), note: z.string().optional() }),
  resubmission: z.strictObject({
    /** Days since the person last asked, within which the same source means the same lead. */
    sameSourceDays: z.int().nonnegative(),
    /** The same, whatever the source. */
    anySourceDays: z.int().nonnegative(),
    /** Hours since the person last asked, after which they are owed another first response. */
    newSlaAfterHours: z.int().nonnegative(),
  }),
});
export type DedupePolicy = z.infer<typeof dedupePolicySchema>;

/** The programme in force for every dealer. */
export const oemDefaultDedupe: DedupePolicy = dedupePolicySchema.parse(oemDefault);
