import * as z from 'zod';
import type { Resource, ResourceKind } from '../cloudformation/resource.ts';
import { functionNameIn } from './function-resource.ts';
import { readProperties } from './read-properties.ts';

const properties = z.strictObject({
  FunctionName: z.string(),
  Action: z.string(),
  Principal: z.string(),
  SourceArn: z.string().optional(),
  SourceAccount: z.string().optional(),
});

/** A statement of a function's resource policy: who else may invoke it. */
export interface LambdaPermission {
  readonly functionName: string;
  readonly action: string;
  readonly principal: string;
  readonly sourceArn?: string | undefined;
  readonly sourceAccount?: string | undefined;
}

/** The kind AWS::Lambda::Permission; `keep` records the statement. */
export function permissionKind(keep: (permission: LambdaPermission) => void): ResourceKind {
  return {
    identify: (physicalName) => ({ ref: physicalName, attributes: { Id: physicalName } }),
    load(resource: Resource) {
      const read = readProperties(resource, properties);
      keep({
        functionName: functionNameIn(read.FunctionName),
        action: read.Action,
        principal: read.Principal,
        sourceArn: read.SourceArn,
        sourceAccount: read.SourceAccount,
      });
    },
  };
}
