import type { Resource } from '../cloudformation/resource.ts';
import type { Message } from './message.ts';
import type { Queue } from './queue.ts';
import { findQueue, type Queues } from './queues.ts';

export interface DeadLetter {
  readonly queue: string;
  readonly messageId: string;
  /** Parsed where it is JSON. */
  readonly body: unknown;
  readonly attributes: Readonly<Record<string, string>>;
  /** ISO-8601. */
  readonly sentAt: string;
}

export interface LyingMessage {
  readonly queue: Queue;
  readonly message: Message;
}

/** The ARNs that a resource names as where its failures go: DeadLetterConfig, OnFailure or RedrivePolicy, at any depth. */
export function deadLetterTargets(resource: Resource): readonly string[] {
  return targetsWithin(resource.properties).filter((arn) => arn.includes(':sqs:'));
}

/** All messages lying in dead-letter queues, hidden ones too, queue by queue, oldest first. */
export function lyingMessages(queues: Queues, now: number): readonly LyingMessage[] {
  const known = [...queues.byName.values()].filter((queue) => queues.deadLetterArns.has(queue.arn));
  return known
    .map((queue) => findQueue(queues, queue.arn, now))
    .flatMap((queue) => queue.messages.all().map((message) => ({ queue, message })));
}

/** Writes a lying message for people. */
export function deadLetterOf({ queue, message }: LyingMessage): DeadLetter {
  const attributes = Object.entries(message.attributes);
  return {
    queue: queue.name,
    messageId: message.id,
    body: parseBody(message.body),
    attributes: Object.fromEntries(
      attributes.map(([name, value]) => [name, value.StringValue ?? value.BinaryValue ?? '']),
    ),
    sentAt: new Date(message.sentAt).toISOString(),
  };
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

// The property that holds a failure's destination, and the member with its ARN.
const destinationMembers: Readonly<Record<string, readonly string[]>> = {
  DeadLetterConfig: ['Arn', 'TargetArn'],
  OnFailure: ['Destination'],
  RedrivePolicy: ['deadLetterTargetArn'],
};

function targetsWithin(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(targetsWithin);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const wanted = destinationMembers[name];
    if (!wanted || typeof member !== 'object' || member === null) return targetsWithin(member);
    return Object.entries(member).flatMap(([key, arn]) =>
      wanted.includes(key) && typeof arn === 'string' ? [arn] : [],
    );
  });
}
