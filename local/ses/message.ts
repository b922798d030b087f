/** What was handed to a provider for a person, whatever the channel. */
export interface SentMessage {
  readonly channel: 'email' | 'sms';
  readonly from: string;
  /** Every recipient, copies included. */
  readonly to: readonly string[];
  readonly subject?: string;
  /** Empty for an e-mail that has only HTML. */
  readonly text: string;
  readonly html?: string;
  readonly replyTo?: readonly string[];
  /** Headers beyond those the other members tell, such as List-Unsubscribe. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** ISO-8601. */
  readonly at: string;
}
