import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import lacks from './lacks.json' with { type: 'json' };

/** A type of resource that the emulator does not have, and what that means for the check. */
interface Lack {
  readonly type: string;
  readonly reason: string;
}

/** What is left away for the emulator's sake: every other type is deployed, new ones too. */
export const lacking: readonly Lack[] = lacks;

/** The file of an assembly that says how many resources of each type were taken out. */
export const leftAway = 'left-away.json';

/** Takes out of an app what the emulator lacks; gives how many resources that were, by type. */
export function takeOutLacking(app: IConstruct): ReadonlyMap<string, number> {
  const types = new Set(lacking.map(({ type }) => type));
  const found = app.node.findAll().filter((each) => CfnResource.isCfnResource(each) && types.has(each.cfnResourceType));
  const counts = new Map<string, number>();
  for (const resource of found) {
    const { cfnResourceType } = resource as CfnResource;
    counts.set(cfnResourceType, (counts.get(cfnResourceType) ?? 0) + 1);
    resource.node.scope?.node.tryRemoveChild(resource.node.id);
  }
  return counts;
}
