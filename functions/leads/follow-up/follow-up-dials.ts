import type { DealerFields } from '../../dealers/dealer/dealer.ts';
import type { FollowUpPolicy } from './follow-up.policy.ts';

/** What a store turned for itself, as it stood when its lead came in. */
export interface FollowUpDials {
  readonly secondAttemptMinutes?: number;
  readonly dayTwoTouches?: number;
}

/** The follow-up dials of a store, for its lead to keep; undefined where it turned none. */
export function followUpDialsOf({ dials }: Pick<DealerFields, 'dials'>): FollowUpDials | undefined {
  const secondAttemptMinutes = numberIn(dials?.['followUp.secondAttemptMinutes']);
  const dayTwoTouches = numberIn(dials?.['followUp.day2Touches']);
  if (secondAttemptMinutes === undefined && dayTwoTouches === undefined) return undefined;
  return {
    ...(secondAttemptMinutes !== undefined && { secondAttemptMinutes }),
    ...(dayTwoTouches !== undefined && { dayTwoTouches }),
  };
}

/** The cadence of one lead: the policy's, turned as far as its bounds let; they may have been narrowed since. */
export function turned(dials: FollowUpDials | undefined, policy: FollowUpPolicy): Required<FollowUpDials> {
  const { secondAttempt, dayTwo, dialBounds } = policy;
  return {
    secondAttemptMinutes: within(
      dials?.secondAttemptMinutes ?? secondAttempt.afterMinutes,
      dialBounds['followUp.secondAttemptMinutes'],
    ),
    dayTwoTouches: within(dials?.dayTwoTouches ?? dayTwo.touches, dialBounds['followUp.day2Touches']),
  };
}

function numberIn(dial: string | number | boolean | undefined): number | undefined {
  return typeof dial === 'number' ? dial : undefined;
}

function within(value: number, { min, max }: { readonly min: number; readonly max: number }): number {
  return Math.min(Math.max(Math.round(value), min), max);
}
