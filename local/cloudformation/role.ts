import { createHash } from 'node:crypto';
import { boundedName } from './bounded-name.ts';
import type { ResourceKind } from './resource.ts';

/** AWS::IAM::Role: named and given its ARN. Its policies are kept with the loaded resources; nothing enforces them yet. */
export const role: ResourceKind = {
  identify(physicalName, properties, place) {
    const given = properties['RoleName'];
    const name = typeof given === 'string' ? given : boundedName(physicalName, 64);
    const path = typeof properties['Path'] === 'string' ? properties['Path'] : '/';
    const unique = createHash('sha256').update(name).digest('hex').slice(0, 17).toUpperCase();
    return {
      ref: name,
      attributes: { Arn: `arn:${place.partition}:iam::${place.account}:role${path}${name}`, RoleId: `AROA${unique}` },
    };
  },
};

/** AWS::IAM::ManagedPolicy: `Ref` is its ARN. */
export const managedPolicy: ResourceKind = {
  identify(physicalName, properties, place) {
    const given = properties['ManagedPolicyName'];
    const name = typeof given === 'string' ? given : physicalName;
    const arn = `arn:${place.partition}:iam::${place.account}:policy/${name}`;
    return { ref: arn, attributes: { PolicyArn: arn } };
  },
};
