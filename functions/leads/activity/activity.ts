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
  /** ISO instant in UTC, with milliseconds. */
  readonly at: string;
  readonly by?: string;
  readonly evidence?: ActivityEvidence;
  readonly status?: LeadStatus;
  /** The dealer's own word for the status, where nobody knows what it means; it changes nothing. */
  readonly unknownStatus?: string;
}

/** What speaks for an answer having reached somebody. */
interface ActivityEvidence {
  readonly connected?: boolean;
  readonly callSeconds?: number;
  readonly messageId?: string;
  readonly delivered?: boolean;
  /** The customer's own doing: a call, mail or text that came from them. */
  readonly inbound?: boolean;
}
