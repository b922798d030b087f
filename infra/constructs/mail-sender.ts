import { CfnOutput, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ConfigurationSet, EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { ServiceFunction } from './service-function.ts';

/** The address mails come from, with the identity of its domain; mail flows once the domain's DKIM records are published. */
export class MailSender extends Construct {
  private readonly address: string;
  private readonly identities: readonly string[];

  constructor(scope: Construct, id: string, props: { readonly address: string }) {
    super(scope, id);
    this.address = props.address;
    const configurationSet = new ConfigurationSet(this, 'Mail', { reputationMetrics: true });
    const domain = props.address.split('@')[1] ?? props.address;
    const identity = new EmailIdentity(this, 'Identity', { identity: Identity.domain(domain), configurationSet });
    const { partition, region, account } = Stack.of(this);
    this.identities = [
      identity.emailIdentityArn,
      `arn:${partition}:ses:${region}:${account}:configuration-set/${configurationSet.configurationSetName}`,
    ];
    for (const [position, record] of identity.dkimRecords.entries())
      new CfnOutput(this, `Dkim${position + 1}`, { value: `${record.name} CNAME ${record.value}` });
  }

  /** Lets a function send mails from this address and no other. */
  allowSend(target: ServiceFunction): void {
    target.setVariable('SENDER_ADDRESS', this.address);
    target.addToRolePolicy(
      new PolicyStatement({
        actions: ['ses:SendEmail'],
        resources: [...this.identities],
        conditions: { StringEquals: { 'ses:FromAddress': this.address } },
      }),
    );
  }
}
