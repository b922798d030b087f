import type { Statement } from './statement.ts';

/** A role of the templates. */
export interface Role {
  readonly name: string;
  readonly arn: string;
  readonly path: string;
  /** Who may assume it. */
  readonly trust: readonly Statement[];
  /** Of the policies written into the role itself. */
  readonly inline: readonly Statement[];
  /** The ARNs of the managed policies it has. */
  readonly managedArns: readonly string[];
  /** The managed policy beyond which it may do nothing. */
  readonly boundaryArn?: string;
}

/** All policies of the templates, compiled. */
export interface IamState {
  readonly roles: Map<string, Role>;
  /** Statements of policies attached from outside, by role name. */
  readonly attached: Map<string, readonly Statement[]>;
  /** Managed policies, AWS's own included, by ARN. */
  readonly managed: Map<string, readonly Statement[]>;
  /** Statements of resource-based policies, by the ARN of what they protect. */
  readonly protecting: Map<string, readonly Statement[]>;
  /** What protects a topic that no statement names. */
  readonly ofTopics: readonly Statement[];
}

/** The state before anything was loaded; `ofTopics` is the policy of topics without one. */
export function emptyState(ofTopics: readonly Statement[]): IamState {
  return { roles: new Map(), attached: new Map(), managed: new Map(), protecting: new Map(), ofTopics };
}

/** Adds statements to those already kept under a name. */
export function add(to: Map<string, readonly Statement[]>, name: string, statements: readonly Statement[]): void {
  to.set(name, [...(to.get(name) ?? []), ...statements]);
}

/** The statements that say what a role may do. */
export function identityStatements(state: IamState, role: Role): readonly Statement[] {
  const managed = role.managedArns.flatMap((arn) => state.managed.get(arn) ?? []);
  return [...role.inline, ...(state.attached.get(role.name) ?? []), ...managed];
}

/** The statements of a role's boundary; undefined where it has none, or one that is in no template and so cannot be read. */
export function boundaryStatements(state: IamState, role: Role | undefined): readonly Statement[] | undefined {
  return role?.boundaryArn === undefined ? undefined : state.managed.get(role.boundaryArn);
}
