import * as z from 'zod';
import { AwsError, type Dispatcher, operator } from '../dispatcher.ts';
import { type DeadLetter, deadLetterOf, type LyingMessage, lyingMessages } from './dead-letters.ts';
import type { Message } from './message.ts';
import { moveBack } from './move-task.ts';
import { findQueue } from './queues.ts';
import type { SqsState } from './sqs-state.ts';

export interface Redriven {
  readonly redriven: number;
  readonly left: readonly { readonly messageId: string; readonly reason: string }[];
}

interface FunctionOrigin {
  readonly kind: 'function';
  readonly arn: string;
  readonly payload: string;
}

interface QueueOrigin {
  readonly kind: 'queue';
  readonly arn: string;
  /** Those it goes with. */
  readonly attributes: Message['attributes'];
}

/** Where a dead letter belongs: back in a queue, to a function again, or nowhere. */
type Origin = QueueOrigin | FunctionOrigin | { readonly kind: 'unknown'; readonly reason: string };

// The record Lambda sends to an on-failure destination.
const failedInvocation = z.object({
  requestContext: z.object({ functionArn: z.string() }),
  requestPayload: z.json().optional(),
});

/** Puts every dead letter back to where it came from; what cannot go back stays and is reported with the reason. */
export async function redrive(state: SqsState, dispatcher: Dispatcher): Promise<Redriven> {
  const left: { messageId: string; reason: string }[] = [];
  const lying = lyingMessages(state.queues, state.now());
  const reasons = await Promise.all(lying.map((letter) => redriveOne(state, dispatcher, letter)));
  for (const [index, reason] of reasons.entries()) {
    if (reason !== undefined) left.push({ messageId: lying[index]?.message.id ?? '', reason });
  }
  return { redriven: lying.length - left.length, left };
}

/** Finds out where a dead letter came from. */
function originOf({ message, queue }: LyingMessage): Origin {
  if (message.sourceArn !== undefined) return { kind: 'queue', arn: message.sourceArn, attributes: message.attributes };
  const letter = deadLetterOf({ message, queue });
  const target = letter.attributes['TARGET_ARN'];
  if (target !== undefined) return ruleTarget(target, message.body);
  return failedFunction(letter);
}

function ruleTarget(target: string, payload: string): Origin {
  if (target.includes(':lambda:')) return { kind: 'function', arn: target, payload };
  // Its attributes say why it was not delivered; it goes as it would have gone then.
  if (target.includes(':sqs:')) return { kind: 'queue', arn: target, attributes: {} };
  return { kind: 'unknown', reason: `its target is neither function nor queue: ${target}` };
}

function failedFunction(letter: DeadLetter): Origin {
  const { success, data } = failedInvocation.safeParse(letter.body);
  if (!success) {
    const reason = 'ErrorMessage' in letter.attributes ? 'its message names no function' : 'its origin is unknown';
    return { kind: 'unknown', reason };
  }
  if (data.requestPayload === undefined)
    return { kind: 'unknown', reason: 'the record of a failed batch holds no data' };
  const arn = data.requestContext.functionArn.replace(/:\$LATEST$/, '');
  return { kind: 'function', arn, payload: JSON.stringify(data.requestPayload) };
}

async function redriveOne(state: SqsState, dispatcher: Dispatcher, letter: LyingMessage): Promise<string | undefined> {
  const origin = originOf(letter);
  if (origin.kind === 'unknown') return origin.reason;
  try {
    if (origin.kind === 'queue') toQueue(state, letter, origin);
    else await toFunction(dispatcher, letter, origin);
    return undefined;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return `${error.code}: ${error.message}`;
  }
}

function toQueue(state: SqsState, { queue, message }: LyingMessage, { arn, attributes }: QueueOrigin): void {
  const now = state.now();
  moveBack(queue, findQueue(state.queues, arn, now), { message: { ...message, attributes }, now });
}

/** Taken out before the call, so that two redrives at once do not send it twice; a failed call puts it back. */
async function toFunction(
  dispatcher: Dispatcher,
  { queue, message }: LyingMessage,
  origin: FunctionOrigin,
): Promise<void> {
  queue.messages.delete(message.id);
  const input = { FunctionName: origin.arn, InvocationType: 'Event', Payload: origin.payload };
  try {
    await dispatcher.call({ service: 'lambda', action: 'InvokeFunction', input, principal: operator });
  } catch (error) {
    queue.messages.add(message);
    throw error;
  }
}
