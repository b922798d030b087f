import type { Message } from './message.ts';
import type { StoredMessages } from './stored-messages.ts';

// One mebibyte since August 2025, for a message and for a batch together.
export const maxBatchBytes = 1_048_576;

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
  readonly messages: StoredMessages;
}

interface Received {
  readonly messages: readonly Message[];
  /** Received too often; taken out of the queue, for its dead-letter queue. */
  readonly exhausted: readonly Message[];
}

/** Drops what has outlived the queue's retention, which counts from the first enqueueing. */
export function expire(queue: Queue, now: number): void {
  queue.messages.deleteSentUntil(now - queue.retentionSeconds * 1000);
}

/** Hands out up to `max` visible messages and hides them for `visibilitySeconds`. */
export function receive(queue: Queue, order: { max: number; visibilitySeconds: number }, now: number): Received {
  const messages: Message[] = [];
  const exhausted: Message[] = [];
  const held = new Set<string>();
  for (let first = queue.messages.first(); first && first.visibleAt <= now; first = queue.messages.first()) {
    // One that is hidden for no time at all is handed out once.
    if (messages.length === order.max || held.has(first.id)) break;
    if (queue.redrive && first.receiveCount >= queue.redrive.maxReceiveCount) {
      queue.messages.delete(first.id);
      exhausted.push(first);
      continue;
    }
    first.receiveCount += 1;
    first.firstReceivedAt ??= now;
    first.receipt = receiptOf(first);
    queue.messages.hide(first, now + order.visibilitySeconds * 1000);
    held.add(first.id);
    messages.push(first);
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
