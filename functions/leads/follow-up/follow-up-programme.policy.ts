import { followUpPolicies } from './follow-up.policy.ts';
import type { FollowUpProgramme } from './follow-up-plan.ts';
import { followUpPlays } from './follow-up-play.policy.ts';

/** The cadence and the talk tracks in force for every dealer at an instant (ISO text) in an AWS region. */
export function followUpProgrammeAt(at: string, region: string): FollowUpProgramme {
  return { policy: followUpPolicies.inForce(at, region), play: followUpPlays.inForce(at, region) };
}
