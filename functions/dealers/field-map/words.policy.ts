import * as z from 'zod';
import oemDefault from '../../../policies/words/oem-default.json' with { type: 'json' };

const word = z.string().regex(/^[a-z]+(-[a-z]+)*$/);

const wordsSchema = z.strictObject({
  id: z.string().min(1),
  version: z.int().positive(),
  effectiveFrom: z.iso.date(),
  source: z.strictObject({ title: z.string().min(1), publisher: z.string().min(1), note: z.string().optional() }),
  statuses: z.array(word),
  sources: z.array(word),
});
export type OemWords = Pick<z.infer<typeof wordsSchema>, 'statuses' | 'sources'>;

/** The words every dealer's own are mapped into. */
export const oemWords: OemWords = wordsSchema.parse(oemDefault);
