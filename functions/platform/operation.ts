import type * as z from 'zod';
import type { Route } from './route.ts';

/** What the API document says of one route, from the same schemas that its handler checks and answers by. */
export interface Operation {
  readonly route: Route;
  readonly summary: string;
  readonly description: string;
  /** Query and header parameters, with what each means. */
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: 'query' | 'header';
    readonly description: string;
  }[];
  /** By content type: a schema, or a sentence for what has no JSON schema. */
  readonly requests?: Readonly<Record<string, z.ZodType | string>>;
  readonly answers: Readonly<Record<number, { readonly description: string; readonly body: z.ZodType }>>;
}
