import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { type CfnRule, type IEventBus, Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ConfigurationSet, EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';
import type { EventDefinition } from '../../functions/events/event.ts';
import { escalatedToNobody } from '../../functions/events/event-measures.ts';
import { quarantineReplayRequested } from '../../functions/events/intake.events.ts';
import {
  leadAssigned,
  leadContacted,
  leadEscalated,
  leadFollowUpMissed,
  leadReassigned,
  leadReceived,
  leadResubmitted,
  leadSlaBreached,
  leadSlaWarned,
} from '../../functions/events/lead.events.ts';
import { leadsByUpdate, openLeadsByAssignee, unansweredLeads } from '../../functions/leads/lead/lead.index.ts';
import { getLead, listLeads, postActivity, postLead } from '../../functions/leads/lead.routes.ts';
import { postReplay } from '../../functions/replay/replay.routes.ts';
import { DeadLetters } from '../constructs/dead-letters.ts';
import type { DeployedRoute } from '../constructs/deployed-route.ts';
import { EventRule } from '../constructs/event-rule.ts';
import { factGraph, factMetric, factRanking } from '../constructs/fact-graphs.ts';
import type { OperatorView, Watched } from '../constructs/operator-view.ts';
import { ServiceFunction, type ServiceFunctionProps } from '../constructs/service-function.ts';
import { Workflow } from '../constructs/workflow.ts';
import type { DataStack, StageProps } from './data.ts';
import type { EventsStack } from './events.ts';
import type { IntakeStack } from './intake.ts';

interface LeadsProps extends StageProps {
  readonly data: DataStack;
  readonly events: EventsStack;
  readonly intake: IntakeStack;
}

const reads = ['dynamodb:GetItem'];
const writes = ['dynamodb:GetItem', 'dynamodb:PutItem'];

/** Leads: taking them in, running their SLA, telling the people concerned. */
export class LeadsStack extends Stack implements Watched {
  readonly routes: readonly DeployedRoute[];
  private readonly deadLetters: DeadLetters;
  private readonly props: LeadsProps;

  constructor(scope: Construct, id: string, props: LeadsProps) {
    super(scope, id, props);
    this.props = props;
    this.deadLetters = new DeadLetters(this, 'DeadLetters', {
      stage: props.stage,
      capability: 'leads',
      happened: (queue) => `Events about leads could not be handled and lie in the queue ${queue}.`,
      remedy:
        'Read one message: its attributes or requestContext name the function and the error. Mend the cause, then `npm run redrive` puts them back; every consumer takes an event twice without harm. They are kept 14 days.',
    });
    this.routes = [
      { route: postLead, target: this.intakeFunction('PostLead', postLead.handler, 's3:PutObject') },
      { route: postReplay, target: this.intakeFunction('PostReplay', postReplay.handler, 's3:GetObject') },
      { route: listLeads, target: this.listFunction() },
      { route: getLead, target: this.tableFunction('GetLead', getLead.handler, reads) },
      { route: postActivity, target: this.tableFunction('PostActivity', postActivity.handler, writes) },
    ];
    this.addTimer();
    this.addFollowUps();
    this.addReplay();
    this.addAssignment();
    this.addUnansweredCount();
    if (props.stage.senderAddress) this.addNotices(props.stage.senderAddress);
  }

  get operatorView(): OperatorView {
    const { stage } = this.props;
    const toNobody = {
      id: 'EscalatedToNobody',
      metric: factMetric(stage, escalatedToNobody, { period: Duration.minutes(5) }),
      threshold: 1,
      happened: 'A lead that nobody answered was escalated, and its store names nobody for that level.',
      remedy:
        'The SLA breaches in the log of relay-facts name the store of each lead. Enter its sales manager, general manager and district with PUT /v1/dealers/{dealerId}, and tell the store of the lead.',
    };
    return {
      alarms: [toNobody],
      widgets: [
        factGraph(stage, 'Leads received, contacted, breached', [
          leadReceived.type,
          leadContacted.type,
          leadSlaBreached.type,
        ]),
        factGraph(stage, 'Escalations', [leadSlaWarned.type, leadEscalated.type, escalatedToNobody]),
        factRanking(stage, {
          title: 'Stores with the most breaches',
          fact: leadSlaBreached.type,
          counted: 'breaches',
          by: ['dealerId'],
        }),
      ],
    };
  }

  private tableFunction(
    id: string,
    handler: string,
    actions: readonly string[],
    limits: Pick<ServiceFunctionProps, 'reservedConcurrency' | 'timeoutSeconds'> = {},
  ): ServiceFunction {
    const { stage, data } = this.props;
    const made = new ServiceFunction(this, id, {
      stage,
      handler,
      environment: { TABLE_NAME: data.table.tableName },
      ...limits,
    });
    if (actions.length > 0) data.allow(made, actions);
    return made;
  }

  /** One that takes leads in, from outside or from the documents kept. */
  private intakeFunction(id: string, handler: string, action: 's3:PutObject' | 's3:GetObject'): ServiceFunction {
    // All documents of a reason come at once: a replay in bulk must not take the concurrency that new leads need.
    const made = this.tableFunction(id, handler, writes, id === 'ReplayDocument' ? { reservedConcurrency: 10 } : {});
    this.props.intake.allowDocuments(made, [action]);
    return made;
  }

  private addReplay(): void {
    const replay = this.intakeFunction('ReplayDocument', 'replay/replay-document', 's3:GetObject');
    this.addRule('OnReplayRequested', [quarantineReplayRequested], replay, this.props.events);
  }

  private listFunction(): ServiceFunction {
    const list = this.tableFunction('ListLeads', listLeads.handler, []);
    this.props.data.allowIndex(list, leadsByUpdate);
    return list;
  }

  private addTimer(): void {
    const { stage, data, events } = this.props;
    const decide = this.tableFunction('DecideLeadSla', 'leads/decide-lead-sla', writes, { reservedConcurrency: 50 });
    data.allowIndex(decide, openLeadsByAssignee);
    const timer = new Workflow(this, 'LeadSla', {
      stage,
      machine: 'lead-sla',
      functions: { DecideLeadSlaArn: decide },
      words: {
        title: 'SLA timers',
        what: 'The SLA timer of at least one lead',
        lost: 'nobody will be warned or told about that lead',
        named: 'the lead id',
      },
    });
    const start = new ServiceFunction(this, 'StartLeadSla', {
      stage,
      handler: 'leads/start-lead-sla',
      environment: { LEAD_SLA_ARN: timer.stateMachineArn },
    });
    timer.grantStartExecution(start);
    this.addRule('OnReceivedStartSla', [leadReceived, leadResubmitted], start, events);
  }

  private addFollowUps(): void {
    const { stage, events } = this.props;
    const decide = this.tableFunction('DecideLeadFollowUp', 'leads/decide-lead-follow-up', writes);
    const followUps = new Workflow(this, 'LeadFollowUp', {
      stage,
      machine: 'lead-follow-up',
      functions: { DecideLeadFollowUpArn: decide },
      words: {
        title: 'Follow-ups',
        what: 'The follow-up machine of at least one lead',
        lost: 'nobody will hear of follow-ups of that lead that are due or missed',
        named: 'the lead id and the run',
      },
    });
    const start = new ServiceFunction(this, 'StartLeadFollowUp', {
      stage,
      handler: 'leads/start-lead-follow-up',
      environment: { LEAD_FOLLOW_UP_ARN: followUps.stateMachineArn },
    });
    followUps.grantStartExecution(start);
    this.addRule('OnContactedStartFollowUp', [leadContacted, leadResubmitted], start, events);
  }

  private addAssignment(): void {
    // The leads of a busy store wait for their turn.
    const assign = this.tableFunction('AssignLead', 'leads/assign-lead', writes, { timeoutSeconds: 30 });
    this.props.data.allowIndex(assign, openLeadsByAssignee);
    this.addRule('OnReceivedAssign', [leadReceived], assign, this.props.events);
  }

  /** Once a day; a machine of one's own skips the days on which there is nothing to count. */
  private addUnansweredCount(): void {
    const { stage, data } = this.props;
    const environment = { TABLE_NAME: data.table.tableName };
    const handler = 'leads/count-unanswered';
    const count = new ServiceFunction(this, 'CountUnanswered', { stage, handler, environment, timeoutSeconds: 300 });
    data.allowIndex(count, unansweredLeads);
    const rule = new Rule(this, 'EveryDay', {
      description: 'The end of a day to CountUnanswered',
      schedule: Schedule.cron({ hour: '0', minute: '0' }),
      targets: [new LambdaFunction(count, { deadLetterQueue: this.deadLetters })],
    });
    (rule.node.defaultChild as CfnRule).addMetadata('local:dueIndex', {
      table: `lanekeeper-${stage.name}`,
      index: unansweredLeads.name,
      dueAttribute: unansweredLeads.sort,
    });
    count.configureAsyncInvoke({ retryAttempts: 2, onFailure: this.deadLetters.asDestination });
  }

  private addNotices(senderAddress: string): void {
    const { stage, data, events } = this.props;
    const configurationSet = new ConfigurationSet(this, 'Mail', { reputationMetrics: true });
    const domain = senderAddress.split('@')[1] ?? senderAddress;
    const identity = new EmailIdentity(this, 'Sender', { identity: Identity.domain(domain), configurationSet });
    for (const [position, record] of identity.dkimRecords.entries())
      new CfnOutput(this, `Dkim${position + 1}`, { value: `${record.name} CNAME ${record.value}` });
    const notify = new ServiceFunction(this, 'NotifyLead', {
      stage,
      handler: 'leads/notify-lead',
      environment: {
        TABLE_NAME: data.table.tableName,
        SENDER_ADDRESS: senderAddress,
        ...(stage.publicUrl && { PUBLIC_URL: stage.publicUrl }),
      },
    });
    data.allow(notify, writes);
    const configurationSetArn = `arn:${this.partition}:ses:${this.region}:${this.account}:configuration-set/${configurationSet.configurationSetName}`;
    notify.addToRolePolicy(
      new PolicyStatement({
        actions: ['ses:SendEmail'],
        resources: [identity.emailIdentityArn, configurationSetArn],
        conditions: { StringEquals: { 'ses:FromAddress': senderAddress } },
      }),
    );
    this.addRule(
      'OnSlaNotify',
      [leadAssigned, leadReassigned, leadSlaWarned, leadEscalated, leadFollowUpMissed],
      notify,
      events,
    );
  }

  private addRule(id: string, kinds: readonly EventDefinition[], target: ServiceFunction, events: EventsStack): void {
    new EventRule(this, id, { bus: events.bus as IEventBus, events: kinds, target, deadLetters: this.deadLetters });
  }
}
