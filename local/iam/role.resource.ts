import { createHash } from 'node:crypto';
import * as z from 'zod';
import { boundedName } from '../cloudformation/bounded-name.ts';
import { type ResourceKind, Unsupported } from '../cloudformation/resource.ts';
import { harmless, readProperties } from '../lambda/read-properties.ts';
import { awsManagedPolicy } from './aws-managed-policy.ts';
import type { IamState } from './iam-state.ts';
import { readPolicy } from './policy-document.ts';

const properties = z.strictObject({
  AssumeRolePolicyDocument: z.unknown(),
  Policies: z.array(z.strictObject({ PolicyName: z.string(), PolicyDocument: z.unknown() })).default([]),
  ManagedPolicyArns: z.array(z.string()).default([]),
  PermissionsBoundary: z.string().optional(),
  RoleName: harmless,
  Path: harmless,
  Description: harmless,
  // Sessions here last as long as the runtime.
  MaxSessionDuration: harmless,
  Tags: harmless,
});

/** Serves AWS::IAM::Role. Refuses AWS's managed policies that are not known here, as boundaries too. */
export function roleKind(state: IamState): ResourceKind {
  return {
    identify(physicalName, given, place) {
      const name = typeof given['RoleName'] === 'string' ? given['RoleName'] : boundedName(physicalName, 64);
      const path = typeof given['Path'] === 'string' ? given['Path'] : '/';
      const unique = createHash('sha256').update(name).digest('hex').slice(0, 17).toUpperCase();
      const arn = `arn:${place.partition}:iam::${place.account}:role${path}${name}`;
      return { ref: name, attributes: { Arn: arn, RoleId: `AROA${unique}` } };
    },
    load(resource) {
      const read = readProperties(resource, properties);
      const path = constructOf(resource.path);
      for (const arn of [...read.ManagedPolicyArns, read.PermissionsBoundary ?? '']) takeAwsManaged(state, arn, path);
      const arn = resource.attributes['Arn'] ?? '';
      state.roles.set(arn, {
        name: resource.ref,
        arn,
        path,
        trust: readPolicy(read.AssumeRolePolicyDocument, `${path} (trust)`, 'trust'),
        inline: read.Policies.flatMap(({ PolicyName, PolicyDocument }) =>
          readPolicy(PolicyDocument, `${path} (${PolicyName})`, 'identity'),
        ),
        managedArns: read.ManagedPolicyArns,
        ...(read.PermissionsBoundary !== undefined && { boundaryArn: read.PermissionsBoundary }),
      });
    },
  };
}

/** A construct's path without the name CDK gives to what it is made of. */
export function constructOf(path: string): string {
  return path.replace(/\/Resource$/, '');
}

/** AWS's own are known by their ARN; those of the templates are loaded by themselves. */
function takeAwsManaged(state: IamState, arn: string, path: string): void {
  if (!/^arn:[^:]+:iam::aws:/.test(arn)) return;
  const document = awsManagedPolicy(arn);
  if (document === undefined) throw new Unsupported(`${path}: the managed policy ${arn} is not known on this machine`);
  state.managed.set(arn, readPolicy(document, arn, 'identity'));
}
