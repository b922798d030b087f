/** What a dealer turned of its follow-ups, as it stood when its lead came in. */
export interface FollowUpDials {
  readonly secondAttemptMinutes?: number;
  readonly dayTwoTouches?: number;
}

/** A dealer's dials by name. */
export type Dials = Readonly<Record<string, string | number | boolean>>;

/** The follow-up dials of a dealer, for its lead to keep; undefined where it turned none. */
export function followUpDialsOf(dials: Dials | undefined): FollowUpDials | undefined {
  const secondAttemptMinutes = numberIn(dials?.['followUp.secondAttemptMinutes']);
  const dayTwoTouches = numberIn(dials?.['followUp.day2Touches']);
  if (secondAttemptMinutes === undefined && dayTwoTouches === undefined) return undefined;
  return {
    ...(secondAttemptMinutes !== undefined && { secondAttemptMinutes }),
    ...(dayTwoTouches !== undefined && { dayTwoTouches }),
  };
}

function numberIn(dial: string | number | boolean | undefined): number | undefined {
  return typeof dial === 'number' ? dial : undefined;
}
