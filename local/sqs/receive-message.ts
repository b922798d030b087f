import * as z from 'zod';
import { type AwsCall, AwsError } from '../dispatcher.ts';
import { readInput } from '../wire/action-input.ts';
import type { Message } from './message.ts';
import { type Queue, receive } from './queue.ts';
import { findQueue } from './queues.ts';
import { md5 } from './send-message.ts';
import type { SqsState } from './sqs-state.ts';

const names = z.array(z.string()).default([]);

const shape = z.strictObject({
  QueueUrl: z.string(),
  MaxNumberOfMessages: z.number().int().default(1),
  VisibilityTimeout: z.number().int().optional(),
  WaitTimeSeconds: z.number().optional(),
  AttributeNames: names,
  MessageSystemAttributeNames: names,
  MessageAttributeNames: names,
  ReceiveRequestAttemptId: z.string().optional(),
});

/** ReceiveMessage: hands out and hides visible messages; one received too often goes to the dead-letter queue instead. */
export function receiveMessage(state: SqsState, call: AwsCall): Record<string, unknown> {
  const input = readInput(shape, call);
  const queue = findQueue(state.queues, input.QueueUrl, state.now());
  const max = input.MaxNumberOfMessages;
  if (max < 1 || max > 10)
    throw new AwsError(
      'InvalidParameterValue',
      `Value ${max} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.`,
    );
  const visibilitySeconds = input.VisibilityTimeout ?? queue.visibilitySeconds;
  const { messages, exhausted } = receive(queue, { max, visibilitySeconds }, state.now());
  for (const message of exhausted) moveToDeadLetters(state, queue, message);
  state.measure(
    'AWS/SQS',
    { QueueName: queue.name },
    messages.length === 0 ? { NumberOfEmptyReceives: 1 } : { NumberOfMessagesReceived: messages.length },
  );
  if (messages.length === 0) return {};
  const system = [...input.AttributeNames, ...input.MessageSystemAttributeNames];
  return { Messages: messages.map((message) => wireMessage(message, system, input.MessageAttributeNames)) };
}

function moveToDeadLetters(state: SqsState, queue: Queue, message: Message): void {
  if (!queue.redrive) return;
  const target = findQueue(state.queues, queue.redrive.deadLetterTargetArn, state.now());
  target.messages.add({ ...message, visibleAt: state.now(), sourceArn: queue.arn, movedAt: state.now() });
}

function wireMessage(message: Message, system: readonly string[], own: readonly string[]): Record<string, unknown> {
  const attributes = Object.entries(systemAttributes(message)).filter(
    ([name, value]) => value !== undefined && (system.includes('All') || system.includes(name)),
  );
  const messageAttributes = Object.entries(message.attributes).filter(([name]) =>
    own.some((asked) => asks(asked, name)),
  );
  return {
    MessageId: message.id,
    ReceiptHandle: message.receipt,
    Body: message.body,
    MD5OfBody: md5(message.body),
    ...(attributes.length > 0 && { Attributes: Object.fromEntries(attributes) }),
    ...(messageAttributes.length > 0 && { MessageAttributes: Object.fromEntries(messageAttributes) }),
  };
}

function asks(asked: string, name: string): boolean {
  if (asked === 'All' || asked === '.*') return true;
  return asked.endsWith('.*') ? name.startsWith(asked.slice(0, -2)) : asked === name;
}

function systemAttributes(message: Message): Record<string, string | undefined> {
  return {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    AWSTraceHeader: message.traceHeader,
    DeadLetterQueueSourceArn: message.sourceArn,
  };
}
