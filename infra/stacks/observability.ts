import { Stack } from 'aws-cdk-lib';
import { Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { ExplainedAlarm } from '../constructs/explained-alarm.ts';
import { type OperatorView, viewsIn } from '../constructs/operator-view.ts';
import { removalOf } from '../constructs/removal.ts';
import type { Stage } from '../stages.ts';
import type { StageProps } from './data.ts';

interface ObservabilityProps extends StageProps {
  /** The stacks whose alarms and graphs are collected, in the dashboard's order. */
  readonly watched: readonly Stack[];
}

const cloudWatch = new ServicePrincipal('cloudwatch.amazonaws.com');

/** What ops see and hear: one topic per region, and the alarms and graphs that the other stacks bring along. */
export class ObservabilityStack extends Stack {
  constructor(scope: Construct, id: string, props: ObservabilityProps) {
    super(scope, id, props);
    const { stage } = props;
    const topic = stage.alarmTopicArn ? Topic.fromTopicArn(this, 'Alarms', stage.alarmTopicArn) : this.addTopic(props);
    if (stage.alarmAddress) topic.addSubscription(new EmailSubscription(stage.alarmAddress));
    const views = viewsIn(props.watched);
    if (stage.features.dashboard) this.addDashboard(stage, views);
    for (const each of views.flatMap(({ alarms }) => alarms)) new ExplainedAlarm(this, each, { stage, topic });
  }

  private addDashboard(stage: Stage, views: readonly OperatorView[]): void {
    const dashboard = new Dashboard(this, 'Dashboard', { dashboardName: `${stage.base}-${stage.region}` });
    for (const { widgets } of views) dashboard.addWidgets(...widgets);
  }

  private addKey(stage: Stage): IKey {
    const key = new Key(this, 'AlarmsKey', {
      enableKeyRotation: true,
      removalPolicy: removalOf(stage),
      description: 'Alarm texts at rest; CloudWatch cannot publish to a topic under the AWS-managed key',
    });
    key.grantEncryptDecrypt(cloudWatch);
    return key as IKey;
  }

  private addTopic({ stage }: ObservabilityProps): Topic {
    const topic = new Topic(this, 'Alarms', {
      topicName: `${stage.base}-alarms`,
      masterKey: stage.key ?? this.addKey(stage),
      enforceSSL: true,
    });
    // A policy takes the place of the default one, by which alarms of the account may publish.
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AllowAlarmsOfThisAccount',
        principals: [cloudWatch],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: {
          ArnLike: { 'aws:SourceArn': `arn:${this.partition}:cloudwatch:${this.region}:${this.account}:alarm:*` },
          StringEquals: { 'aws:SourceAccount': this.account },
        },
      }),
    );
    return topic;
  }
}
