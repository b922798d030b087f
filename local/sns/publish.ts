import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { type AwsCall, AwsError, type Dispatcher, type Principal } from '../dispatcher.ts';
import type { Scheduler } from '../scheduler.ts';
import { readInput } from '../wire/action-input.ts';
import { envelope, lambdaEvent, type Notification } from './notification.ts';
import type { SnsState, Subscription, Topic } from './topic.ts';

const shape = z.strictObject({
  TopicArn: z.string().optional(),
  TargetArn: z.string().optional(),
  Message: z.string(),
  Subject: z.string().optional(),
  MessageStructure: z.literal('json').optional(),
  MessageAttributes: z
    .record(
      z.string(),
      z.object({ DataType: z.string(), StringValue: z.string().optional(), BinaryValue: z.string().optional() }),
    )
    .default({}),
});

interface Delivery {
  readonly state: SnsState;
  readonly dispatcher: Dispatcher;
  readonly scheduler: Scheduler;
}

/** Publish: answers at once and delivers to every subscription on its own. */
export function publish(delivery: Delivery, call: AwsCall): Record<string, unknown> {
  const input = readInput(shape, call);
  const topic = delivery.state.topics.get(input.TopicArn ?? input.TargetArn ?? '');
  if (!topic) throw new AwsError('NotFound', 'Topic does not exist', { status: 404 });
  if (input.Message === '') throw new AwsError('InvalidParameter', 'Invalid parameter: Empty message');
  const messages: Messages = input.MessageStructure ? messagesIn(input.Message) : { default: input.Message };
  const common = {
    messageId: randomUUID(),
    topicArn: topic.arn,
    subject: input.Subject,
    attributes: input.MessageAttributes,
    at: delivery.scheduler.now(),
  };
  for (const subscription of topic.subscriptions) {
    const notification = { ...common, message: messages[subscription.protocol] ?? messages.default };
    const delivered = deliver(delivery, { topic, subscription, notification });
    // AWS answers the publisher before it delivers; what a subscriber refuses is not the publisher's error.
    void delivery.scheduler.track(delivered.catch((error: unknown) => complain(subscription, error)));
  }
  return { MessageId: common.messageId };
}

const messagesShape = z.looseObject({
  default: z.string(),
  email: z.string().optional(),
  sqs: z.string().optional(),
  lambda: z.string().optional(),
});
type Messages = Pick<z.output<typeof messagesShape>, 'default' | Subscription['protocol']>;

/** The messages of one that has another text for each protocol; who is not named gets the default. */
function messagesIn(text: string): Messages {
  const { data } = messagesShape.safeParse(parsed(text));
  if (data) return data;
  const reason =
    parsed(text) === undefined ? 'JSON message body failed to parse' : 'No default entry in JSON message body';
  throw new AwsError('InvalidParameter', `Invalid parameter: Message Structure - ${reason}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface Parcel {
  readonly topic: Topic;
  readonly subscription: Subscription;
  readonly notification: Notification;
}

async function deliver({ state, dispatcher }: Delivery, { topic, subscription, notification }: Parcel): Promise<void> {
  const { message, subject } = notification;
  const principal: Principal = { name: topic.name, service: 'sns.amazonaws.com', sourceArn: topic.arn };
  const { endpoint } = subscription;
  if (subscription.protocol === 'email') {
    const at = new Date(notification.at).toISOString();
    state.emails.add({
      topic: topic.name,
      to: endpoint,
      ...(subject !== undefined && { subject }),
      text: message,
      at,
    });
  } else if (subscription.protocol === 'lambda') {
    const Payload = JSON.stringify(lambdaEvent(notification, subscription));
    const input = { FunctionName: endpoint, InvocationType: 'Event', Payload };
    await dispatcher.call({ service: 'lambda', action: 'InvokeFunction', input, principal });
  } else {
    const input = { QueueUrl: endpoint, ...queueMessage(notification, subscription) };
    await dispatcher.call({ service: 'sqs', action: 'SendMessage', input, principal });
  }
}

function queueMessage(notification: Notification, subscription: Subscription): Record<string, unknown> {
  if (!subscription.rawMessageDelivery) return { MessageBody: JSON.stringify(envelope(notification, subscription)) };
  return { MessageBody: notification.message, MessageAttributes: notification.attributes };
}

function complain(subscription: Subscription, error: unknown): void {
  console.error(`SNS could not deliver to ${subscription.endpoint}:`, error);
}
