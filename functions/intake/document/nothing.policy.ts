import * as z from 'zod';
import data from '../../../policies/words/nothing.json' with { type: 'json' };
import { policyHeader, policyVersions } from '../../platform/policy-versions.policy.ts';
import { foldWord, type NothingWords } from './nothing.ts';

const texts = z.array(z.string().min(1));

const nothingSchema = z.strictObject({ ...policyHeader, words: texts, names: texts, provinces: texts }).transform(
  ({ words, names, provinces }): NothingWords => ({
    words: new Set(words.map(foldWord)),
    names: new Set(names),
    provinces: new Set(provinces),
  }),
);

/** The words for nothing. */
export const nothingPolicies = policyVersions<NothingWords>(nothingSchema, [data]);
