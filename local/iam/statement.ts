import type { Access } from './access.ts';
import type { Caller } from './caller.ts';

/** What a statement allows by one of its actions and one of its resources, and how often that was used. */
export interface Grant {
  /** The construct path of the role, policy or permission. */
  readonly policy: string;
  /** The statement's Sid, or its number in the policy, from 0. */
  readonly statement: string;
  readonly action: string;
  readonly resource: string;
  calls: number;
}

/** A compiled statement of a policy. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  /** All it allows, for an Allow. */
  readonly grants: readonly Grant[];
  /** The grant under which the access falls; undefined when the statement does not speak of it. */
  covers(access: Access, caller: Caller): Grant | undefined;
}
