import { type OemWords, wordPolicies } from '../../dealers/field-map/words.policy.ts';
import { nothingPolicies } from '../../intake/document/nothing.policy.ts';
import type { NothingWords } from '../../intake/document/nothing.ts';
import { placeholderPolicies } from '../../owners/identity.policy.ts';
import type { Denied } from '../../owners/identity.ts';
import type { FollowUpProgramme } from '../follow-up/follow-up-plan.ts';
import { followUpProgrammeAt } from '../follow-up/follow-up-programme.policy.ts';
import { type ScoringPolicy, scoringPolicies } from '../score/score.policy.ts';
import { type SlaPolicy, slaPolicies } from '../sla/sla.policy.ts';
import { type DedupePolicy, dedupePolicies } from './dedupe.policy.ts';

/** What the OEM's programme says of a lead that comes in. */
export interface ReceptionProgramme {
  /** Addresses and numbers that name nobody. */
  readonly placeholders: Denied;
  readonly nothing: NothingWords;
  readonly sla: SlaPolicy;
  readonly dedupe: DedupePolicy;
  readonly scoring: ScoringPolicy;
  readonly followUp: FollowUpProgramme;
  /** The OEM's words, into which the dealer's are mapped. */
  readonly words: OemWords;
}

/** The programme in force for every dealer at an instant (ISO text) in an AWS region. */
export function receptionProgrammeAt(at: string, region: string): ReceptionProgramme {
  return {
    placeholders: placeholderPolicies.inForce(at, region),
    nothing: nothingPolicies.inForce(at, region),
    sla: slaPolicies.inForce(at, region),
    dedupe: dedupePolicies.inForce(at, region),
    scoring: scoringPolicies.inForce(at, region),
    followUp: followUpProgrammeAt(at, region),
    words: wordPolicies.inForce(at, region),
  };
}
