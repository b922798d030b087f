import { AwsError } from '../dispatcher.ts';
import { readJsonObject, writeJson } from './json-text.ts';
import type { Protocol, WireRequest } from './protocol.ts';

// The namespaces AWS puts before the exception's name; the other services send the bare name.
const namespaces: Readonly<Record<string, string>> = {
  dynamodb: 'com.amazonaws.dynamodb.v20120810#',
  sqs: 'com.amazonaws.sqs#',
};

// SQS once spoke the query protocol, and its clients still ask for the codes of then.
const sqsQueryCodes: Readonly<Record<string, string>> = {
  AccessDeniedException: 'AccessDenied',
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  MessageNotInflight: 'AWS.SimpleQueueService.MessageNotInflight',
  EmptyBatchRequest: 'AWS.SimpleQueueService.EmptyBatchRequest',
  TooManyEntriesInBatchRequest: 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest',
  BatchRequestTooLong: 'AWS.SimpleQueueService.BatchRequestTooLong',
  BatchEntryIdsNotDistinct: 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct',
  ResourceNotFoundException: 'ResourceNotFoundException',
};

/** AWS JSON 1.0 and 1.1: the action is the last part of X-Amz-Target, input and output are JSON objects. */
export const jsonRpc: Protocol = {
  decode(request) {
    const action = String(request.headers['x-amz-target'] ?? '').match(/\.(\w+)$/)?.[1];
    if (action === undefined)
      throw new AwsError('UnknownOperationException', 'The request names no operation in a protocol spoken here.', {
        status: 404,
      });
    return {
      action,
      input: readJsonObject(request.body),
      answer: (output) => ({ status: 200, headers: { 'content-type': mediaType(request) }, body: writeJson(output) }),
    };
  },
  refuse(error, request) {
    const queryCode = request.service === 'sqs' ? (sqsQueryCodes[error.code] ?? error.code) : undefined;
    return {
      status: error.status,
      headers: {
        'content-type': mediaType(request),
        ...(queryCode && { 'x-amzn-query-error': `${queryCode};${error.status < 500 ? 'Sender' : 'Receiver'}` }),
      },
      body: writeJson({
        __type: (namespaces[request.service] ?? '') + error.code,
        message: error.message,
        ...error.details,
      }),
    };
  },
};

function mediaType(request: WireRequest): string {
  const asked = request.headers['content-type'] ?? '';
  return asked.startsWith('application/x-amz-json-') ? asked : 'application/x-amz-json-1.0';
}
