import { clamp } from '../../dealers/dials/bounds.ts';
import type { FollowUpDials } from '../../dealers/dials/follow-up-dials.ts';
import type { FollowUpPolicy } from './follow-up.policy.ts';

/** When the second attempt of one lead is due, in business minutes, and how many touches its second day has. */
type Cadence = Required<FollowUpDials>;

/** The cadence of one lead: the policy's, turned as far as its bounds let; they may have been narrowed since. */
export function cadenceOf(dials: FollowUpDials | undefined, policy: FollowUpPolicy): Cadence {
  const { secondAttempt, dayTwo, dialBounds } = policy;
  const secondAttemptMinutes = Math.round(dials?.secondAttemptMinutes ?? secondAttempt.afterMinutes);
  const dayTwoTouches = Math.round(dials?.dayTwoTouches ?? dayTwo.touches);
  return {
    secondAttemptMinutes: clamp(secondAttemptMinutes, dialBounds['followUp.secondAttemptMinutes']),
    dayTwoTouches: clamp(dayTwoTouches, dialBounds['followUp.day2Touches']),
  };
}
