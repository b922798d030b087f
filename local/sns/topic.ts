import type { KeptList } from '../journal/kept-list.ts';

export interface Subscription {
  readonly arn: string;
  readonly protocol: 'sqs' | 'lambda' | 'email';
  readonly endpoint: string;
  readonly rawMessageDelivery: boolean;
}

export interface Topic {
  readonly arn: string;
  readonly name: string;
  readonly subscriptions: Subscription[];
}

/** An e-mail that a topic sent to a subscriber. */
export interface TopicEmail {
  readonly topic: string;
  readonly to: string;
  readonly subject?: string;
  readonly text: string;
  /** ISO-8601. */
  readonly at: string;
}

export interface SnsState {
  /** By ARN. */
  readonly topics: Map<string, Topic>;
  readonly emails: KeptList<TopicEmail>;
}
