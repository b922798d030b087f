import type { WireAnswer } from './protocol.ts';
import { writeXml } from './xml-text.ts';

type Output = Readonly<Record<string, unknown>>;

const headerOf: Readonly<Record<string, string>> = {
  ContentType: 'content-type',
  ContentLength: 'content-length',
  ContentRange: 'content-range',
  ContentEncoding: 'content-encoding',
  ContentDisposition: 'content-disposition',
  CacheControl: 'cache-control',
  ETag: 'etag',
  Expiration: 'x-amz-expiration',
};

/** Writes what GetObject and HeadObject give: bytes as the body, everything else as headers. */
export function writeObject(output: Output): WireAnswer {
  const body = output['Body'];
  const headers = objectHeaders(output);
  return {
    status: 'content-range' in headers ? 206 : 200,
    headers,
    body: body instanceof Uint8Array ? body : '',
  };
}

/** Writes PutObject's answer, which has no body. */
export function writeStored(output: Output): WireAnswer {
  return { status: 200, headers: objectHeaders(output), body: '' };
}

/** Writes ListObjectsV2's answer. */
export function writeListing(output: Output): WireAnswer {
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: writeXml({ ListBucketResult: output }),
  };
}

function objectHeaders(output: Output): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [member, header] of Object.entries(headerOf)) {
    if (output[member] !== undefined) headers[header] = String(output[member]);
  }
  if (output['LastModified'] instanceof Date) headers['last-modified'] = output['LastModified'].toUTCString();
  for (const [name, value] of Object.entries(output['Metadata'] ?? {})) headers[`x-amz-meta-${name}`] = String(value);
  return headers;
}
