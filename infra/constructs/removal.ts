import { RemovalPolicy } from 'aws-cdk-lib';
import type { Stage } from '../stages.ts';

/** What becomes of a resource that its stack lets go of: it stays where real people's data lives, else nothing does. */
export function removalOf({ protectData }: Pick<Stage, 'protectData'>): RemovalPolicy {
  return protectData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
}
