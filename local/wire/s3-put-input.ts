import { unsupportedAction } from '../dispatcher.ts';
import { readAwsChunked } from './aws-chunked.ts';
import type { WireRequest } from './protocol.ts';

const members: Readonly<Record<string, string>> = {
  'content-type': 'ContentType',
  'cache-control': 'CacheControl',
  'content-disposition': 'ContentDisposition',
  'if-none-match': 'IfNoneMatch',
  'if-match': 'IfMatch',
};

const userMetadata = 'x-amz-meta-';

/** Reads PutObject's headers and bytes; checksums, encryption and tags in the headers have no effect here. */
export function readPutInput(request: WireRequest): Record<string, unknown> {
  const { headers } = request;
  const body = typeof request.body === 'string' ? Buffer.from(request.body) : request.body;
  if (headers['x-amz-copy-source'] !== undefined) throw unsupportedAction({ service: 's3', action: 'CopyObject' });
  const encodings = (headers['content-encoding'] ?? '').split(',').map((name) => name.trim());
  const kept = encodings.filter((name) => name !== '' && name !== 'aws-chunked').join(',');
  const input: Record<string, unknown> = { Body: encodings.includes('aws-chunked') ? readAwsChunked(body) : body };
  if (kept) input['ContentEncoding'] = kept;
  const metadata: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(headers)) {
    const member = members[name];
    if (member !== undefined) input[member] = value;
    if (name.startsWith(userMetadata)) metadata[name.slice(userMetadata.length)] = value;
  }
  return { ...input, Metadata: metadata };
}
