import type { Subscription } from './topic.ts';

interface NotificationAttribute {
  readonly DataType: string;
  readonly StringValue?: string | undefined;
  readonly BinaryValue?: string | undefined;
}

export interface Notification {
  readonly messageId: string;
  readonly topicArn: string;
  readonly subject?: string | undefined;
  readonly message: string;
  readonly attributes: Readonly<Record<string, NotificationAttribute>>;
  /** Epoch ms. */
  readonly at: number;
}

/** The JSON that a queue gets around a message, unless it asks for raw delivery. The signature is not a real one. */
export function envelope(notification: Notification, subscription: Subscription): Record<string, unknown> {
  return { ...common(notification, 'SigningCertURL'), UnsubscribeURL: unsubscribeUrl(subscription) };
}

/** The event that a function gets for one message. */
export function lambdaEvent(notification: Notification, subscription: Subscription): Record<string, unknown> {
  return {
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: subscription.arn,
        Sns: {
          ...common(notification, 'SigningCertUrl'),
          Subject: notification.subject ?? null,
          UnsubscribeUrl: unsubscribeUrl(subscription),
          MessageAttributes: attributesOf(notification),
        },
      },
    ],
  };
}

// Queues and functions see one member under names that differ in case.
function common(notification: Notification, certificate: 'SigningCertURL' | 'SigningCertUrl'): Record<string, unknown> {
  return {
    Type: 'Notification',
    MessageId: notification.messageId,
    TopicArn: notification.topicArn,
    ...(notification.subject !== undefined && { Subject: notification.subject }),
    Message: notification.message,
    Timestamp: new Date(notification.at).toISOString(),
    SignatureVersion: '1',
    Signature: 'unsigned',
    [certificate]: 'https://sns.amazonaws.com/unsigned.pem',
    ...(Object.keys(notification.attributes).length > 0 && { MessageAttributes: attributesOf(notification) }),
  };
}

function attributesOf(notification: Notification): Record<string, { Type: string; Value: string }> {
  const attributes = Object.entries(notification.attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
    name,
    { Type: DataType, Value: StringValue ?? BinaryValue ?? '' },
  ]);
  return Object.fromEntries(attributes);
}

function unsubscribeUrl(subscription: Subscription): string {
  return `https://sns.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${subscription.arn}`;
}
