import { Duration, Stack } from 'aws-cdk-lib';
import { Archive, EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { factsByTime } from '../../functions/platform/fact.index.ts';
import { closedBucket } from '../constructs/closed-bucket.ts';
import { alarmPeriod } from '../constructs/explained-alarm.ts';
import type { OperatorView, Watched } from '../constructs/operator-view.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import type { DataStack, StageProps } from './data.ts';

/** The bus, its archive, and the one door through which facts leave the table. */
export class EventsStack extends Stack implements Watched {
  readonly bus: EventBus;
  private readonly relay: ServiceFunction;
  /** Where the stream leaves a record of what could not be relayed. */
  private readonly failures: Bucket;

  constructor(scope: Construct, id: string, props: StageProps & { readonly data: DataStack }) {
    super(scope, id, props);
    const { stage, data } = props;
    this.bus = new EventBus(this, 'Bus', { eventBusName: `lanekeeper-${stage.name}` });
    new Archive(this, 'Archive', {
      sourceEventBus: this.bus,
      archiveName: `lanekeeper-${stage.name}`,
      description: 'Every event of the last 35 days, for replays to new consumers',
      eventPattern: { account: [this.account] },
      retention: Duration.days(35),
    });
    this.failures = closedBucket(this, 'Failures', { stage, days: 90 });
    this.relay = new ServiceFunction(this, 'RelayFacts', {
      stage,
      handler: 'platform/relay-facts',
      environment: { BUS_NAME: this.bus.eventBusName },
      timeoutSeconds: 30,
      reservedConcurrency: 10,
    });
    this.bus.grantPutEventsTo(this.relay);
    for (const [action, resource] of [
      ['s3:PutObject', this.failures.arnForObjects('aws/lambda/*')],
      ['s3:ListBucket', this.failures.bucketArn],
    ] as const)
      this.relay.addToRolePolicy(new PolicyStatement({ actions: [action], resources: [resource] }));
    this.relay.addEventSource(
      new DynamoEventSource(data.table, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        parallelizationFactor: 4,
        reportBatchItemFailures: true,
        bisectBatchOnError: true,
        retryAttempts: 20,
        maxRecordAge: Duration.hours(20),
        onFailure: { bind: () => ({ destination: this.failures.bucketArn }) },
        filters: [
          FilterCriteria.filter({
            eventName: FilterRule.isEqual('INSERT'),
            dynamodb: { Keys: { SK: { S: FilterRule.beginsWith('FACT#') } } },
          }),
        ],
      }),
    );
    this.addRepublish(props);
  }

  get operatorView(): OperatorView {
    const behind = {
      id: 'RelayBehind',
      metric: this.relay.metric('IteratorAge', { statistic: 'Maximum', period: alarmPeriod }),
      threshold: 60_000,
      periods: 3,
      happened: 'Saved facts reach the bus more than a minute late, so SLA timers and mails start late.',
      remedy:
        'Look at the errors and throttles of the relay-facts function. Facts are safe in the table; after 24 hours the stream forgets them and the republish-facts function publishes a time range again.',
    };
    return { alarms: [behind], widgets: [] };
  }

  private addRepublish({ stage, data }: StageProps & { readonly data: DataStack }): void {
    const republish = new ServiceFunction(this, 'RepublishFacts', {
      stage,
      handler: 'platform/republish-facts',
      environment: { BUS_NAME: this.bus.eventBusName, TABLE_NAME: data.table.tableName },
      timeoutSeconds: 300,
      memoryMegabytes: 1024,
    });
    this.bus.grantPutEventsTo(republish);
    data.allow(republish, ['dynamodb:Query']);
    data.allowIndex(republish, factsByTime);
  }
}
