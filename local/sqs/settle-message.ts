import * as z from 'zod';
import { type AwsCall, AwsError } from '../dispatcher.ts';
import { readInput } from '../wire/action-input.ts';
import { findByReceipt, type Queue } from './queue.ts';
import { findQueue } from './queues.ts';
import { checkBatch } from './send-message.ts';
import type { SqsState } from './sqs-state.ts';

const receipt = { ReceiptHandle: z.string() };
const visibility = { ...receipt, VisibilityTimeout: z.number().int().min(0).max(43_200) };
const one = z.strictObject({ QueueUrl: z.string(), ...receipt });
const oneVisibility = z.strictObject({ QueueUrl: z.string(), ...visibility });
const many = z.strictObject({
  QueueUrl: z.string(),
  Entries: z.array(z.strictObject({ Id: z.string(), ...receipt })),
});
const manyVisibilities = z.strictObject({
  QueueUrl: z.string(),
  Entries: z.array(z.strictObject({ Id: z.string(), ...visibility })),
});

/** DeleteMessage: an outdated handle succeeds and deletes nothing, as does a message already gone. */
export function deleteMessage(state: SqsState, call: AwsCall): Record<string, unknown> {
  const input = readInput(one, call);
  remove(state, findQueue(state.queues, input.QueueUrl, state.now()), input.ReceiptHandle);
  return {};
}

/** DeleteMessageBatch: each entry succeeds or fails for itself. */
export function deleteMessageBatch(state: SqsState, call: AwsCall): Record<string, unknown> {
  const { QueueUrl, Entries } = readInput(many, call);
  const queue = findQueue(state.queues, QueueUrl, state.now());
  checkBatch(Entries);
  return outcomes(Entries, (entry) => remove(state, queue, entry.ReceiptHandle));
}

/** ChangeMessageVisibility: counts anew from now; throws MessageNotInflight for a message nobody holds. */
export function changeMessageVisibility(state: SqsState, call: AwsCall): Record<string, unknown> {
  const input = readInput(oneVisibility, call);
  hide(findQueue(state.queues, input.QueueUrl, state.now()), input, state.now());
  return {};
}

/** ChangeMessageVisibilityBatch: each entry succeeds or fails for itself. */
export function changeMessageVisibilityBatch(state: SqsState, call: AwsCall): Record<string, unknown> {
  const { QueueUrl, Entries } = readInput(manyVisibilities, call);
  const queue = findQueue(state.queues, QueueUrl, state.now());
  checkBatch(Entries);
  return outcomes(Entries, (entry) => hide(queue, entry, state.now()));
}

function remove(state: SqsState, queue: Queue, handle: string): void {
  state.measure('AWS/SQS', { QueueName: queue.name }, { NumberOfMessagesDeleted: 1 });
  const message = findByReceipt(queue, handle);
  if (message?.receipt === handle) queue.messages.delete(message.id);
}

function hide(queue: Queue, order: { ReceiptHandle: string; VisibilityTimeout: number }, now: number): void {
  const message = findByReceipt(queue, order.ReceiptHandle);
  if (!message) throw new AwsError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.', { status: 404 });
  if (message.receipt !== order.ReceiptHandle || message.visibleAt <= now)
    throw new AwsError('MessageNotInflight', 'The specified message is not in flight.');
  queue.messages.hide(message, now + order.VisibilityTimeout * 1000);
}

function outcomes<Entry extends { readonly Id: string }>(entries: readonly Entry[], settle: (entry: Entry) => void) {
  const Successful: { Id: string }[] = [];
  const Failed: { Id: string; Code: string; Message: string; SenderFault: boolean }[] = [];
  for (const entry of entries) {
    try {
      settle(entry);
      Successful.push({ Id: entry.Id });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id: entry.Id, Code: error.code, Message: error.message, SenderFault: true });
    }
  }
  return { Successful, Failed };
}
