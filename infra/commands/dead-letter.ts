import type { Message } from '@aws-sdk/client-sqs';

/** A dead letter's way back: what to hand to which function or queue, the time whose facts to publish again, or why there is none. */
export type DeadLetter =
  | { readonly kind: 'call'; readonly functionName: string; readonly payload: unknown }
  | { readonly kind: 'message'; readonly queueArn: string; readonly body: string }
  | { readonly kind: 'facts'; readonly from: number; readonly to: number }
  | { readonly kind: 'unknown'; readonly reason: string };

/** A fact says when it was decided; it came into the stream when it was saved, as much later as a function may run. */
const longestRunMs = 15 * 60 * 1000;
/** The stream's times are whole seconds. */
const secondMs = 1000;

/**
 * Reads a dead letter in one of its forms: what a rule could not deliver or the relay could not publish (its target is an
 * attribute), what a redrive policy took out of a queue (which an attribute of SQS names), the record Lambda leaves when every run of an asynchronous invocation failed, or the one it leaves when a
 * stream's records were given up. That one holds no data, but says of which time they were; the facts are in the table.
 */
export function readDeadLetter({
  Body = '',
  Attributes,
  MessageAttributes,
}: Pick<Message, 'Body' | 'Attributes' | 'MessageAttributes'>): DeadLetter {
  const target = MessageAttributes?.['TARGET_ARN']?.StringValue;
  const queueArn = Attributes?.DeadLetterQueueSourceArn ?? (target?.split(':')[2] === 'sqs' ? target : undefined);
  if (queueArn !== undefined) return { kind: 'message', queueArn, body: Body };
  const body = parse(Body);
  if (body === undefined) return { kind: 'unknown', reason: 'its body is no JSON object' };
  if (target) return { kind: 'call', functionName: target, payload: body };
  const { requestContext, requestPayload, DDBStreamBatchInfo: batch } = body;
  if (batch) return factsOf(batch);
  const functionArn = requestContext?.functionArn?.replace(/:\$LATEST$/, '');
  if (!functionArn) return { kind: 'unknown', reason: 'it names neither a target nor a function' };
  return { kind: 'call', functionName: functionArn, payload: requestPayload };
}

interface FailureRecord {
  readonly requestContext?: { readonly functionArn?: string };
  readonly requestPayload?: unknown;
  readonly DDBStreamBatchInfo?: BatchInfo;
}

interface BatchInfo {
  readonly approximateArrivalOfFirstRecord?: string;
  readonly approximateArrivalOfLastRecord?: string;
}

function parse(text: string): FailureRecord | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function factsOf(batch: BatchInfo): DeadLetter {
  const first = Date.parse(batch.approximateArrivalOfFirstRecord ?? '');
  const last = Date.parse(batch.approximateArrivalOfLastRecord ?? '');
  if (!(first <= last)) return { kind: 'unknown', reason: 'it does not say when its records came' };
  return { kind: 'facts', from: first - longestRunMs, to: last + secondMs };
}
