import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { Place } from '../cloudformation/resource.ts';
import type { Dispatcher } from '../dispatcher.ts';
import { AwsError } from '../dispatcher.ts';
import { gatewayPrincipal } from './gateway-principal.ts';
import { headerOf } from './gateway-request.ts';
import { GatewayError } from './gateway-response.ts';
import type { LambdaProxyIntegration, Method } from './gateway-state.ts';
import type { HttpAnswer } from './http-answer.ts';
import { isBinary } from './media-type.ts';
import { proxyEvent } from './proxy-event.ts';
import type { Exchange } from './request-context.ts';

/**
 * Calls the function of a proxy integration and gives its answer. Throws GatewayError: 504 after the integration's
 * timeout in real time, 500 when Lambda does not run it (throttled, missing), 502 for its error or a malformed answer.
 */
export async function callProxy(
  { dispatcher, place }: { dispatcher: Dispatcher; place: Place },
  method: Method & { integration: LambdaProxyIntegration },
  exchange: Exchange,
): Promise<HttpAnswer> {
  const { functionArn, roleArn, timeoutMilliseconds } = method.integration;
  const { stage, request, context } = exchange;
  const call = dispatcher.call({
    service: 'lambda',
    action: 'InvokeFunction',
    input: {
      FunctionName: functionArn,
      InvocationType: 'RequestResponse',
      Payload: JSON.stringify(proxyEvent(exchange)),
    },
    principal: gatewayPrincipal({ logicalId: method.logicalId, roleArn }, exchange, {
      place,
      behalf: `${stage.name}/${request.httpMethod}${context['resourcePath']}`,
    }),
  });
  const output = await withinTime(call, timeoutMilliseconds);
  if (output['FunctionError'] !== undefined) throw malformedAnswerError();
  return readProxyAnswer(String(output['Payload'] ?? ''), exchange);
}

async function withinTime<T>(call: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new GatewayError('INTEGRATION_TIMEOUT', 'Endpoint request timed out');
    timer = setTimeout(() => reject(error), milliseconds);
  });
  const failed = call.catch((error: unknown) => {
    // A body that API Gateway takes may still be more than a function can be handed.
    if (error instanceof AwsError && error.code === 'RequestTooLargeException')
      throw new GatewayError('REQUEST_TOO_LARGE', 'Request Too Long');
    throw new GatewayError('DEFAULT_5XX', 'Internal server error');
  });
  try {
    return await Promise.race([failed, late]);
  } finally {
    clearTimeout(timer);
  }
}

const malformedAnswerError = () => new GatewayError('DEFAULT_5XX', 'Internal server error', 502);

const members = new Set(['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded']);

/** Reads a function's answer (JSON text) as AWS takes it: no member is needed, and none but the five is allowed. */
function readProxyAnswer(payload: string, exchange: Exchange): HttpAnswer {
  const answer: unknown = JSON.parse(payload === '' ? 'null' : payload);
  if (!isPlain(answer) || Object.keys(answer).some((name) => !members.has(name))) throw malformedAnswerError();
  const { statusCode = 200, headers, multiValueHeaders, body, isBase64Encoded } = answer;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 200 || status > 599) throw malformedAnswerError();
  if (body !== undefined && body !== null && typeof body !== 'string') throw malformedAnswerError();
  const pairs = readAnswerHeaders(headers, multiValueHeaders);
  if (!pairs.some(([name]) => name === 'content-type')) pairs.push(['content-type', 'application/json']);
  // The first type the client accepts decides whether base64 is undone, not the type of the answer.
  const [accepted] = (headerOf(exchange.request, 'accept') ?? '').split(',', 1);
  const decode = isBase64Encoded === true && isBinary(exchange.api.binaryMediaTypes, accepted);
  return { status, headers: pairs, body: Buffer.from(body ?? '', decode ? 'base64' : 'utf8') };
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Headers that API Gateway keeps for itself; those of a function come out under another name. */
const remapped = new Set([
  'authorization',
  'connection',
  'content-length',
  'content-md5',
  'date',
  'expect',
  'host',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'trailer',
  'upgrade',
  'user-agent',
  'www-authenticate',
]);

/** A name with several values wins over the same name with one. */
function readAnswerHeaders(single: unknown, multiple: unknown): [string, string][] {
  const values = new Map<string, readonly unknown[]>();
  for (const [name, value] of entries(single)) values.set(name.toLowerCase(), [value]);
  for (const [name, value] of entries(multiple)) {
    if (!Array.isArray(value)) throw malformedAnswerError();
    values.set(name.toLowerCase(), value);
  }
  return [...values].flatMap(([name, all]) => {
    if (name === 'transfer-encoding') return [];
    const shown = remapped.has(name) ? `x-amzn-remapped-${name}` : name;
    return all.map((value): [string, string] => sendable(shown, value));
  });
}

function entries(headers: unknown): [string, unknown][] {
  if (headers === undefined || headers === null) return [];
  if (!isPlain(headers)) throw malformedAnswerError();
  return Object.entries(headers);
}

function sendable(name: string, value: unknown): [string, string] {
  if (!['string', 'number', 'boolean'].includes(typeof value)) throw malformedAnswerError();
  try {
    validateHeaderName(name);
    validateHeaderValue(name, String(value));
  } catch {
    throw malformedAnswerError();
  }
  return [name, String(value)];
}
