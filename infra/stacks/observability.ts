import { Duration, Stack } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, LogQueryWidget, Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { escalatedToNobody } from '../../functions/events/event-measures.ts';
import { alarmPeriod, ExplainedAlarm, type ExplainedAlarmProps } from '../constructs/explained-alarm.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import type { Workflow } from '../constructs/workflow.ts';
import type { ApiStack } from './api.ts';
import type { StageProps } from './data.ts';
import type { EventsStack } from './events.ts';
import type { IntakeStack } from './intake.ts';
import type { LeadsStack } from './leads.ts';

interface ObservabilityProps extends StageProps {
  readonly events: EventsStack;
  readonly intake: IntakeStack;
  readonly leads: LeadsStack;
  readonly api: ApiStack;
  /** The stacks whose functions are watched. */
  readonly functionsOf: readonly Stack[];
}

/** How an alarm speaks of a machine. */
interface MachineWords {
  readonly what: string;
  /** What does not happen while it fails. */
  readonly lost: string;
  /** What an execution's name is. */
  readonly named: string;
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
    this.addIntakeAlarms();
    this.addStoreAlarms();
    this.addFunctionAlarms();
    this.addDashboard();
  }

  private alarm(id: string, props: Omit<ExplainedAlarmProps, 'topic'>): void {
    new ExplainedAlarm(this, id, { ...props, topic: this.topic });
  }

  /** How often a fact was published. */
  private facts(fact: string, options: MetricOptions = {}): Metric {
    return new Metric({
      namespace: 'Lanekeeper',
      metricName: 'Facts',
      dimensionsMap: { service: 'lanekeeper', stage: this.props.stage.name, fact },
      statistic: 'Sum',
      ...options,
    });
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
    const { timer, followUps } = this.props.leads;
    this.addMachineAlarms('Timers', timer, {
      what: 'The SLA timer',
      lost: 'nobody will be warned or told about that lead',
      named: 'the lead id',
    });
    this.addMachineAlarms('FollowUps', followUps, {
      what: 'The follow-up machine',
      lost: 'nobody will hear of follow-ups of that lead that are due or missed',
      named: 'the lead id and the run',
    });
  }

  private addMachineAlarms(id: string, machine: Workflow, { what, lost, named }: MachineWords): void {
    const remedy = `List its failed executions in Step Functions: the name is ${named} and the last event says why. Mend the cause, then redrive the executions; steps that were done are not done again.`;
    this.alarm(`${id}Failed`, {
      metric: machine.metricFailed({ period: alarmPeriod }),
      threshold: 1,
      happened: `${what} of at least one lead ended in failure, so ${lost}.`,
      remedy,
    });
    this.alarm(`${id}TimedOut`, {
      metric: machine.metricTimedOut({ period: alarmPeriod }),
      threshold: 1,
      happened: `${what} of at least one lead ran into the one-year limit of an execution.`,
      remedy,
    });
  }

  private addStoreAlarms(): void {
    this.alarm('EscalatedToNobody', {
      metric: this.facts(escalatedToNobody, { period: Duration.minutes(5) }),
      threshold: 1,
      happened: 'A lead that nobody answered was escalated, and its store names nobody for that level.',
      remedy:
        'The SLA breaches in the log of relay-facts name the store of each lead. Enter its sales manager, general manager and district with PUT /v1/dealers/{dealerId}, and tell the store of the lead.',
    });
  }

  private addIntakeAlarms(): void {
    const { deadLetters } = this.props.intake;
    this.alarm('DocumentsQuarantined', {
      metric: this.facts('quarantine.entered.v1', { period: Duration.minutes(5) }),
      threshold: 1,
      happened: 'Documents that a known sender sent could not be used; they are kept 90 days and are no leads yet.',
      remedy:
        'GET /v1/quarantine?status=open lists them with sender and reason; functions/intake/README.md says what to mend for each reason. Then POST /v1/quarantine/replay {"reason": …} tries them again with their original receive time.',
    });
    this.alarm('LeadsMissing', {
      metric: this.facts('sender.count-short.v1', { period: Duration.minutes(5) }),
      threshold: 1,
      happened: 'A sender says it sent more leads on a day than were received from it.',
      remedy:
        "The log of relay-facts names sender, day and how many are missing. Ask the sender for its failed deliveries of that day; the API's access log shows what was refused (401, 403, 413, 415, 429).",
    });
    this.alarm('IntakeDeadLetters', {
      metric: deadLetters.metricApproximateNumberOfMessagesVisible({ period: alarmPeriod }),
      threshold: 1,
      happened: `The daily comparison of senders' counts failed and lies in the queue ${deadLetters.queueName}.`,
      remedy:
        'Read the log of check-counts, mend the cause, then `npm run redrive -- dead-letters`; the counts of three days back are looked at in each run.',
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
    const facts = (fact: string) => this.facts(fact);
    const dashboard = new Dashboard(this, 'Dashboard', { dashboardName: `lanekeeper-${stage.name}-${stage.region}` });
    dashboard.addWidgets(
      new GraphWidget({
        title: 'Leads received, contacted, breached',
        left: [facts('lead.received.v1'), facts('lead.contacted.v1'), facts('lead.sla-breached.v1')],
        width: 12,
      }),
      new GraphWidget({
        title: 'Escalations',
        left: ['lead.sla-warned.v1', 'lead.escalated.v1', escalatedToNobody].map(facts),
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
      new LogQueryWidget({
        title: 'Senders with the most documents in quarantine',
        logGroupNames: [`/lanekeeper/${stage.name}/lanekeeper-${stage.name}-relay-facts`],
        queryLines: [
          'filter fact = "quarantine.entered.v1"',
          'stats count() as documents by senderId, reason',
          'sort documents desc',
          'limit 20',
        ],
        width: 12,
      }),
    );
  }
}
