import { AwsError } from '../dispatcher.ts';

/**
 * Takes the frames off a body sent as `aws-chunked` (what SDKs do to stream an object with a trailing checksum):
 * `<hex size>[;signature]`, the bytes, and at size zero the trailers. Throws IncompleteBody when it ends early.
 */
export function readAwsChunked(body: Buffer): Buffer {
  const chunks: Buffer[] = [];
  let position = 0;
  for (;;) {
    const lineEnd = body.indexOf('\r\n', position);
    const size = Number.parseInt(body.toString('latin1', position, Math.max(lineEnd, position)), 16);
    if (lineEnd < 0 || !Number.isInteger(size) || lineEnd + 2 + size > body.length)
      throw new AwsError('IncompleteBody', 'The request body terminated unexpectedly');
    if (size === 0) return Buffer.concat(chunks);
    chunks.push(body.subarray(lineEnd + 2, lineEnd + 2 + size));
    position = lineEnd + 2 + size + 2;
  }
}
