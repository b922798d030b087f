import type { Message } from '@aws-sdk/client-sqs';

/** A dead letter's way back: the function and what to hand it, or why there is none. */
type DeadLetter =
  | { readonly kind: 'known'; readonly functionName: string; readonly payload: unknown }
  | { readonly kind: 'unknown'; readonly reason: string };

/**
 * Reads a dead letter in either of its two forms: an event that a rule could not deliver (its target is an attribute),
 * or the record Lambda leaves when every run of an asynchronous invocation failed.
 */
export function readDeadLetter({
  Body = '',
  MessageAttributes,
}: Pick<Message, 'Body' | 'MessageAttributes'>): DeadLetter {
  let body: unknown;
  try {
    body = JSON.parse(Body);
  } catch {
    return { kind: 'unknown', reason: 'its body is not JSON' };
  }
  const target = MessageAttributes?.['TARGET_ARN']?.StringValue;
  if (target) return { kind: 'known', functionName: target, payload: body };
  const { requestContext, requestPayload } = body as {
    requestContext?: { functionArn?: string };
    requestPayload?: unknown;
  };
  const functionArn = requestContext?.functionArn?.replace(/:\$LATEST$/, '');
  if (!functionArn) return { kind: 'unknown', reason: 'it names neither a target nor a function' };
  return { kind: 'known', functionName: functionArn, payload: requestPayload };
}
