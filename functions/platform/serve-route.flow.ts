import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import type { ApiRequest, HandleOf } from './api-request.ts';
import { callerOf } from './authorized-caller.contract.ts';
import type { Caller } from './caller.ts';
import { contentTypeOf } from './content-type.ts';
import { type Context, enter, type Invocation } from './context.port.ts';
import { Rejected, Retryable } from './failure.ts';
import { logger } from './logger.port.ts';
import { type HttpAnswer, notFound, problem } from './problem.ts';
import { maxBodyBytesOf, type Route } from './route.ts';

type Entry = (event: APIGatewayProxyEvent, invocation?: Invocation) => Promise<APIGatewayProxyResult>;

/** Most bytes of a part of a path: what names something here fits into a key of the table. */
const longestPathPart = 512;

/**
 * Makes the Lambda entry of one route, with the doors that its declaration asks for. Answers every failure as a problem
 * document without stack or input.
 */
export function serveRoute<const Declared extends Route>(route: Declared, handle: HandleOf<Declared>): Entry {
  // Which of the two it is, the route's declaration decides; both are called alike.
  const answer = handle as (request: ApiRequest<Declared>, context: Context) => Promise<HttpAnswer>;
  return async (event, invocation) => {
    try {
      const request = admit(route, event);
      return render('status' in request ? request : await answer(request, enter(invocation)));
    } catch (error) {
      return render(failure(error));
    }
  };
}

function failure(error: unknown): HttpAnswer {
  if (error instanceof Retryable) {
    const busy = problem(503, 'The request met too many others at once; send it again.');
    return { ...busy, headers: { ...busy.headers, 'retry-after': '1' } };
  }
  logger.error('The request failed', { error: error as Error });
  if (error instanceof Rejected)
    return problem(422, 'The request can be read but not stored, and sending it again does not help.');
  return problem(
    500,
    'The request failed, or only its answer did. Send it again: nothing is taken twice. Else tell the operator the request id.',
  );
}

function admit<Declared extends Route>(
  route: Declared,
  event: APIGatewayProxyEvent,
): ApiRequest<Declared> | HttpAnswer {
  const caller = identify(route, event);
  if (caller && 'status' in caller) return caller;
  const params = decoded(event.pathParameters ?? {});
  if (!Object.values(params).every(mayBeId)) return notFound('path');
  const headers = lowerCased(event.headers);
  const contentType = contentTypeOf(headers['content-type']);
  if (route.accepts && !route.accepts.includes(contentType.type))
    return problem(415, `Send the body as ${route.accepts.join(', ')}, and say so in Content-Type.`);
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  const maxBytes = maxBodyBytesOf(route);
  if (body.byteLength > maxBytes) return problem(413, `A body may have ${maxBytes / 1024} KB.`);
  const request: ApiRequest = {
    route,
    caller,
    params,
    query: event.queryStringParameters ?? {},
    contentType,
    body,
    header: (name) => headers[name],
  };
  // A route's path has these parameters, API Gateway gives each a value, and identify knows whose route has a caller.
  return request as ApiRequest<Declared>;
}

/** Who calls, by the route's way of knowing it; nobody where everybody may. */
function identify({ callers }: Route, event: APIGatewayProxyEvent): Caller | HttpAnswer | undefined {
  if (callers.knownBy === 'nothing') return undefined;
  const caller = callerOf(event.requestContext.authorizer);
  if (!caller) return problem(401, 'Send a key as `Authorization: Bearer <key>`.');
  return caller.scopes.includes(callers.scope) ? caller : problem(403, `This key lacks the scope ${callers.scope}.`);
}

/** A REST API hands path parameters on as they stood in the URL; one that cannot be decoded stays as it is and matches nothing. */
function decoded(parameters: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const values = Object.entries(parameters).map(([name, value = '']) => {
    try {
      return [name, decodeURIComponent(value)] as const;
    } catch {
      return [name, value] as const;
    }
  });
  return Object.fromEntries(values);
}

/** Whether a part of a path may name anything: no key of the table is longer. */
function mayBeId(value: string): boolean {
  return Buffer.byteLength(value) <= longestPathPart;
}

function lowerCased(headers: APIGatewayProxyEvent['headers'] | null): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
}

function render(answer: HttpAnswer): APIGatewayProxyResult {
  return {
    statusCode: answer.status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...answer.headers },
    ...(answer.body instanceof Uint8Array
      ? { body: Buffer.from(answer.body).toString('base64'), isBase64Encoded: true }
      : { body: JSON.stringify(answer.body) }),
  };
}
