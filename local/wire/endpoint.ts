/**
 * The AWS API in HTTP's terms, as SDK clients and the CLI speak it once AWS_ENDPOINT_URL points at this runtime: requests
 * come over HTTP, and from functions over the ports of their threads.
 *
 * Speaks: AWS JSON 1.0 and 1.1 (whatever carries X-Amz-Target: DynamoDB, Step Functions, EventBridge, SQS, CloudWatch,
 * CloudWatch Logs …), REST JSON for SES v2, API Gateway's control plane and Lambda's Invoke, REST XML for S3 (path style)
 * and the query protocol (SNS, STS, CloudWatch).
 * The service and the access key come from the SigV4 credential scope. Signatures are not verified.
 * Timestamps reach a handler as on the wire (epoch seconds); in an output a Date becomes what the protocol asks for.
 * Refuses: presigned URLs, SigV4a, RPC v2 CBOR and virtual-hosted buckets.
 */
import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { AwsError, type Dispatcher, type Principal } from '../dispatcher.ts';
import type { Scheduler } from '../scheduler.ts';
import { type CredentialScope, readCredentialScope } from './credential-scope.ts';
import { jsonRpc } from './json-rpc.ts';
import type { Protocol, UnreadRequest, WireAnswer, WireRequest } from './protocol.ts';
import { query } from './query.ts';
import { restJson } from './rest-json.ts';
import { s3Rest } from './s3-rest.ts';

interface AwsEndpointParts {
  readonly dispatcher: Dispatcher;
  readonly scheduler: Pick<Scheduler, 'now'>;
  principalOf(accessKeyId: string): Principal;
}

export type AwsEndpoint = (request: UnreadRequest) => Promise<WireAnswer | undefined>;

/** Makes the door for SDK calls: it answers an AWS request, and gives undefined for any other. */
export function createAwsEndpoint(parts: AwsEndpointParts): AwsEndpoint {
  return async (request) => {
    const scope = readCredentialScope(request.headers.authorization);
    if (!scope && request.headers['x-amz-target'] === undefined) return undefined;
    // A signed request to the app's own API is for the gateway.
    if (scope?.service === 'execute-api') return undefined;
    const requestId = randomUUID();
    const answer = await answerTo(parts, scope, wireRequest(request, { service: scope?.service ?? '', requestId }));
    return marked(answer, { requestId, now: parts.scheduler.now() });
  };
}

/** Not tracked by the scheduler: a synchronous execution asked for from outside may wait for the clock that its caller moves. */
async function answerTo(parts: AwsEndpointParts, scope: CredentialScope | undefined, request: WireRequest) {
  const protocol = protocolOf(request);
  try {
    if (!scope)
      throw new AwsError('MissingAuthenticationTokenException', 'Request is missing Authentication Token', {
        status: 403,
      });
    const call = protocol.decode(plain(request));
    const principal = parts.principalOf(scope.accessKeyId);
    return call.answer(
      await parts.dispatcher.call({ service: scope.service, action: call.action, input: call.input, principal }),
    );
  } catch (error) {
    return protocol.refuse(asAwsError(error), request);
  }
}

function wireRequest(
  { method, url, headers, body }: UnreadRequest,
  known: Pick<WireRequest, 'service' | 'requestId'>,
): WireRequest {
  const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
  return { ...known, method, path: pathname, query: searchParams, headers, body };
}

/** Undoes request compression, which SDKs apply to large inputs; for S3 the encoding belongs to the object. */
function plain(request: WireRequest): WireRequest {
  if (request.service === 's3' || request.headers['content-encoding'] !== 'gzip') return request;
  return { ...request, body: gunzipSync(request.body) };
}

function protocolOf(request: WireRequest): Protocol {
  if (request.headers['x-amz-target'] !== undefined) return jsonRpc;
  if (request.service === 's3') return s3Rest;
  if (['ses', 'apigateway', 'lambda'].includes(request.service)) return restJson;
  return request.headers['smithy-protocol'] === undefined ? query : jsonRpc;
}

function asAwsError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  if (error instanceof URIError) return new AwsError('InvalidURI', "Couldn't parse the specified URI.");
  console.error(error);
  return new AwsError('InternalFailure', error instanceof Error ? error.message : String(error), { status: 500 });
}

function marked({ status, headers, body }: WireAnswer, mark: { requestId: string; now: number }): WireAnswer {
  return {
    status,
    headers: {
      date: new Date(mark.now).toUTCString(),
      'x-amzn-requestid': mark.requestId,
      'x-amz-request-id': mark.requestId,
      'content-length': String(Buffer.byteLength(body)),
      ...headers,
    },
    body,
  };
}
