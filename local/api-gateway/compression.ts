import { gunzipSync, gzipSync, inflateSync } from 'node:zlib';
import { type GatewayRequest, headerOf } from './gateway-request.ts';
import { GatewayError } from './gateway-response.ts';
import type { RestApi } from './gateway-state.ts';
import type { HttpAnswer } from './http-answer.ts';

/** Decompresses a request to an API with compression. Throws GatewayError for a body that is not what its encoding says. */
export function decompressRequest(api: RestApi, request: GatewayRequest): GatewayRequest {
  const encoding = headerOf(request, 'content-encoding')?.toLowerCase();
  if (api.minimumCompressionSize === undefined || (encoding !== 'gzip' && encoding !== 'deflate')) return request;
  const headers = new Map([...request.headers].filter(([name]) => name.toLowerCase() !== 'content-encoding'));
  try {
    return { ...request, headers, body: encoding === 'gzip' ? gunzipSync(request.body) : inflateSync(request.body) };
  } catch {
    throw new GatewayError('DEFAULT_4XX', 'Could not decompress the request payload');
  }
}

/** Compresses answers of an API with compression from its minimum size on, for clients that accept gzip. */
export function compressAnswer(api: RestApi, request: GatewayRequest, answer: HttpAnswer): HttpAnswer {
  const { minimumCompressionSize: minimum } = api;
  const accepted = /\b(gzip|\*)/.test(headerOf(request, 'accept-encoding') ?? '');
  const already = answer.headers.some(([name]) => name === 'content-encoding');
  if (minimum === undefined || !accepted || already || answer.body.length < minimum) return answer;
  return { ...answer, headers: [...answer.headers, ['content-encoding', 'gzip']], body: gzipSync(answer.body) };
}
