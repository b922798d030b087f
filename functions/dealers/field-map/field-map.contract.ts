import * as z from 'zod';
import { boundedName } from '../../platform/bounded.contract.ts';
import type { OemWords } from './words.policy.ts';

const mostWords = 500;

/** The `fieldMap` of a dealer's form: each of its words to one of the OEM's. */
export function fieldMapBody({ statuses, sources }: OemWords) {
  return z.strictObject({ statuses: z.exactOptional(mapTo(statuses)), sources: z.exactOptional(mapTo(sources)) });
}

function mapTo(words: readonly string[]) {
  const message = `must be one of ${words.join(', ')}`;
  return z
    .record(boundedName, z.enum(words as [string, ...string[]], message))
    .refine((map) => Object.keys(map).length <= mostWords, `must have at most ${mostWords} words`)
    .meta({ maxProperties: mostWords });
}
