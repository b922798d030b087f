import { Stack } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, LogQueryWidget, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { alarmPeriod, ExplainedAlarm, type ExplainedAlarmProps } from '../constructs/explained-alarm.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import type { ApiStack } from './api.ts';
import type { StageProps } from './data.ts';
import type { EventsStack } from './events.ts';
import type { LeadsStack } from './leads.ts';

export interface ObservabilityProps extends StageProps {
  readonly events: EventsStack;
  readonly leads: LeadsStack;
  readonly api: ApiStack;
  /** The stacks whose functions are watched. */
  readonly functionsOf: readonly Stack[];
}

/** What ops see and hear: one topic per region, alarms that say what to do, a dashboard of SLA and health. */
export class ObservabilityStack extends Stack {
  private readonly topic: Topic;
  private readonly props: ObservabilityProps;

  constructor(scope: Construct, id: string, props: ObservabilityProps) {
    super(scope, id, props);
    this.props = props;
    const key = new Key(this, 'AlarmsKey', {
      enableKeyRotation: true,
      description: 'Alarm texts at rest; CloudWatch cannot publish to a topic under the AWS-managed key',
    });
    key.grantEncryptDecrypt(new ServicePrincipal('cloudwatch.amazonaws.com'));
    this.topic = new Topic(this, 'Alarms', {
      topicName: `lanekeeper-${props.stage.name}-alarms`,
      masterKey: key,
      enforceSSL: true,
    });
    if (props.stage.alarmAddress) this.topic.addSubscription(new EmailSubscription(props.stage.alarmAddress));
    this.addPipelineAlarms();
    this.addTimerAlarms();
    this.addFunctionAlarms();
    this.addDashboard();
  }

  private alarm(id: string, props: Omit<ExplainedAlarmProps, 'topic'>): void {
    new ExplainedAlarm(this, id, { ...props, topic: this.topic });
  }

  private addPipelineAlarms(): void {
    const { events, leads, api } = this.props;
    this.alarm('LeadsDeadLetters', {
      metric: leads.deadLetters.metricApproximateNumberOfMessagesVisible({ period: alarmPeriod }),
      threshold: 1,
      happened: `Events about leads could not be handled and lie in the queue ${leads.deadLetters.queueName}.`,
      remedy:
        'Read one message: its attributes or requestContext name the function and the error. Mend the cause, then `npm run redrive` puts them back; every consumer takes an event twice without harm. They are kept 14 days.',
    });
    this.alarm('RelayBehind', {
      metric: events.relay.metric('IteratorAge', { statistic: 'Maximum', period: alarmPeriod }),
      threshold: 60_000,
      periods: 3,
      happened: 'Saved facts reach the bus more than a minute late, so SLA timers and mails start late.',
      remedy:
        'Look at the errors and throttles of the relay-facts function. Facts are safe in the table; after 24 hours the stream forgets them and the republish-facts function publishes a time range again.',
    });
    this.alarm('ApiErrors', {
      metric: api.api.metricServerError({ statistic: 'Sum', period: alarmPeriod }),
      threshold: 5,
      happened: 'The API answered five or more requests of one minute with a 5xx; senders may be losing patience.',
      remedy:
        "Open the API access log, find the route and the request id, then that function's log. Nothing was kept of a failed request; senders that repeat it lose nothing.",
    });
  }

  private addTimerAlarms(): void {
    const { timer } = this.props.leads;
    const remedy =
      'List its failed executions in Step Functions: the name is the lead id and the last event says why. Mend the cause, then redrive the executions; steps that were done are not done again.';
    this.alarm('TimersFailed', {
      metric: timer.metricFailed({ period: alarmPeriod }),
      threshold: 1,
      happened:
        'The SLA timer of at least one lead ended in failure, so nobody will be warned or told about that lead.',
      remedy,
    });
    this.alarm('TimersTimedOut', {
      metric: timer.metricTimedOut({ period: alarmPeriod }),
      threshold: 1,
      happened: 'The SLA timer of at least one lead ran into the one-year limit of an execution.',
      remedy,
    });
  }

  private addFunctionAlarms(): void {
    const watched = this.props.functionsOf.flatMap((stack) => stack.node.findAll());
    for (const each of watched) {
      if (!(each instanceof ServiceFunction)) continue;
      this.alarm(`${each.node.id}Errors`, {
        metric: each.metricErrors({ statistic: 'Sum', period: alarmPeriod }),
        threshold: 5,
        happened: `The function ${each.node.id} failed five or more times in one minute.`,
        remedy: `Read its log (/lanekeeper/${this.props.stage.name}/…): each failure has its error and the id of what it was about. Asynchronous work is tried again and then lies in the dead letters; requests were answered with a 5xx.`,
      });
    }
  }

  private addDashboard(): void {
    const { stage, leads } = this.props;
    const facts = (fact: string) =>
      new Metric({
        namespace: 'Lanekeeper',
        metricName: 'Facts',
        dimensionsMap: { stage: stage.name, fact },
        statistic: 'Sum',
      });
    const dashboard = new Dashboard(this, 'Dashboard', { dashboardName: `lanekeeper-${stage.name}-${stage.region}` });
    dashboard.addWidgets(
      new GraphWidget({
        title: 'Leads received, contacted, breached',
        left: [facts('lead.received.v1'), facts('lead.contacted.v1'), facts('lead.sla-breached.v1')],
        width: 12,
      }),
      new GraphWidget({
        title: 'Escalations',
        left: [facts('lead.sla-warned.v1'), facts('lead.escalated.v1')],
        width: 12,
      }),
      new GraphWidget({
        title: 'SLA timers',
        left: [leads.timer.metricStarted(), leads.timer.metricSucceeded(), leads.timer.metricFailed()],
        width: 12,
      }),
      new LogQueryWidget({
        title: 'Stores with the most breaches',
        logGroupNames: [`/lanekeeper/${stage.name}/lanekeeper-${stage.name}-relay-facts`],
        queryLines: [
          'filter fact = "lead.sla-breached.v1"',
          'stats count() as breaches by dealerId',
          'sort breaches desc',
          'limit 20',
        ],
        width: 12,
      }),
    );
  }
}
