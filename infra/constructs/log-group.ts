import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import { removalOf } from './removal.ts';

/** A log group that keeps its lines as long as the stage says, under its key if it has one. */
export function logGroup(scope: Construct, id: string, props: { stage: Stage; name: string }): LogGroup {
  const { stage, name } = props;
  return new LogGroup(scope, id, {
    logGroupName: name,
    retention: stage.logRetentionDays,
    removalPolicy: removalOf(stage),
    ...(stage.key && { encryptionKey: stage.key }),
  });
}
