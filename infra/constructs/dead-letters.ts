import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IDestination } from 'aws-cdk-lib/aws-lambda';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import { keyStatement, queueEncryption } from './customer-key.ts';
import { alarmPeriod } from './explained-alarm.ts';
import type { OperatorView, Watched } from './operator-view.ts';

interface DeadLettersProps {
  readonly stage: Stage;
  /** The room whose work it is. */
  readonly capability: string;
  /** What its alarm says happened, in a sentence that names the queue. */
  readonly happened: (queueName: string) => string;
  readonly remedy: string;
}

/** A queue for what could not be handled: kept 14 days, the longest SQS keeps anything, and named so that an alarm says where to look. */
export class DeadLetters extends Queue implements Watched {
  private readonly props: DeadLettersProps;

  constructor(scope: Construct, id: string, props: DeadLettersProps) {
    super(scope, id, {
      queueName: `${props.stage.base}-${props.capability}-dead-letters`,
      retentionPeriod: Duration.days(14),
      ...queueEncryption(props.stage),
      enforceSSL: true,
    });
    this.props = props;
  }

  /** Where a function's failed asynchronous runs go; the function may send here and, unlike with SqsDestination, no more. */
  get asDestination(): IDestination {
    return {
      bind: (_scope, fn) => {
        fn.addToRolePolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.queueArn] }));
        if (this.encryptionMasterKey) fn.addToRolePolicy(keyStatement(this.encryptionMasterKey, 'writing'));
        return { destination: this.queueArn };
      },
    };
  }

  get operatorView(): OperatorView {
    const { capability, happened, remedy } = this.props;
    const lying = {
      id: `${capability.charAt(0).toUpperCase()}${capability.slice(1)}DeadLetters`,
      metric: this.metricApproximateNumberOfMessagesVisible({ period: alarmPeriod }),
      threshold: 1,
      happened: happened(this.queueName),
      remedy,
    };
    return { alarms: [lying], widgets: [] };
  }
}
