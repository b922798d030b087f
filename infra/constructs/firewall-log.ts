import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnResourcePolicy, type LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnLoggingConfiguration, type CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import { logGroup } from './log-group.ts';

interface FirewallLogProps {
  readonly stage: Stage;
  readonly of: CfnWebACL;
}

/** The log of what a firewall stopped or noticed: where, from which address and why; no keys, no queries, no bodies. */
export class FirewallLog extends Construct {
  constructor(scope: Construct, id: string, { stage, of }: FirewallLogProps) {
    super(scope, id);
    // AWS WAF writes to no log of another name.
    const logGroupName = `aws-waf-logs-${stage.base}`;
    const group = logGroup(this, 'Group', { stage, name: logGroupName });
    const delivery = this.allowDelivery(stage, group);
    const logging = new CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: of.attrArn,
      // The ARN without the :* of its streams, which AWS WAF refuses.
      logDestinationConfigs: [
        Stack.of(this).formatArn({
          service: 'logs',
          resource: 'log-group',
          resourceName: logGroupName,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ],
      redactedFields: [
        { singleHeader: { Name: 'authorization' } },
        { singleHeader: { Name: 'cookie' } },
        { queryString: {} },
      ],
      // As CloudFormation spells it, because the construct library hands it on as it is.
      loggingFilter: {
        DefaultBehavior: 'DROP',
        Filters: [
          {
            Behavior: 'KEEP',
            Requirement: 'MEETS_ANY',
            Conditions: ['BLOCK', 'COUNT', 'EXCLUDED_AS_COUNT'].map((Action) => ({ ActionCondition: { Action } })),
          },
        ],
      },
    });
    logging.node.addDependency(group, delivery);
  }

  /** Said here, because the policy that AWS WAF would write itself is one for all firewalls of an account, and outgrows its limit. */
  private allowDelivery(stage: Stage, group: LogGroup): CfnResourcePolicy {
    const { account, partition, region } = Stack.of(this);
    const statement = new PolicyStatement({
      principals: [new ServicePrincipal('delivery.logs.amazonaws.com')],
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [group.logGroupArn],
      conditions: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': `arn:${partition}:logs:${region}:${account}:*` },
      },
    });
    return new CfnResourcePolicy(this, 'Delivery', {
      policyName: `${stage.base}-firewall-log`,
      policyDocument: JSON.stringify(new PolicyDocument({ statements: [statement] }).toJSON()),
    });
  }
}
