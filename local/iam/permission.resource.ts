import * as z from 'zod';
import type { Place, ResourceKind } from '../cloudformation/resource.ts';
import { functionArn, functionNameIn } from '../lambda/function-resource.ts';
import { readProperties } from '../lambda/read-properties.ts';
import { add, type IamState } from './iam-state.ts';
import { readPolicy } from './policy-document.ts';
import { constructOf } from './role.resource.ts';

const properties = z.strictObject({
  FunctionName: z.string(),
  Action: z.string(),
  Principal: z.string(),
  SourceArn: z.string().optional(),
  SourceAccount: z.string().optional(),
});

/** Serves AWS::Lambda::Permission: the statement that Lambda makes of it for its function's policy. */
export function permissionKind(state: IamState, place: Place): ResourceKind {
  return {
    identify: (physicalName) => ({ ref: physicalName, attributes: { Id: physicalName } }),
    load(resource) {
      const { FunctionName, Action, Principal, SourceArn, SourceAccount } = readProperties(resource, properties);
      const arn = functionArn(functionNameIn(FunctionName), place);
      const statement = {
        Effect: 'Allow',
        Principal: /\.amazonaws\.com$/.test(Principal) ? { Service: Principal } : principalOf(Principal),
        Action,
        Resource: arn,
        Condition: {
          ...(SourceArn !== undefined && { ArnLike: { 'aws:SourceArn': SourceArn } }),
          ...(SourceAccount !== undefined && { StringEquals: { 'aws:SourceAccount': SourceAccount } }),
        },
      };
      add(state.protecting, arn, readPolicy({ Statement: statement }, constructOf(resource.path), 'resource'));
    },
  };
}

function principalOf(principal: string): unknown {
  return principal === '*' ? '*' : { AWS: principal };
}
