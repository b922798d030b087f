import { type AwsError, unsupportedAction } from '../dispatcher.ts';
import type { Protocol, WireCall, WireRequest } from './protocol.ts';
import { writeListing, writeObject, writeStored } from './s3-answer.ts';
import { readPutInput } from './s3-put-input.ts';
import { writeXml } from './xml-text.ts';

interface S3Operation extends Omit<WireCall, 'input'> {
  /** Query parameters that are members of the input; any other one asks for an operation that is not emulated. */
  readonly parameters: Readonly<Record<string, string>>;
}

// `METHOD level`, the level being what the path names.
const operations: Readonly<Record<string, S3Operation>> = {
  'PUT object': { action: 'PutObject', parameters: {}, answer: writeStored },
  'GET object': { action: 'GetObject', parameters: {}, answer: writeObject },
  'HEAD object': { action: 'HeadObject', parameters: {}, answer: (output) => writeObject({ ...output, Body: '' }) },
  'DELETE object': { action: 'DeleteObject', parameters: {}, answer: () => ({ status: 204, headers: {}, body: '' }) },
  'HEAD bucket': { action: 'HeadBucket', parameters: {}, answer: () => ({ status: 200, headers: {}, body: '' }) },
  'GET bucket': {
    action: 'ListObjectsV2',
    parameters: {
      'list-type': 'ListType',
      prefix: 'Prefix',
      delimiter: 'Delimiter',
      'max-keys': 'MaxKeys',
      'continuation-token': 'ContinuationToken',
      'start-after': 'StartAfter',
    },
    answer: writeListing,
  },
};

/** S3's REST API with the bucket in the path: bodies are the objects' bytes, listings and errors are XML. */
export const s3Rest: Protocol = {
  decode(request) {
    const [bucket = '', ...rest] = request.path.slice(1).split('/').map(decodeURIComponent);
    const key = rest.join('/');
    const name = `${request.method} ${key ? 'object' : 'bucket'}`;
    const operation = operations[name];
    if (!operation || !bucket) throw unsupportedAction({ service: 's3', action: `${request.method} ${request.path}` });
    const input = {
      Bucket: bucket,
      ...(key && { Key: key }),
      ...queryInput(request, operation),
      ...(operation.action === 'GetObject' && { Range: request.headers.range }),
      ...(operation.action === 'PutObject' && readPutInput(request)),
    };
    return { action: operation.action, input, answer: operation.answer };
  },
  refuse: (error, request) => ({
    status: error.status,
    headers: { 'content-type': 'application/xml' },
    body: request.method === 'HEAD' ? '' : errorDocument(error, request.requestId),
  }),
};

function queryInput(request: WireRequest, operation: S3Operation): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const [name, value] of request.query) {
    const member = operation.parameters[name];
    if (member !== undefined) input[member] = value;
    // The SDK repeats the operation's name in `x-id`.
    else if (name !== 'x-id') throw unsupportedAction({ service: 's3', action: `${operation.action}?${name}` });
  }
  delete input['ListType'];
  return input;
}

function errorDocument(error: AwsError, requestId: string): string {
  return writeXml({ Error: { Code: error.code, Message: error.message, ...error.details, RequestId: requestId } });
}
