import * as z from 'zod';
import type { ResourceKind } from '../cloudformation/resource.ts';
import { harmless, readProperties } from '../lambda/read-properties.ts';
import { add, type IamState } from './iam-state.ts';
import { readPolicy } from './policy-document.ts';
import { constructOf } from './role.resource.ts';

const roles = z.array(z.string()).default([]);

const policy = z.strictObject({ PolicyName: harmless, PolicyDocument: z.unknown(), Roles: roles });

const managedPolicy = z.strictObject({
  ManagedPolicyName: harmless,
  PolicyDocument: z.unknown(),
  Roles: roles,
  Description: harmless,
  Path: harmless,
});

/** Serves AWS::IAM::Policy. Refuses users and groups. */
export function policyKind(state: IamState): ResourceKind {
  return {
    identify: (physicalName) => ({ ref: physicalName, attributes: { Id: physicalName } }),
    load(resource) {
      const read = readProperties(resource, policy);
      const statements = readPolicy(read.PolicyDocument, constructOf(resource.path), 'identity');
      for (const role of read.Roles) add(state.attached, role, statements);
    },
  };
}

/** Serves AWS::IAM::ManagedPolicy, whose `Ref` is its ARN. Refuses users and groups. */
export function managedPolicyKind(state: IamState): ResourceKind {
  return {
    identify(physicalName, given, place) {
      const name = typeof given['ManagedPolicyName'] === 'string' ? given['ManagedPolicyName'] : physicalName;
      const path = typeof given['Path'] === 'string' ? given['Path'] : '/';
      const arn = `arn:${place.partition}:iam::${place.account}:policy${path}${name}`;
      return { ref: arn, attributes: { PolicyArn: arn } };
    },
    load(resource) {
      const read = readProperties(resource, managedPolicy);
      const statements = readPolicy(read.PolicyDocument, constructOf(resource.path), 'identity');
      state.managed.set(resource.ref, statements);
      for (const role of read.Roles) add(state.attached, role, statements);
    },
  };
}
