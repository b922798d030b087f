import { oemDefaultFollowUp } from './follow-up.policy.ts';
import type { FollowUpProgramme } from './follow-up-plan.ts';
import { leadFollowUpPlay } from './follow-up-play.policy.ts';

/** The cadence and the talk tracks in force for every dealer. */
export const followUpProgramme: FollowUpProgramme = { policy: oemDefaultFollowUp, play: leadFollowUpPlay };
