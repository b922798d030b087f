import type { Place } from '../cloudformation/resource.ts';
import type { Principal } from '../dispatcher.ts';
import type { Access } from './access.ts';
import { protectedArn } from './arn.ts';
import { type Caller, callerOf } from './caller.ts';
import type { Context } from './condition.ts';
import { boundaryStatements, type IamState, identityStatements, type Role } from './iam-state.ts';
import type { Grant, Statement } from './statement.ts';

/** Whether a caller may, under which grant, or why not. */
export type Decision =
  | { readonly kind: 'allowed'; readonly grant: Grant }
  | { readonly kind: 'denied'; readonly access: Access; readonly because: Because };

/** Whose word it is: the caller's policies, its role's boundary, or the resource's policy. */
type By = 'identity' | 'boundary' | 'resource';

/** Why a call is denied: nothing allows it, a statement forbids it, or its role is not to be had. */
export type Because =
  | { readonly kind: 'not-allowed'; readonly by: By; readonly path?: string }
  | { readonly kind: 'forbidden'; readonly by: By; readonly path: string };

/** Decisions kept per caller; a story with very many objects or executions begins anew. */
const keptPerCaller = 4096;

/** A caller, whether it has its role by right, and what was decided about it so far. */
interface Standing {
  readonly caller: Caller;
  /** Whether the service may assume the role; undefined for a service in its own name. */
  readonly trust: Decision | undefined;
  decide(access: Access): Decision;
}

/** Decides by the policies of a state, which must no longer change once the first decision is made, and remembers. */
export class Decider {
  readonly #state: IamState;
  readonly #place: Place;
  readonly #complain: (message: string) => void;
  readonly #standings = new Map<string, Standing>();
  readonly #unread = new Set<string>();

  constructor(state: IamState, place: Place, complain: (message: string) => void) {
    this.#state = state;
    this.#place = place;
    this.#complain = complain;
  }

  /** How a principal stands; undefined for one that names no service. */
  standingOf(principal: Principal): Standing | undefined {
    const { service, roleArn, sourceArn, session, name } = principal;
    const key = `${service} ${roleArn ?? sourceArn} ${session ?? name}`;
    const known = this.#standings.get(key);
    const caller = known ? undefined : callerOf(principal, this.#place);
    if (!caller) return known;
    const standing = this.#stand(caller);
    this.#standings.set(key, standing);
    return standing;
  }

  #stand(caller: Caller): Standing {
    const { service, roleArn } = caller;
    this.#tellOfBoundary(this.#state.roles.get(roleArn ?? ''));
    const known = new Map<string, Decision>();
    const common = contextOf(caller);
    const assume = { action: 'sts:AssumeRole', resource: roleArn ?? '', context: common };
    return {
      caller,
      trust: roleArn === undefined ? undefined : decide(this.#state, assume, { service, arn: service }),
      decide: (access) => {
        const key = keyOf(access);
        const before = known.get(key);
        if (before) return before;
        if (known.size >= keptPerCaller) known.clear();
        const decision = decide(this.#state, { ...access, context: { ...common, ...access.context } }, caller);
        known.set(key, decision);
        return decision;
      },
    };
  }

  /** Says of each boundary that is in no template that it limits nothing here: its document stands in the account only. */
  #tellOfBoundary({ boundaryArn, path }: Partial<Role> = {}): void {
    if (boundaryArn === undefined || this.#state.managed.has(boundaryArn) || this.#unread.has(boundaryArn)) return;
    this.#unread.add(boundaryArn);
    this.#complain(`The boundary ${boundaryArn} (${path} and others) is in no template, so it limits nothing here.`);
  }
}

/** What is known of every call of this caller. AWS takes no call that is not encrypted, so neither is one here. */
function contextOf({ sourceArn }: Caller): Context {
  const secure = { 'aws:SecureTransport': 'true' };
  if (sourceArn === undefined) return secure;
  return { ...secure, 'aws:SourceArn': sourceArn, 'aws:SourceAccount': sourceArn.split(':')[4] ?? '' };
}

function keyOf({ action, resource, context }: Access): string {
  return context === undefined ? `${action} ${resource}` : `${action} ${resource} ${JSON.stringify(context)}`;
}

/**
 * An explicit Deny wins; within one account either the caller's own policies or the resource's may allow. What a role may do
 * its boundary must allow as well; it gives nothing by itself.
 */
function decide(state: IamState, access: Access, caller: Caller): Decision {
  const role = state.roles.get(caller.roleArn ?? '');
  const own = role ? identityStatements(state, role) : [];
  const boundary = boundaryStatements(state, role);
  const protecting = protectionOf(state, protectedArn(access.resource));
  const trust = access.action === 'sts:AssumeRole' ? trustOf(state, access) : [];
  for (const [by, statements] of [
    ['identity', own],
    ['boundary', boundary ?? []],
    ['resource', [...protecting, ...trust]],
  ] as const) {
    const forbidding = first('Deny', statements, { access, caller });
    if (forbidding) return { kind: 'denied', access, because: { kind: 'forbidden', by, path: forbidding.policy } };
  }
  const grant = first('Allow', [...own, ...protecting, ...trust], { access, caller });
  if (!grant) return { kind: 'denied', access, because: notAllowed(role) };
  if (boundary === undefined || first('Allow', boundary, { access, caller })) return { kind: 'allowed', grant };
  return { kind: 'denied', access, because: { kind: 'not-allowed', by: 'boundary', path: role?.boundaryArn ?? '' } };
}

function protectionOf(state: IamState, arn: string): readonly Statement[] {
  return state.protecting.get(arn) ?? (arn.split(':')[2] === 'sns' ? state.ofTopics : []);
}

function trustOf(state: IamState, { resource }: Access): readonly Statement[] {
  return state.roles.get(resource)?.trust ?? [];
}

function notAllowed(role: Role | undefined): Because {
  return role ? { kind: 'not-allowed', by: 'identity', path: role.path } : { kind: 'not-allowed', by: 'resource' };
}

function first(
  effect: Statement['effect'],
  statements: readonly Statement[],
  { access, caller }: { access: Access; caller: Caller },
): Grant | undefined {
  for (const statement of statements) {
    const grant = statement.effect === effect ? statement.covers(access, caller) : undefined;
    if (grant) return grant;
  }
  return undefined;
}
