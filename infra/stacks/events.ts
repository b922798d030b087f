import { Duration, Stack } from 'aws-cdk-lib';
import { Archive, EventBus, type IEventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { factsByTime } from '../../functions/platform/fact.index.ts';
import { keptDays } from '../../functions/platform/retention.policy.ts';
import { closedBucket } from '../constructs/closed-bucket.ts';
import { alarmPeriod } from '../constructs/explained-alarm.ts';
import type { OperatorView, Watched } from '../constructs/operator-view.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { TableFunction } from '../constructs/table-function.ts';
import type { Stage } from '../stages.ts';
import type { DataStack, StageProps } from './data.ts';

interface EventsProps extends StageProps {
  readonly data: DataStack;
}

/** The bus, its archive, and the one door through which facts leave the table. */
export class EventsStack extends Stack implements Watched {
  // As its interface: the class's optional members do not fit it under exactOptionalPropertyTypes.
  readonly bus: IEventBus;
  private readonly relay: ServiceFunction;

  constructor(scope: Construct, id: string, props: EventsProps) {
    super(scope, id, props);
    const { stage } = props;
    this.bus = new EventBus(this, 'Bus', { eventBusName: `lanekeeper-${stage.name}` }) as IEventBus;
    new Archive(this, 'Archive', {
      sourceEventBus: this.bus,
      archiveName: `lanekeeper-${stage.name}`,
      description: `Every event of the last ${keptDays('archived-event')} days, for replays to new consumers`,
      eventPattern: { account: [this.account] },
      retention: Duration.days(keptDays('archived-event')),
    });
    this.relay = this.addRelay(props);
    this.addRepublish(props);
  }

  /** Lets a function publish events. */
  private allowPublish(target: ServiceFunction): void {
    target.setVariable('BUS_NAME', this.bus.eventBusName);
    this.bus.grantPutEventsTo(target);
  }

  private addRelay({ stage, data }: EventsProps): ServiceFunction {
    const relay = new ServiceFunction(this, 'RelayFacts', {
      stage,
      handler: 'platform/relay-facts',
      timeoutSeconds: 30,
      reservedConcurrency: 10,
    });
    this.allowPublish(relay);
    const failures = this.addFailures(stage, relay);
    relay.addEventSource(
      new DynamoEventSource(data.table, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        parallelizationFactor: 4,
        reportBatchItemFailures: true,
        bisectBatchOnError: true,
        retryAttempts: 20,
        maxRecordAge: Duration.hours(20),
        onFailure: { bind: () => ({ destination: failures.bucketArn }) },
        filters: [
          FilterCriteria.filter({
            eventName: FilterRule.isEqual('INSERT'),
            dynamodb: { Keys: { SK: { S: FilterRule.beginsWith('FACT#') } } },
          }),
        ],
      }),
    );
    return relay;
  }

  /** Where the stream leaves a record of what could not be relayed; Lambda writes it as the relay. */
  private addFailures(stage: Stage, relay: ServiceFunction): Bucket {
    const failures = closedBucket(this, 'Failures', { stage, days: keptDays('relay-failure') });
    for (const [action, resource] of [
      ['s3:PutObject', failures.arnForObjects('aws/lambda/*')],
      ['s3:ListBucket', failures.bucketArn],
    ] as const)
      relay.addToRolePolicy(new PolicyStatement({ actions: [action], resources: [resource] }));
    return failures;
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

  private addRepublish({ stage, data }: EventsProps): void {
    const republish = new TableFunction(this, 'RepublishFacts', {
      stage,
      data,
      handler: 'platform/republish-facts',
      actions: ['Query'],
      indexes: [factsByTime],
      timeoutSeconds: 300,
      memoryMegabytes: 1024,
    });
    this.allowPublish(republish);
  }
}
