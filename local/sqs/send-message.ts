import { createHash, randomUUID } from 'node:crypto';
import * as z from 'zod';
import { type AwsCall, AwsError } from '../dispatcher.ts';
import { readInput } from '../wire/action-input.ts';
import type { Message } from './message.ts';
import { maxBatchBytes, type Queue } from './queue.ts';
import { findQueue } from './queues.ts';
import type { SqsState } from './sqs-state.ts';

const attribute = z.object({
  DataType: z.string(),
  StringValue: z.string().optional(),
  BinaryValue: z.string().optional(),
});

const message = {
  MessageBody: z.string().default(''),
  DelaySeconds: z.number().int().optional(),
  MessageAttributes: z.record(z.string(), attribute).default({}),
  MessageSystemAttributes: z.record(z.string(), attribute).default({}),
};

const single = z.strictObject({ QueueUrl: z.string(), ...message });
const batch = z.strictObject({
  QueueUrl: z.string(),
  Entries: z.array(z.strictObject({ Id: z.string(), ...message })),
});

type Outgoing = Omit<z.output<typeof single>, 'QueueUrl'>;

/** SendMessage: gives the id and the body's MD5, which SDK clients check. */
export function sendMessage(state: SqsState, call: AwsCall): Record<string, unknown> {
  const input = readInput(single, call);
  const queue = findQueue(state.queues, input.QueueUrl, state.now());
  checkSize(Buffer.byteLength(input.MessageBody), queue.maxBytes);
  return enqueue(state, queue, { input, senderId: call.principal.name });
}

/** SendMessageBatch: up to ten messages with distinct ids, all or none checked before the first is kept. */
export function sendMessageBatch(state: SqsState, call: AwsCall): Record<string, unknown> {
  const { QueueUrl, Entries } = readInput(batch, call);
  const queue = findQueue(state.queues, QueueUrl, state.now());
  checkBatch(Entries);
  const sizes = Entries.map((entry) => Buffer.byteLength(entry.MessageBody));
  if (sizes.reduce((total, bytes) => total + bytes, 0) > maxBatchBytes)
    throw new AwsError('BatchRequestTooLong', `Batch requests cannot be longer than ${maxBatchBytes} bytes.`);
  for (const bytes of sizes) checkSize(bytes, queue.maxBytes);
  const Successful = Entries.map((input) => ({
    Id: input.Id,
    ...enqueue(state, queue, { input, senderId: call.principal.name }),
  }));
  return { Successful, Failed: [] };
}

/** Throws what AWS throws for a batch that is empty, too long or repeats an id. */
export function checkBatch(entries: readonly { readonly Id: string }[]): void {
  if (entries.length === 0)
    throw new AwsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  if (entries.length > 10)
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are 10. You have sent ${entries.length}.`,
    );
  const ids = entries.map((entry) => entry.Id);
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated !== undefined) throw new AwsError('BatchEntryIdsNotDistinct', `Id ${repeated} repeated.`);
}

/** The MD5 of a body in hexadecimal. */
export function md5(body: string): string {
  return createHash('md5').update(body).digest('hex');
}

function checkSize(bytes: number, maxBytes: number): void {
  if (bytes > maxBytes)
    throw new AwsError(
      'InvalidParameterValue',
      `One or more parameters are invalid. Reason: Message must be shorter than ${maxBytes} bytes.`,
    );
}

function enqueue(state: SqsState, queue: Queue, order: { input: Outgoing; senderId: string }) {
  const { input, senderId } = order;
  if (input.MessageBody === '')
    throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.');
  const now = state.now();
  const kept: Message = {
    id: randomUUID(),
    body: input.MessageBody,
    attributes: input.MessageAttributes,
    traceHeader: input.MessageSystemAttributes['AWSTraceHeader']?.StringValue,
    senderId,
    sentAt: now,
    visibleAt: now + (input.DelaySeconds ?? queue.delaySeconds) * 1000,
    receiveCount: 0,
  };
  queue.messages.add(kept);
  state.measure('AWS/SQS', { QueueName: queue.name }, { NumberOfMessagesSent: 1 });
  return { MessageId: kept.id, MD5OfMessageBody: md5(kept.body) };
}
