import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';

/** Requests per five minutes from one address, above which it is stopped; a dealer group's office stays far below. */
const requestsPerAddress = 20_000;

/**
 * The managed rules and a rate limit in front of the API. Bodies are leads in XML and people's own words: the rules that
 * judge bodies by size or by how much they look like markup would stop real leads, so these only count.
 */
export class Firewall extends Construct {
  constructor(scope: Construct, id: string, props: { readonly name: string; readonly protects: string }) {
    super(scope, id);
    const acl = new CfnWebACL(this, 'Acl', {
      name: props.name,
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visible(props.name),
      rules: [
        managed(0, 'AWSManagedRulesAmazonIpReputationList', []),
        managed(1, 'AWSManagedRulesKnownBadInputsRuleSet', []),
        managed(2, 'AWSManagedRulesCommonRuleSet', [
          'SizeRestrictions_BODY',
          'CrossSiteScripting_BODY',
          'GenericRFI_BODY',
        ]),
        {
          name: 'rate',
          priority: 3,
          action: { block: {} },
          statement: { rateBasedStatement: { limit: requestsPerAddress, aggregateKeyType: 'IP' } },
          visibilityConfig: visible('rate'),
        },
      ],
    });
    new CfnWebACLAssociation(this, 'Association', { resourceArn: props.protects, webAclArn: acl.attrArn });
  }
}

function managed(priority: number, name: string, onlyCounted: readonly string[]): CfnWebACL.RuleProperty {
  return {
    name,
    priority,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name,
        ruleActionOverrides: onlyCounted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
      },
    },
    visibilityConfig: visible(name),
  };
}

function visible(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false };
}
