import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import { removalOf } from './removal.ts';

/** The customer's key of an installation: one that is there, one that is made, or none where AWS's keys are good enough. */
export function customerKey(scope: Construct, stage: Stage): IKey | undefined {
  if (stage.encryptionKey === 'aws') return undefined;
  if (stage.encryptionKey !== 'customer') return Key.fromKeyArn(scope, 'Key', stage.encryptionKey);
  const key = new Key(scope, 'Key', {
    alias: `alias/${stage.base}`,
    description: 'Tables, documents, queues, alarm texts and logs at rest',
    enableKeyRotation: true,
    removalPolicy: removalOf(stage),
  });
  for (const statement of statementsOf(Stack.of(scope))) key.addToResourcePolicy(statement);
  return key as IKey;
}

/** Services that use the key in their own name: a key that is made elsewhere must let them, too. */
function statementsOf({ account, partition, region }: Stack): readonly PolicyStatement[] {
  // Without aws:SourceAccount, which EventBridge does not say of what it encrypts: its events would reach no queue.
  const sending = ['events.amazonaws.com', 'cloudwatch.amazonaws.com'].map(
    (service) =>
      new PolicyStatement({
        principals: [new ServicePrincipal(service)],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'],
      }),
  );
  const logs = new PolicyStatement({
    principals: [new ServicePrincipal(`logs.${region}.amazonaws.com`)],
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
    actions: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
    resources: ['*'],
    conditions: {
      ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${account}:log-group:*` },
    },
  });
  return [...sending, logs];
}

const reading = ['kms:Decrypt', 'kms:DescribeKey'] as const;

/** What whoever reads or writes something needs of the key that it lies under. */
const keyActions = {
  reading,
  writing: [...reading, 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
} as const;

export type KeyUse = keyof typeof keyActions;

/** Allows a use of a key; its owner's policy leaves it to IAM of the account. */
export function keyStatement(key: IKey, use: KeyUse): PolicyStatement {
  return new PolicyStatement({ actions: [...keyActions[use]], resources: [key.keyArn] });
}

/** How a queue is encrypted. */
export function queueEncryption({ key }: Stage) {
  return key
    ? { encryption: QueueEncryption.KMS, encryptionMasterKey: key }
    : { encryption: QueueEncryption.SQS_MANAGED };
}
