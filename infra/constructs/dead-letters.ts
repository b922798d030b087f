import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IDestination } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Stage } from '../stages.ts';

/** A queue for what could not be handled: kept 14 days, the longest SQS keeps anything, and named so that an alarm says where to look. */
export class DeadLetters extends Queue {
  constructor(scope: Construct, id: string, props: { readonly stage: Stage; readonly capability: string }) {
    super(scope, id, {
      queueName: `lanekeeper-${props.stage.name}-${props.capability}-dead-letters`,
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
  }

  /** Where a function's failed asynchronous runs go; the function may send here and, unlike with SqsDestination, no more. */
  get asDestination(): IDestination {
    return {
      bind: (_scope, fn) => {
        fn.addToRolePolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.queueArn] }));
        return { destination: this.queueArn };
      },
    };
  }
}
