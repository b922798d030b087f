import type { KeptMap } from '../journal/kept-map.ts';

// One mebibyte since August 2025, for a message and for a batch together.
export const maxBatchBytes = 1_048_576;

interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string | undefined;
  /** Base64. */
  readonly BinaryValue?: string | undefined;
}

export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly traceHeader?: string | undefined;
  readonly senderId: string;
  /** Epoch ms, as all instants here. A move to a dead-letter queue does not change it. */
  readonly sentAt: number;
  visibleAt: number;
  receiveCount: number;
  firstReceivedAt?: number;
  /** The handle of the latest receive. */
  receipt?: string;
  /** The queue a redrive policy took it from. */
  sourceArn?: string;
}

interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

export interface Queue {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly createdAt: number;
  readonly visibilitySeconds: number;
  readonly delaySeconds: number;
  readonly retentionSeconds: number;
  readonly maxBytes: number;
  readonly redrive?: RedrivePolicy;
  /** By id, oldest first. */
  readonly messages: KeptMap<Message>;
}

interface Received {
  readonly messages: readonly Message[];
  /** Received too often; taken out of the queue, for its dead-letter queue. */
  readonly exhausted: readonly Message[];
}

/** Drops what has outlived the queue's retention, which counts from the first enqueueing. */
export function expire(queue: Queue, now: number): void {
  for (const message of queue.messages.values()) {
    if (message.sentAt + queue.retentionSeconds * 1000 <= now) queue.messages.delete(message.id);
  }
}

/** Hands out up to `max` visible messages and hides them for `visibilitySeconds`. */
export function receive(queue: Queue, order: { max: number; visibilitySeconds: number }, now: number): Received {
  const messages: Message[] = [];
  const exhausted: Message[] = [];
  for (const message of queue.messages.values()) {
    if (messages.length === order.max) break;
    if (message.visibleAt > now) continue;
    if (queue.redrive && message.receiveCount >= queue.redrive.maxReceiveCount) {
      queue.messages.delete(message.id);
      exhausted.push(message);
      continue;
    }
    message.visibleAt = now + order.visibilitySeconds * 1000;
    message.receiveCount += 1;
    message.firstReceivedAt ??= now;
    message.receipt = receiptOf(message);
    queue.messages.changed(message.id);
    messages.push(message);
  }
  return { messages, exhausted };
}

/** Finds the message of a receipt handle, whether or not it is the latest handle; undefined when it is gone. */
export function findByReceipt(queue: Queue, receipt: string): Message | undefined {
  const [id] = Buffer.from(receipt, 'base64url').toString().split(' ');
  return queue.messages.get(id ?? '');
}

function receiptOf(message: Message): string {
  return Buffer.from(`${message.id} ${message.receiveCount}`).toString('base64url');
}
