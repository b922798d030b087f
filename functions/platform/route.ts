import type { Scope } from './caller.ts';

/** One method of the API: what infra deploys and what `serve` enforces. */
export interface Route {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** With `{parameters}` in braces. */
  readonly path: `/v1/${string}`;
  /** The scope a key needs; `public` needs no key. */
  readonly scope: Scope | 'public';
  /** The handler's room and file, without suffix: `leads/post-lead`. */
  readonly handler: string;
  /** Content types a body may have; absent where there is no body. */
  readonly accepts?: readonly string[];
}

/** Largest body any route takes, in bytes. */
export const maxBodyBytes = 256 * 1024;
