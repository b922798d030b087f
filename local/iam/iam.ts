/**
 * AWS IAM: whether a call is allowed, by the policies in the templates.
 *
 * Emulates: roles with inline, attached and managed policies and their trust; the policies of functions
 * (AWS::Lambda::Permission), queues, topics, buckets and buses; Allow and Deny, wildcards in actions and resources, NotAction
 * and NotResource, the conditions in condition.ts. Within the one account a call is allowed by the caller's policies or
 * the resource's. Services that call in their own name (a rule, an API, a topic, an alarm) are allowed by the resource's
 * alone; a topic without a policy lets the account's alarms publish, as AWS's default policy does.
 * What a role may do its permissions boundary must allow as well, where a template has the boundary's policy; of another it says
 * that it limits nothing here.
 * Whoever calls from outside (`operator`) may do everything. Keys of KMS protect nothing here and are not asked.
 *
 * Refuses, by name: other condition operators and keys, policy variables, federated principals, users and groups, AWS's
 * managed policies outside aws-managed-policy.ts.
 */
import type { Place, ResourceKinds } from '../cloudformation/resource.ts';
import { createNewest } from '../cloudwatch/newest.ts';
import { type AwsCall, AwsError, type Guard, operator } from '../dispatcher.ts';
import { type Journal, noJournal } from '../journal/journal.ts';
import type { AccessWorld } from './access.ts';
import { accessOf } from './call-access.ts';
import type { Caller } from './caller.ts';
import { Decider, type Decision } from './decision.ts';
import { defaultTopicPolicy } from './default-topic-policy.ts';
import { denialError, explanation } from './denial.ts';
import { emptyState, type IamState, identityStatements } from './iam-state.ts';
import { managedPolicyKind, policyKind } from './policy.resource.ts';
import { resourcePolicyKinds } from './resource-policy.resource.ts';
import { roleKind } from './role.resource.ts';
import type { Grant } from './statement.ts';

interface IamParts extends AccessWorld {
  readonly place: Place;
  readonly journal?: Journal;
  /** Virtual now, epoch ms. */
  now(): number;
  /** Hears of what cannot be taken into account; the console by default. */
  complain?(message: string): void;
}

/** A call that was denied. */
interface DeniedCall {
  /** ISO-8601. */
  readonly at: string;
  /** As AWS names it: the ARN of a role's session, or a service's principal. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly reason: string;
}

export interface Iam extends Guard {
  readonly kinds: ResourceKinds;
  /** The newest denied calls, oldest first. */
  denied(): readonly DeniedCall[];
  /** Everything the templates allow, each with how often it was made use of. */
  grants(): readonly Grant[];
}

const keptDenials = 10_000;

/** Makes IAM, with nothing allowed to anybody but the operator. */
export function createIam(parts: IamParts): Iam {
  const state = emptyState(defaultTopicPolicy(parts.place));
  const { complain = (message: string) => console.error(message) } = parts;
  const decider = new Decider(state, parts.place, complain);
  const denied = createNewest<DeniedCall>(keptDenials, (parts.journal ?? noJournal).shelf('denied calls'));
  const refuse = (call: AwsCall, caller: Caller, decision: Decision & { kind: 'denied' }): AwsError => {
    const { action, resource } = decision.access;
    const at = new Date(parts.now()).toISOString();
    denied.add({ at, principal: caller.arn, action, resource, reason: explanation(decision) });
    return denialError(call.service, caller, decision);
  };
  return {
    kinds: {
      'AWS::IAM::Role': roleKind(state),
      'AWS::IAM::Policy': policyKind(state),
      'AWS::IAM::ManagedPolicy': managedPolicyKind(state),
      ...resourcePolicyKinds(state, parts.place),
    },
    refusal(call) {
      if (call.principal === operator || isOwnPoller(call)) return undefined;
      const standing = decider.standingOf(call.principal);
      if (!standing) return nobody(call);
      const { caller, trust } = standing;
      if (trust?.kind === 'denied') return refuse(call, { ...caller, arn: caller.service }, trust);
      if (trust) trust.grant.calls += 1;
      for (const access of accessOf(call, parts)) {
        const decision = standing.decide(access);
        if (decision.kind === 'denied') return refuse(call, caller, decision);
        decision.grant.calls += 1;
      }
      return undefined;
    },
    denied: () => denied.all(),
    grants: () => allGrants(state),
  };
}

/** Lambda runs the functions of its own event source mappings and asks nobody. */
function isOwnPoller({ service, principal }: AwsCall): boolean {
  return principal.service === 'lambda.amazonaws.com' && principal.roleArn === undefined && service === 'lambda';
}

/** A fault of this runtime, not of the templates: whoever calls must say in whose name. */
function nobody({ service, action, principal }: AwsCall): AwsError {
  const message = `${principal.name} calls ${service}:${action} in the name of no service.`;
  return new AwsError('UnsupportedOnThisMachine', message, { status: 501 });
}

function allGrants(state: IamState): readonly Grant[] {
  const statements = [
    ...[...state.roles.values()].flatMap((role) => [...role.trust, ...identityStatements(state, role)]),
    ...[...state.protecting.values()].flat(),
  ];
  return [...new Set(statements.flatMap(({ grants }) => grants))];
}
