import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { callerOf } from './authorized-caller.contract.ts';
import type { Caller } from './caller.ts';
import { type ContentType, contentTypeOf } from './content-type.ts';
import { type Context, enter } from './context.port.ts';
import { Retryable } from './failure.ts';
import { logger } from './logger.port.ts';
import { type HttpAnswer, problem } from './problem.ts';
import { maxBodyBytes, type Route } from './route.ts';

/** A request that passed the doors: known caller with the route's scope, a taken content type, a body of allowed size. */
export interface ApiRequest {
  readonly caller: Caller;
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly contentType: ContentType;
  /** The body's bytes, exactly as they were sent. */
  readonly body: Uint8Array;
  /** A header's value, by its name in lower case. */
  readonly header: (name: string) => string | undefined;
}

type Entry = (event: APIGatewayProxyEvent) => Promise<APIGatewayProxyResult>;

/** Makes the Lambda entry of one route. Answers every failure as a problem document without stack or input. */
export function serveRoute(
  route: Route,
  handle: (request: ApiRequest, context: Context) => Promise<HttpAnswer>,
): Entry {
  return async (event) => {
    try {
      const request = admit(route, event);
      return render('status' in request ? request : await handle(request, enter()));
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
  return problem(
    500,
    'The request failed; nothing of it was kept. Send it again, or tell the operator the request id.',
  );
}

function admit(route: Route, event: APIGatewayProxyEvent): ApiRequest | HttpAnswer {
  const caller = callerOf(event.requestContext.authorizer);
  if (!caller) return problem(401, 'Send a key as `Authorization: Bearer <key>`.');
  if (!caller.scopes.includes(route.scope)) return problem(403, `This key lacks the scope ${route.scope}.`);
  const headers = lowerCased(event.headers);
  const contentType = contentTypeOf(headers['content-type']);
  if (route.accepts && !route.accepts.includes(contentType.type))
    return problem(415, `Send the body as ${route.accepts.join(', ')}, and say so in Content-Type.`);
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (body.byteLength > maxBodyBytes) return problem(413, `A body may have ${maxBodyBytes / 1024} KB.`);
  return {
    caller,
    params: decoded(event.pathParameters ?? {}),
    query: event.queryStringParameters ?? {},
    contentType,
    body,
    header: (name) => headers[name],
  };
}

/** A REST API hands path parameters on as they stood in the URL; one that cannot be decoded stays as it is and matches nothing. */
function decoded(parameters: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  const values = Object.entries(parameters).map(([name, value = '']) => {
    try {
      return [name, decodeURIComponent(value)] as const;
    } catch {
      return [name, value] as const;
    }
  });
  return Object.fromEntries(values);
}

function lowerCased(headers: APIGatewayProxyEvent['headers'] | null): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
}

function render(answer: HttpAnswer): APIGatewayProxyResult {
  return {
    statusCode: answer.status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...answer.headers },
    body: JSON.stringify(answer.body),
  };
}
