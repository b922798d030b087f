import * as z from 'zod';
import leadFollowUp from '../../../policies/plays/lead-follow-up.json' with { type: 'json' };
import { policyHeader, policyVersions } from '../../platform/policy-versions.policy.ts';
import { followUpChannels, followUpSteps } from '../lead/follow-up-task.ts';

const talkTrack = z.strictObject({
  step: z.enum(followUpSteps),
  kind: z.enum(followUpChannels),
  /** Every lead keeps its own, so it is short. */
  text: z.string().trim().min(1).max(300),
});

/** What to say at each task: one script for every step on every channel. */
export const followUpPlaySchema = z
  .strictObject({
    ...policyHeader,
    talkTracks: z.array(talkTrack),
  })
  .refine(
    ({ talkTracks }) =>
      followUpSteps.every((step) =>
        followUpChannels.every(
          (kind) => talkTracks.filter((each) => each.step === step && each.kind === kind).length === 1,
        ),
      ),
    'each step has one talk track on each channel',
  );
export type FollowUpPlay = z.infer<typeof followUpPlaySchema>;

/** The talk tracks; a run of follow-ups keeps those it began with. */
export const followUpPlays = policyVersions<FollowUpPlay>(followUpPlaySchema, [leadFollowUp]);
