import type { LeadStatus } from '../lead/lead-status.ts';

export const activityKinds = [
  'call',
  'email',
  'sms',
  'visit',
  'note',
  'auto-response',
  'appointment',
  'test-drive',
  'order',
  'sold',
  'lost',
] as const;
export type ActivityKind = (typeof activityKinds)[number];

/** What a dealer reports having happened with a lead; `id` is the sender's own. */
export interface Activity {
  readonly id: string;
  readonly kind: ActivityKind;
  /** When the sender says it happened: ISO instant in UTC, with milliseconds. */
  readonly at: string;
  /** When it was told, where the sender's clock was ahead: for us nothing has happened later than that. */
  readonly countsAt?: string;
  readonly by?: string;
  readonly evidence?: ActivityEvidence;
  readonly status?: LeadStatus;
  /** The dealer's own word for the status, where nobody knows what it means; it changes nothing. */
  readonly unknownStatus?: string;
}

/** An activity as it is reported; without `at` it happened now. */
export type ReportedActivity = Omit<Activity, 'at' | 'countsAt'> & { readonly at?: string };

/** The instant (ISO text) of an activity for clocks and follow-ups. */
export function happenedAt({ at, countsAt = at }: Pick<Activity, 'at' | 'countsAt'>): string {
  return countsAt;
}

/** What speaks for an answer having reached somebody. */
export interface ActivityEvidence {
  readonly connected?: boolean;
  readonly callSeconds?: number;
  readonly messageId?: string;
  readonly delivered?: boolean;
  /** The customer's own doing: a call, mail or text that came from them. */
  readonly inbound?: boolean;
}
