import { type CfnResource, Duration, Stack } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import { logGroup } from './log-group.ts';
import { removalOf } from './removal.ts';

/** A bucket that nobody outside reads, with a log of who reads it; what is in it goes after `days`. */
export function closedBucket(scope: Construct, id: string, props: { stage: Stage; days: number }): Bucket {
  const closed = {
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    lifecycleRules: [{ expiration: Duration.days(props.days) }],
    removalPolicy: removalOf(props.stage),
    // CloudFormation deletes no bucket that has something in it.
    autoDeleteObjects: !props.stage.protectData,
  };
  const accessLog = new Bucket(scope, `${id}AccessLog`, closed) as IBucket;
  const { key } = props.stage;
  // S3 writes its log only where no customer's key is.
  const encrypted = key && { encryption: BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled: true };
  const bucket = new Bucket(scope, id, { ...closed, ...encrypted, serverAccessLogsBucket: accessLog });
  if (closed.autoDeleteObjects) keepLogOfEmptying(Stack.of(scope), props.stage);
  return bucket;
}

/** The CDK's function that empties a stack's buckets would leave a log of its own, for ever. */
function keepLogOfEmptying(stack: Stack, stage: Stage): void {
  const logId = 'EmptyBucketsLogs';
  if (stack.node.tryFindChild(logId)) return;
  const log = logGroup(stack, logId, { stage, name: `${stage.logFolder}/empty-buckets-of-${stack.node.id}` });
  const provider = stack.node.findChild('Custom::S3AutoDeleteObjectsCustomResourceProvider');
  const handler = provider.node.findChild('Handler') as CfnResource;
  handler.addPropertyOverride('LoggingConfig', { LogFormat: 'JSON', LogGroup: log.logGroupName });
}
