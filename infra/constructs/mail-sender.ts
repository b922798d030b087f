import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { GraphWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ConfigurationSet, EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import { measure } from './fact-graphs.ts';
import type { OperatorView, Watched } from './operator-view.ts';
import { mailRuns } from './queue-runs.ts';
import type { ServiceFunction } from './service-function.ts';

interface MailSenderProps {
  readonly stage: Stage;
  readonly address: string;
}

/** The address mails come from, with the identity of its domain; mail flows once the domain's DKIM records are published. */
export class MailSender extends Construct implements Watched {
  private readonly props: MailSenderProps;
  private readonly identities: readonly string[];
  private readonly setName: string;

  constructor(scope: Construct, id: string, props: MailSenderProps) {
    super(scope, id);
    this.props = props;
    const configurationSet = new ConfigurationSet(this, 'Mail', { reputationMetrics: true });
    const domain = props.address.split('@')[1] ?? props.address;
    this.setName = configurationSet.configurationSetName;
    const { partition, region, account } = Stack.of(this);
    const arnOf = (resource: string) => `arn:${partition}:ses:${region}:${account}:${resource}`;
    this.identities = [
      props.stage.senderIdentity === 'shared'
        ? arnOf(`identity/${domain}`)
        : this.addIdentity(domain, configurationSet).emailIdentityArn,
      arnOf(`configuration-set/${this.setName}`),
    ];
  }

  private addIdentity(domain: string, configurationSet: ConfigurationSet): EmailIdentity {
    const identity = new EmailIdentity(this, 'Identity', { identity: Identity.domain(domain), configurationSet });
    for (const [position, record] of identity.dkimRecords.entries())
      new CfnOutput(this, `Dkim${position + 1}`, { value: `${record.name} CNAME ${record.value}` });
    return identity;
  }

  /** How many runs may send at one time. */
  get runs(): number {
    return mailRuns(this.props.stage);
  }

  /** Lets a function send mails from this address and no other; no more than `runs` of it may run at one time. */
  allowSend(target: ServiceFunction): void {
    const { address, stage } = this.props;
    target.setVariable('SENDER_ADDRESS', address);
    target.setVariable('MAILS_PER_SECOND', String(stage.mailsPerSecond));
    target.setVariable('MAIL_RUNS', String(this.runs));
    // Else a mail would be counted with those of whoever has the identity, in a set that nothing here may use.
    if (stage.senderIdentity === 'shared') target.setVariable('CONFIGURATION_SET', this.setName);
    target.addToRolePolicy(
      new PolicyStatement({
        actions: ['ses:SendEmail'],
        resources: [...this.identities],
        conditions: { StringEquals: { 'ses:FromAddress': address } },
      }),
    );
  }

  get operatorView(): OperatorView {
    const { stage } = this.props;
    const count = (name: string) => measure(stage, { name, period: Duration.minutes(5) });
    const refused = {
      id: 'RefusedMails',
      metric: count('RefusedMails'),
      threshold: 1,
      happened: 'The mail provider will never take a mail, so somebody is not told about a lead.',
      remedy:
        'Run `npm run log -- notify-lead`: it names the lead and the notice, and the provider’s code; most often the address is none. Correct it with PUT /v1/dealers/{dealerId} and tell the store of the lead; other mails are not held up.',
    };
    // A store that was entered before there were mail domains is mailed nothing, and nobody would know.
    const withheld = {
      id: 'WithheldMails',
      metric: count('WithheldMails'),
      threshold: 1,
      happened: 'Somebody was not mailed about a lead, because their store has no mail domain for their address.',
      remedy:
        'Run `npm run log -- notify-lead`: it names the store and the lead. Enter mailDomains with PUT /v1/dealers/{dealerId} and the OEM’s key; mails from then on go out. Those of before are not sent, so tell the store of the leads.',
    };
    const mails = new GraphWidget({
      title: 'Mails that were withheld or refused, or sent perhaps twice',
      left: [count('WithheldMails'), count('RefusedMails'), count('DoubtfulMails')],
      width: 12,
    });
    return { alarms: [refused, withheld], widgets: [mails] };
  }
}
