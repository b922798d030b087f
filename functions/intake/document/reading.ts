import type { InputError } from '../../platform/problem.ts';

/** A document of which nothing is kept: it is an attack, or too large to be anything. */
export interface Refused {
  readonly kind: 'refused';
  readonly reason: 'doctype' | 'depth' | 'size';
}

/** A document that is not well-formed; the path of an error is its line and column. */
export interface Malformed {
  readonly kind: 'malformed';
  readonly errors: readonly InputError[];
}

/** What became of a document. Nothing of a `refused` one is kept; all others are worth keeping. Errors never quote it. */
export type Reading<Thing> =
  | { readonly kind: 'ok'; readonly things: readonly Thing[] }
  | Refused
  | Malformed
  | { readonly kind: 'invalid'; readonly errors: readonly InputError[] };
