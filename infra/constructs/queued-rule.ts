import { Duration } from 'aws-cdk-lib';
import { type IEventBus, Rule, type RuleTargetConfig } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { EventDefinition } from '../../functions/events/event.ts';
import type { Stage } from '../stages.ts';
import { queueEncryption } from './customer-key.ts';
import type { DeadLetters } from './dead-letters.ts';
import { alarmPeriod } from './explained-alarm.ts';
import { measure } from './fact-graphs.ts';
import type { OperatorView, Watched } from './operator-view.ts';
import type { ServiceFunction } from './service-function.ts';

interface QueuedRuleProps {
  readonly stage: Stage;
  readonly bus: IEventBus;
  readonly events: readonly EventDefinition[];
  /** Its name without product and stage: `notify-lead`. */
  readonly name: string;
  /** Serves the queue, by `serveQueue`. */
  readonly target: ServiceFunction;
  /** How many of it may run at one time, two at least. */
  readonly runs: number;
  /** Where an event goes that could not be brought into the queue, or was handled as often as it may be. */
  readonly deadLetters: DeadLetters;
  /** How long an event may wait there although nothing is wrong; at once where nothing is said. */
  readonly mayWait?: Duration;
  /** How its alarms speak: of what waits, in the plural, and of what to do. */
  readonly words: { readonly events: string; readonly remedy: string };
}

/** As many as SQS hands out in one call. */
const batchSize = 10;
/**
 * The pauses between two tries grow to ten minutes, shortened by a quarter at most (`pauseSeconds`), so this many take 28 hours at
 * least and 33 on average: an outage of a day is over before the last of them.
 */
const mostReceives = 240;
const longestWait = Duration.minutes(15);

/**
 * Brings events of the bus to a function through a queue, where they wait while it may not do more or cannot: a day of tries to
 * bring them into the queue, and more than a day in it.
 */
export class QueuedRule extends Construct implements Watched {
  private readonly queue: Queue;
  private readonly props: QueuedRuleProps;

  constructor(scope: Construct, id: string, props: QueuedRuleProps) {
    super(scope, id);
    this.props = props;
    const { bus, events, target } = props;
    this.queue = this.addQueue(props);
    new Rule(this, 'Rule', {
      eventBus: bus,
      description: `${events.map((event) => event.type).join(', ')} to the queue of ${target.node.id}`,
      eventPattern: { detailType: events.map((event) => event.type) },
      targets: [{ bind: ({ ruleRef }) => this.asTarget(ruleRef.ruleArn) }],
    });
    this.addMapping(props);
  }

  private get queueName(): string {
    const { stage, name } = this.props;
    return `${stage.base}-${name}`;
  }

  private addQueue({ target, deadLetters }: QueuedRuleProps): Queue {
    return new Queue(this, 'Queue', {
      queueName: this.queueName,
      retentionPeriod: Duration.days(14),
      // What a run that died had comes again after this time; AWS asks for six times what a run may take.
      visibilityTimeout: Duration.seconds(6 * (target.timeout?.toSeconds() ?? 0)),
      ...queueEncryption(this.props.stage),
      enforceSSL: true,
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: mostReceives },
    });
  }

  /** What a rule brings its events to; it may send here and, unlike with SqsQueue, no more. As long as EventBridge tries at most. */
  private asTarget(ruleArn: string): RuleTargetConfig {
    const { deadLetters } = this.props;
    for (const queue of [this.queue, deadLetters])
      queue.addToResourcePolicy(
        new PolicyStatement({
          principals: [new ServicePrincipal('events.amazonaws.com')],
          actions: ['sqs:SendMessage'],
          resources: [queue.queueArn],
          conditions: { ArnEquals: { 'aws:SourceArn': ruleArn } },
        }),
      );
    return {
      arn: this.queue.queueArn,
      deadLetterConfig: { arn: deadLetters.queueArn },
      retryPolicy: { maximumRetryAttempts: 185, maximumEventAgeInSeconds: Duration.hours(24).toSeconds() },
    };
  }

  /** The function may receive and delete, and say when what it is not done with comes again. */
  private addMapping({ target, runs }: QueuedRuleProps): void {
    const actions = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes', 'ChangeMessageVisibility'];
    target.addToRolePolicy(
      new PolicyStatement({ actions: actions.map((action) => `sqs:${action}`), resources: [this.queue.queueArn] }),
    );
    target.allowKey('reading');
    new EventSourceMapping(this, 'Mapping', {
      target,
      eventSourceArn: this.queue.queueArn,
      batchSize,
      maxConcurrency: runs,
      reportBatchItemFailures: true,
    });
  }

  get operatorView(): OperatorView {
    const { stage, name, words, mayWait } = this.props;
    const id = this.node.id;
    const waitMinutes = longestWait.toMinutes() + (mayWait?.toMinutes() ?? 0);
    const waiting = {
      id: `${id}Waiting`,
      metric: this.queue.metricApproximateAgeOfOldestMessage({ statistic: 'Maximum', period: alarmPeriod }),
      threshold: waitMinutes * 60,
      happened: `${words.events} wait for more than ${waitMinutes} minutes in the queue ${this.queueName}.`,
      remedy: words.remedy,
    };
    const stuck = {
      id: `${id}Stuck`,
      metric: measure(stage, { name: 'StuckEvents', dimensions: { queue: this.queueName }, period: longestWait }),
      threshold: 1,
      happened: `${words.events} fail again and again for minutes; they are tried for more than a day, then they lie in the dead letters.`,
      remedy: `The log of ${name} (${stage.logFolder}/…) has the code or error of each try. ${words.remedy}`,
    };
    return { alarms: [waiting, stuck], widgets: [] };
  }
}
