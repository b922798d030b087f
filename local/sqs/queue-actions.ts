import * as z from 'zod';
import type { AwsCall } from '../dispatcher.ts';
import { readInput } from '../wire/action-input.ts';
import type { Queue } from './queue.ts';
import { findQueue } from './queues.ts';
import type { SqsState } from './sqs-state.ts';

const byUrl = z.strictObject({ QueueUrl: z.string() });
const byName = z.strictObject({ QueueName: z.string(), QueueOwnerAWSAccountId: z.string().optional() });
const attributes = z.strictObject({ QueueUrl: z.string(), AttributeNames: z.array(z.string()).default([]) });
const listing = z.strictObject({ QueueNamePrefix: z.string().default(''), MaxResults: z.number().optional() });

/** GetQueueUrl. */
export function getQueueUrl(state: SqsState, call: AwsCall): Record<string, unknown> {
  return { QueueUrl: findQueue(state.queues, readInput(byName, call).QueueName, state.now()).url };
}

/** ListQueues: all of them in one page. */
export function listQueues(state: SqsState, call: AwsCall): Record<string, unknown> {
  const { QueueNamePrefix } = readInput(listing, call);
  const queues = [...state.queues.byName.values()].filter((queue) => queue.name.startsWith(QueueNamePrefix));
  return { QueueUrls: queues.map((queue) => queue.url) };
}

/** PurgeQueue. */
export function purgeQueue(state: SqsState, call: AwsCall): Record<string, unknown> {
  findQueue(state.queues, readInput(byUrl, call).QueueUrl, state.now()).messages.clear();
  return {};
}

/** GetQueueAttributes: counts are exact here. */
export function getQueueAttributes(state: SqsState, call: AwsCall): Record<string, unknown> {
  const { QueueUrl, AttributeNames } = readInput(attributes, call);
  const queue = findQueue(state.queues, QueueUrl, state.now());
  const asked = Object.entries(attributesOf(queue, state.now())).filter(
    ([name]) => AttributeNames.includes('All') || AttributeNames.includes(name),
  );
  return asked.length === 0 ? {} : { Attributes: Object.fromEntries(asked) };
}

function attributesOf(queue: Queue, now: number): Record<string, string> {
  const messages = queue.messages.all();
  const hidden = messages.filter((message) => message.visibleAt > now);
  const delayed = hidden.filter((message) => message.receiveCount === 0);
  return {
    QueueArn: queue.arn,
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    ApproximateNumberOfMessages: String(messages.length - hidden.length),
    ApproximateNumberOfMessagesNotVisible: String(hidden.length - delayed.length),
    ApproximateNumberOfMessagesDelayed: String(delayed.length),
    VisibilityTimeout: String(queue.visibilitySeconds),
    DelaySeconds: String(queue.delaySeconds),
    MessageRetentionPeriod: String(queue.retentionSeconds),
    ...(queue.redrive && { RedrivePolicy: JSON.stringify(queue.redrive) }),
  };
}
