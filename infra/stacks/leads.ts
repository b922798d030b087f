import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ConfigurationSet, EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';
import type { EventDefinition } from '../../functions/events/event.ts';
import { leadEscalated, leadReceived, leadSlaWarned } from '../../functions/events/lead.events.ts';
import { getLead, postActivity, postLead } from '../../functions/leads/lead.routes.ts';
import { DeadLetters } from '../constructs/dead-letters.ts';
import type { DeployedRoute } from '../constructs/deployed-route.ts';
import { EventRule } from '../constructs/event-rule.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { Workflow } from '../constructs/workflow.ts';
import type { DataStack, StageProps } from './data.ts';
import type { EventsStack } from './events.ts';

export interface LeadsProps extends StageProps {
  readonly data: DataStack;
  readonly events: EventsStack;
}

const reads = ['dynamodb:GetItem'];
const writes = ['dynamodb:GetItem', 'dynamodb:PutItem'];

/** Leads: taking them in, running their SLA, telling the people concerned. */
export class LeadsStack extends Stack {
  readonly routes: readonly DeployedRoute[];
  readonly deadLetters: DeadLetters;
  readonly timer: Workflow;
  private readonly props: LeadsProps;

  constructor(scope: Construct, id: string, props: LeadsProps) {
    super(scope, id, props);
    this.props = props;
    this.deadLetters = new DeadLetters(this, 'DeadLetters', { stage: props.stage, capability: 'leads' });
    this.routes = [
      { route: postLead, target: this.tableFunction('PostLead', postLead.handler, writes) },
      { route: getLead, target: this.tableFunction('GetLead', getLead.handler, reads) },
      { route: postActivity, target: this.tableFunction('PostActivity', postActivity.handler, writes) },
    ];
    this.timer = this.addTimer();
    this.addAssignment();
    if (props.stage.senderAddress) this.addNotices(props.stage.senderAddress);
  }

  private tableFunction(
    id: string,
    handler: string,
    actions: readonly string[],
    concurrency?: number,
  ): ServiceFunction {
    const { stage, data } = this.props;
    const made = new ServiceFunction(this, id, {
      stage,
      handler,
      environment: { TABLE_NAME: data.table.tableName },
      ...(concurrency !== undefined && { reservedConcurrency: concurrency }),
    });
    data.allow(made, actions);
    return made;
  }

  private addTimer(): Workflow {
    const { stage, events } = this.props;
    const decide = this.tableFunction('DecideLeadSla', 'leads/decide-lead-sla', writes, 50);
    const timer = new Workflow(this, 'LeadSla', {
      stage,
      machine: 'lead-sla',
      functions: { DecideLeadSlaArn: decide },
    });
    const start = new ServiceFunction(this, 'StartLeadSla', {
      stage,
      handler: 'leads/start-lead-sla',
      environment: { LEAD_SLA_ARN: timer.stateMachineArn },
    });
    timer.grantStartExecution(start);
    this.addRule('OnReceivedStartSla', [leadReceived], start, events);
    return timer;
  }

  private addAssignment(): void {
    const assign = this.tableFunction('AssignLead', 'leads/assign-lead', writes);
    this.addRule('OnReceivedAssign', [leadReceived], assign, this.props.events);
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
    this.addRule('OnSlaNotify', [leadSlaWarned, leadEscalated], notify, events);
  }

  private addRule(id: string, kinds: readonly EventDefinition[], target: ServiceFunction, events: EventsStack): void {
    new EventRule(this, id, { bus: events.bus as IEventBus, events: kinds, target, deadLetters: this.deadLetters });
  }
}
