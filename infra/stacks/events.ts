import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { Archive, EventBus, type IEventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Construct } from 'constructs';
import { factsByTime } from '../../functions/platform/fact.index.ts';
import { keptDays } from '../../functions/platform/retention.policy.ts';
import { DeadLetters } from '../constructs/dead-letters.ts';
import { alarmPeriod } from '../constructs/explained-alarm.ts';
import type { OperatorView, Watched } from '../constructs/operator-view.ts';
import { removalOf } from '../constructs/removal.ts';
import { functionNameOf, ServiceFunction } from '../constructs/service-function.ts';
import { TableFunction } from '../constructs/table-function.ts';
import type { Stage } from '../stages.ts';
import type { DataStack, StageProps } from './data.ts';

const relayHandler = 'platform/relay-facts';
const republishHandler = 'platform/republish-facts';
/** How many batches of one shard of the stream the relay works on at one time. */
const batchesPerShard = 4;

interface EventsProps extends StageProps {
  readonly data: DataStack;
}

/** The bus, its archive, and the one door through which facts leave the table. */
export class EventsStack extends Stack implements Watched {
  // As its interface: the class's optional members do not fit it under exactOptionalPropertyTypes.
  readonly bus: IEventBus;
  private readonly props: EventsProps;
  private readonly deadLetters: DeadLetters;
  private readonly relay: ServiceFunction;

  constructor(scope: Construct, id: string, props: EventsProps) {
    super(scope, id, props);
    const { stage } = props;
    this.props = props;
    this.bus = new EventBus(this, 'Bus', { eventBusName: stage.base }) as IEventBus;
    if (stage.features.archive) this.addArchive(stage, this.bus);
    this.deadLetters = this.addDeadLetters();
    this.relay = this.addRelay();
    this.addRepublish();
  }

  private addArchive(stage: Stage, bus: IEventBus): void {
    const archive = new Archive(this, 'Archive', {
      sourceEventBus: bus,
      archiveName: stage.base,
      description: `Every event of the last ${keptDays('archived-event')} days, for replays to new consumers`,
      eventPattern: { account: [this.account] },
      retention: Duration.days(keptDays('archived-event')),
    });
    archive.applyRemovalPolicy(removalOf(stage));
  }

  get operatorView(): OperatorView {
    const behind = {
      id: 'RelayBehind',
      metric: this.relay.metric('IteratorAge', { statistic: 'Maximum', period: alarmPeriod }),
      threshold: 60_000,
      periods: 3,
      happened: 'Saved facts reach the bus more than a minute late, so SLA timers and mails start late.',
      remedy: `Run \`npm run log -- relay-facts\`: it says why the bus does not take them; mend that. Where it says nothing and the function is throttled, raise streamShards in lanekeeper.config.json and deploy. Nothing is lost and nothing has to be redriven: facts are safe in the table, and the relay goes on in their order as soon as the bus does. After 20 hours it lays them into the dead letters.`,
    };
    return { alarms: [behind], widgets: [] };
  }

  private addDeadLetters(): DeadLetters {
    const { stage } = this.props;
    return new DeadLetters(this, 'DeadLetters', {
      stage,
      capability: 'events',
      happened: (queue) =>
        `Saved facts could not be published and lie in the queue ${queue}, so nobody acts upon them: timers, mails, replays.`,
      remedy: `Read one message. Its ERROR_CODE is why: NotAFact, EntryTooLarge and codes of EventBridge's mean that the fact itself is no good (mend its item, PK and SK are in the message); without one the relay could not run; the rest waited for the bus for 20 hours. Then \`npm run redrive -- dead-letters\` publishes what the items hold by now; whoever had an event takes it twice without harm. Letters are kept 14 days, items ${keptDays('fact')}.`,
    });
  }

  /** Lets a function publish facts, and lay down what cannot be published as a letter to republish-facts. */
  private allowPublish(target: ServiceFunction): void {
    target.setVariable('BUS_NAME', this.bus.eventBusName);
    this.bus.grantPutEventsTo(target);
    target.setVariable('DEAD_LETTERS_URL', this.deadLetters.queueUrl);
    target.setVariable('REPUBLISH_FACTS_ARN', this.republishArn);
    const resources = [this.deadLetters.queueArn];
    target.addToRolePolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources }));
    target.allowKey('writing');
  }

  /** By its name, because republish-facts itself is told it too. */
  private get republishArn(): string {
    return this.formatArn({
      service: 'lambda',
      resource: 'function',
      resourceName: functionNameOf(this.props.stage, republishHandler),
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }

  /**
   * The relay sets aside by itself what it cannot publish, and reports the first fact that has to wait; so the stream retries
   * without end. Only what it could not even be handed, because it does not run, is given up by the stream, two of the
   * stream's 24 hours before it is forgotten: its letter names a time range, and the facts of that time are in the table.
   */
  private addRelay(): ServiceFunction {
    const { stage, data } = this.props;
    const relay = new ServiceFunction(this, 'RelayFacts', {
      stage,
      handler: relayHandler,
      timeoutSeconds: 30,
      reservedConcurrency: batchesPerShard * stage.streamShards,
    });
    this.allowPublish(relay);
    relay.addEventSource(
      new DynamoEventSource(data.table, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        parallelizationFactor: batchesPerShard,
        reportBatchItemFailures: true,
        bisectBatchOnError: true,
        retryAttempts: -1,
        maxRecordAge: Duration.hours(22),
        onFailure: { bind: () => ({ destination: this.deadLetters.queueArn }) },
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

  private addRepublish(): void {
    const { stage, data } = this.props;
    const republish = new TableFunction(this, 'RepublishFacts', {
      stage,
      data,
      handler: republishHandler,
      actions: ['GetItem', 'Query'],
      indexes: [factsByTime],
      timeoutSeconds: 300,
      memoryMegabytes: 1024,
    });
    this.allowPublish(republish);
    republish.configureAsyncInvoke({ retryAttempts: 2, onFailure: this.deadLetters.asDestination });
  }
}
