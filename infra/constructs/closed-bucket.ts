import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Stage } from '../stages.ts';

/** A bucket that nobody outside reads, with a log of who reads it; what is in it goes after `days`. */
export function closedBucket(scope: Construct, id: string, props: { stage: Stage; days: number }): Bucket {
  const closed = {
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    lifecycleRules: [{ expiration: Duration.days(props.days) }],
    removalPolicy: props.stage.protectData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  };
  const accessLog = new Bucket(scope, `${id}AccessLog`, closed) as IBucket;
  const { key } = props.stage;
  // S3 writes its log only where no customer's key is.
  const encrypted = key && { encryption: BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled: true };
  return new Bucket(scope, id, { ...closed, ...encrypted, serverAccessLogsBucket: accessLog });
}
