import type * as z from 'zod';
import type { Route } from './route.ts';

/**
 * What the API document says of one route beside its declaration: words, and the schemas that its handler checks and
 * answers by. A content type that the route takes must have its body here, and no other may.
 */
export type Operation<Declared extends Route> = Described &
  (Declared extends { readonly accepts: readonly (infer Type extends string)[] }
    ? { readonly requests: Bodies<Type> }
    : { readonly requests?: undefined });

interface Described {
  readonly summary: string;
  readonly description: string;
  /** What its query may hold. */
  readonly query?: DescribedQuery;
  /** What it answers when it does not refuse. */
  readonly answer: { readonly description: string; readonly body: z.ZodType | 'bytes' };
}

/** By content type: a schema, or a sentence for what has no JSON schema. */
type Bodies<Type extends string> = Readonly<Record<Type, z.ZodType | string>>;

/** A query's schema, with what each of its parameters means. */
export interface DescribedQuery {
  readonly schema: z.ZodObject;
  readonly words: Readonly<Record<string, string>>;
}

/** Adds to a query's schema what each of its parameters means. */
export function describeQuery<Query extends z.ZodObject>(
  schema: Query,
  words: Readonly<Record<keyof z.input<Query> & string, string>>,
): DescribedQuery {
  return { schema, words };
}

/** A route with what the API document says of it. */
export interface DescribedRoute {
  readonly route: Route;
  readonly operation: Described & { readonly requests?: Bodies<string> | undefined };
}

/** Describes the routes of a *.routes.ts, each by the name under which it is exported there; none may be left out. */
export function describeRoutes<Routes extends Readonly<Record<string, Route>>>(
  routes: Routes,
  operations: { readonly [Name in keyof Routes]: Operation<Routes[Name]> },
): readonly DescribedRoute[] {
  return Object.entries<DescribedRoute['operation']>(operations).map(([name, operation]) => {
    const route = routes[name];
    if (!route) throw new Error(`There is no route ${name} to describe.`);
    return { route, operation };
  });
}
