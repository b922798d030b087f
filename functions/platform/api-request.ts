import type { Caller } from './caller.ts';
import type { ContentType } from './content-type.ts';
import type { Context } from './context.port.ts';
import type { HttpAnswer } from './problem.ts';
import type { PublicRoute, Route } from './route.ts';

/** A request that passed the doors of its route: a caller who may, a content type that is taken, a body of allowed size. */
export interface ApiRequest<Declared extends Route = Route> {
  readonly route: Declared;
  readonly caller: Declared extends PublicRoute ? undefined : Caller;
  /** A value for each parameter of the path. */
  readonly params: Readonly<Record<ParameterOf<Declared['path']>, string>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly contentType: ContentType;
  /** The body's bytes, exactly as they were sent. */
  readonly body: Uint8Array;
  /** A header's value, by its name in lower case. */
  readonly header: (name: string) => string | undefined;
}

type ParameterOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParameterOf<Rest>
  : never;

/** What the handler of a route may answer: the statuses that are declared, and no other. */
export type AnswerOf<Declared extends Route> = HttpAnswer<Declared['answers'] | RefusalOf<Declared>>;

type RefusalOf<Declared extends Route> = Declared extends { readonly refuses: readonly (infer Status extends number)[] }
  ? Status
  : never;

/** What answers the requests of a route. */
export type Handle<Declared extends Route> = (
  request: ApiRequest<Declared>,
  context: Context,
) => Promise<AnswerOf<Declared>>;

/** A route whose requests may be repeated under a key. */
export type RepeatableRoute = Route & { readonly idempotencyKey: string };

/** What answers the requests of such a route, each key's first answer again and again. */
export interface RepeatableHandle<Declared extends RepeatableRoute> {
  (request: ApiRequest<Declared>, context: Context): Promise<HttpAnswer>;
  readonly repeatable: true;
}

/** What `serveRoute` takes for a route. */
export type HandleOf<Declared extends Route> = Declared extends RepeatableRoute
  ? RepeatableHandle<Declared>
  : Handle<Declared>;
