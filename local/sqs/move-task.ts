import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { type AwsCall, AwsError } from '../dispatcher.ts';
import { readInput } from '../wire/action-input.ts';
import type { Message } from './message.ts';
import type { Queue } from './queue.ts';
import { findQueue } from './queues.ts';
import type { SqsState } from './sqs-state.ts';

const shape = z.strictObject({
  SourceArn: z.string(),
  DestinationArn: z.string().optional(),
  MaxNumberOfMessagesPerSecond: z.number().optional(),
});

/**
 * StartMessageMoveTask: done when it answers. Without a destination each message goes back to the queue it came from;
 * one that no redrive policy brought here stays, as on AWS, where only queues can be sources.
 */
export function startMessageMoveTask(state: SqsState, call: AwsCall): Record<string, unknown> {
  const { SourceArn, DestinationArn } = readInput(shape, call);
  const source = findQueue(state.queues, SourceArn, state.now());
  if (!state.queues.deadLetterArns.has(source.arn))
    throw new AwsError('InvalidParameterValue', 'Source queue must be configured as a Dead Letter Queue.');
  for (const message of source.messages.all()) {
    const destination = DestinationArn ?? message.sourceArn;
    if (destination !== undefined)
      moveBack(source, findQueue(state.queues, destination, state.now()), { message, now: state.now() });
  }
  return { TaskHandle: Buffer.from(randomUUID()).toString('base64') };
}

/** Moves a message as a new one: with a new id, a new time of enqueueing and nothing received. */
export function moveBack(from: Queue, to: Queue, order: { message: Message; now: number }): void {
  const { body, attributes, traceHeader, senderId } = order.message;
  from.messages.delete(order.message.id);
  const id = randomUUID();
  const { now } = order;
  to.messages.add({ id, body, attributes, traceHeader, senderId, sentAt: now, visibleAt: now, receiveCount: 0 });
}
