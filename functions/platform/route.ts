import type { Scope } from './caller.ts';
import type { ErrorStatus, SuccessStatus } from './problem.ts';

/**
 * One method of the API, declared once: what infra deploys, `serveRoute` admits and answers, the OpenAPI document shows
 * and the authorization matrix tries all follow from it. Words and schemas are added by the room's *.openapi.ts.
 */
export type Route = KeyedRoute | PublicRoute;

/** A route whose callers are known by a key with a scope. */
interface KeyedRoute extends Endpoint {
  readonly callers: { readonly knownBy: 'key'; readonly scope: Scope };
  /** The header under which a request may be repeated; `serveRoute` then takes only what `idempotently` made. */
  readonly idempotencyKey?: string;
}

/** A route for everybody; nobody can be told from others there, nor one request from its repetition. */
export interface PublicRoute extends Endpoint {
  readonly callers: { readonly knownBy: 'nothing' };
  readonly idempotencyKey?: never;
}

/** How the callers of a route are known. A further way is one more kind of route, and the compiler says what it lacks. */
export type KnownBy = Route['callers']['knownBy'];

interface Endpoint {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** With `{parameters}` in braces. */
  readonly path: `/v1/${string}`;
  /** The handler's room and file, without suffix: `leads/post-lead`. */
  readonly handler: string;
  /** Content types a body may have; absent where there is no body. */
  readonly accepts?: readonly string[];
  /** Largest body in bytes; `usualBodyBytes` where it does not say. */
  readonly maxBodyBytes?: number;
  /** Whether its answer carries the `ETag` of what it shows; a route that changes it then takes `If-Match`. */
  readonly entityTag?: true;
  /** The status of what is done, or asked for. */
  readonly answers: SuccessStatus;
  /** The errors that its handler answers with, beside those of the doors. */
  readonly refuses?: readonly ErrorStatus[];
}

/** Largest body of a route that does not say, in bytes. */
export const usualBodyBytes = 256 * 1024;

/** Largest body of a route, in bytes. */
export function maxBodyBytesOf({ maxBodyBytes = usualBodyBytes }: Route): number {
  return maxBodyBytes;
}

/** Every error that a caller of a route may be answered with: by its handler, by the doors and by API Gateway. */
export function errorsOf({ callers, accepts, idempotencyKey, refuses = [] }: Route): readonly ErrorStatus[] {
  const all = new Set<ErrorStatus>([
    429,
    ...(callers.knownBy === 'nothing' ? [] : ([401, 403, 503] as const)),
    ...(accepts === undefined ? [] : ([413, 415] as const)),
    ...(idempotencyKey === undefined ? [] : ([400, 409, 422] as const)),
    ...refuses,
  ]);
  return [...all].sort((one, other) => one - other);
}
