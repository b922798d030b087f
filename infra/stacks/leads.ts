import { Duration, Stack } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import type { EventDefinition } from '../../functions/events/event.ts';
import { escalatedToNobody } from '../../functions/events/event-measures.ts';
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
import { digestBegun } from '../../functions/events/message.events.ts';
import { leadsByUpdate, openLeadsByAssignee, unansweredLeads } from '../../functions/leads/lead/lead.index.ts';
import { getLead, listLeads, postActivity, postLead } from '../../functions/leads/lead.routes.ts';
import { DeadLetters } from '../constructs/dead-letters.ts';
import type { DeployedRoute } from '../constructs/deployed-route.ts';
import { EventRule } from '../constructs/event-rule.ts';
import { factGraph } from '../constructs/fact-graphs.ts';
import { MailSender } from '../constructs/mail-sender.ts';
import type { OperatorView, Watched } from '../constructs/operator-view.ts';
import { QueuedRule } from '../constructs/queued-rule.ts';
import { ScheduledTask } from '../constructs/scheduled-task.ts';
import type { ServiceFunction } from '../constructs/service-function.ts';
import { reads, TableFunction, writes } from '../constructs/table-function.ts';
import { Timer } from '../constructs/timer.ts';
import type { DataStack, StageProps } from './data.ts';
import type { EventsStack } from './events.ts';
import type { IntakeStack } from './intake.ts';
import { leadAlarms } from './lead-alarms.ts';
import { leadRankings } from './lead-rankings.ts';

interface LeadsProps extends StageProps {
  readonly data: DataStack;
  readonly events: EventsStack;
  readonly intake: IntakeStack;
}

/** Leads: taking them in, running their SLA, telling the people concerned. */
export class LeadsStack extends Stack implements Watched {
  readonly routes: readonly DeployedRoute[];
  private readonly slaTimer: Timer;
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
        'Read one message: its attributes or requestContext name the function and the error. Mend the cause, then `npm run redrive -- dead-letters` hands them over again; every consumer takes an event twice without harm. They are kept 14 days.',
    });
    this.routes = this.addDoors();
    this.slaTimer = this.addSlaTimer();
    this.addAssignment();
    this.addUnansweredCount();
    if (props.stage.senderAddress) this.addNotifications(props.stage.senderAddress);
  }

  get operatorView(): OperatorView {
    const { stage } = this.props;
    return {
      alarms: leadAlarms(stage),
      widgets: [
        factGraph(stage, 'Leads received, contacted, breached', [
          leadReceived.type,
          leadContacted.type,
          leadSlaBreached.type,
        ]),
        factGraph(stage, 'Escalations', [leadSlaWarned.type, leadEscalated.type, escalatedToNobody]),
        ...leadRankings(stage),
      ],
    };
  }

  /** Lets a function start the SLA timers of leads. */
  allowSlaTimer(target: ServiceFunction): void {
    this.slaTimer.allowStart(target);
  }

  /** What the room's functions have in common. */
  private get table() {
    const { stage, data } = this.props;
    return { stage, data };
  }

  private addDoors(): readonly DeployedRoute[] {
    const { table } = this;
    const post = new TableFunction(this, 'PostLead', {
      ...table,
      handler: postLead.handler,
      actions: writes,
      // A document of a hundred leads, on a slow day; API Gateway waits 29 seconds.
      timeoutSeconds: 28,
    });
    this.props.intake.allowDocuments(post, ['s3:PutObject']);
    const list = new TableFunction(this, 'ListLeads', {
      ...table,
      handler: listLeads.handler,
      actions: ['Query'],
      indexes: [leadsByUpdate],
    });
    const get = new TableFunction(this, 'GetLead', {
      ...table,
      handler: getLead.handler,
      actions: [...reads, 'Query'],
    });
    const activity = new TableFunction(this, 'PostActivity', {
      ...table,
      handler: postActivity.handler,
      // What a lead no longer holds may be what a late report is about.
      actions: [...writes, 'Query'],
    });
    return [
      { route: postLead, target: post },
      { route: listLeads, target: list },
      { route: getLead, target: get },
      { route: postActivity, target: activity },
    ];
  }

  private addSlaTimer(): Timer {
    return new Timer(this, 'LeadSla', {
      ...this.table,
      bus: this.props.events.bus,
      deadLetters: this.deadLetters,
      timer: 'leads/lead-sla',
      startedBy: [leadReceived, leadResubmitted],
      endedBy: [leadContacted],
      startVariable: 'LEAD_SLA_ARN',
      decide: { indexes: [openLeadsByAssignee], reservedConcurrency: 50 },
      words: {
        timer: 'SLA timer',
        subject: 'lead',
        lost: 'its steps come late: what is five minutes overdue is started again every minute',
        named: 'the lead id, or lead id, run and “swept” where it was started again',
      },
    });
  }

  private addAssignment(): void {
    const assign = new TableFunction(this, 'AssignLead', {
      ...this.table,
      handler: 'leads/assign-lead',
      actions: writes,
      indexes: [openLeadsByAssignee],
      // The leads of a busy store wait for their turn.
      timeoutSeconds: 30,
    });
    this.addRule('OnReceivedAssign', [leadReceived, leadResubmitted], assign);
  }

  private addUnansweredCount(): void {
    const count = new TableFunction(this, 'CountUnanswered', {
      ...this.table,
      handler: 'leads/count-unanswered',
      indexes: [unansweredLeads],
      timeoutSeconds: 300,
    });
    new ScheduledTask(this, 'EveryDay', {
      stage: this.props.stage,
      target: count,
      schedule: Schedule.cron({ hour: '0', minute: '0' }),
      when: 'The end of a day',
      due: unansweredLeads,
      deadLetters: this.deadLetters,
    });
  }

  private addNotifications(address: string): void {
    const { stage, events } = this.props;
    const notify = new TableFunction(this, 'NotifyLead', {
      ...this.table,
      handler: 'leads/notify-lead',
      actions: [...writes, 'Query'],
      // A batch of ten, each waiting for the provider as long as it may.
      timeoutSeconds: 60,
    });
    if (stage.publicUrl) notify.setVariable('PUBLIC_URL', stage.publicUrl);
    const sender = new MailSender(this, 'Sender', { stage, address });
    sender.allowSend(notify);
    new QueuedRule(this, 'OnSlaNotify', {
      stage,
      bus: events.bus,
      events: [
        leadAssigned,
        leadReassigned,
        leadResubmitted,
        leadSlaWarned,
        leadEscalated,
        leadFollowUpMissed,
        digestBegun,
      ],
      // Of a person who asks again and again a mail goes once an hour.
      mayWait: Duration.hours(1),
      name: 'notify-lead',
      target: notify,
      runs: sender.runs,
      deadLetters: this.deadLetters,
      words: {
        events: 'Mails about leads',
        remedy: `Ask \`aws sesv2 get-account --region ${stage.region}\` whether SES lets the account send, and how much; where it lets more, raise mailsPerSecond in lanekeeper.config.json. No mail is lost meanwhile.`,
      },
    });
  }

  private addRule(id: string, events: readonly EventDefinition[], target: ServiceFunction): void {
    new EventRule(this, id, { bus: this.props.events.bus, events, target, deadLetters: this.deadLetters });
  }
}
