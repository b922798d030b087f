import { type OemWords, oemWords } from '../../dealers/field-map/words.policy.ts';
import type { FollowUpProgramme } from '../follow-up/follow-up-plan.ts';
import { followUpProgramme } from '../follow-up/follow-up-programme.policy.ts';
import { defaultScoring, type ScoringPolicy } from '../score/score.policy.ts';
import { oemDefaultSla, type SlaPolicy } from '../sla/sla.policy.ts';
import { type DedupePolicy, oemDefaultDedupe } from './dedupe.policy.ts';

/** What the OEM's programme says of a lead that comes in. */
export interface ReceptionProgramme {
  readonly sla: SlaPolicy;
  readonly dedupe: DedupePolicy;
  readonly scoring: ScoringPolicy;
  readonly followUp: FollowUpProgramme;
  /** The OEM's words, into which the dealer's are mapped. */
  readonly words: OemWords;
}

/** The programme in force for every dealer. */
export const receptionProgramme: ReceptionProgramme = {
  sla: oemDefaultSla,
  dedupe: oemDefaultDedupe,
  scoring: defaultScoring,
  followUp: followUpProgramme,
  words: oemWords,
};
