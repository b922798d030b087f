import { Duration } from 'aws-cdk-lib';
import { GraphWidget, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import { FirewallLog } from './firewall-log.ts';
import { countedRules, type ManagedGroup, stoppingRules } from './managed-rules.ts';
import type { OperatorView, Watched } from './operator-view.ts';
import { hasKey, type RateRule, rateRules } from './rate-rules.ts';

interface FirewallProps {
  readonly stage: Stage;
  /** The ARN of what it stands in front of. */
  readonly protects: string;
}

/**
 * AWS's managed rules and a rate limit in front of the API. The managed groups stop nothing by themselves: all their rules
 * count, also those that AWS adds some day, and the labels of some of them stop a request. Who calls is decided by keys.
 */
export class Firewall extends Construct implements Watched {
  private readonly name: string;
  private readonly stage: Stage;
  private readonly rates: readonly RateRule[];

  constructor(scope: Construct, id: string, { stage, protects }: FirewallProps) {
    super(scope, id);
    this.stage = stage;
    this.name = stage.base;
    this.rates = rateRules(this, stage);
    const acl = new CfnWebACL(this, 'Acl', {
      name: this.name,
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visible(this.name),
      dataProtectionConfig: { dataProtections: [...hidden] },
      customResponseBodies: { slowDown },
      rules: rules(stage.firewall, this.rates),
    });
    new CfnWebACLAssociation(this, 'Association', { resourceArn: protects, webAclArn: acl.attrArn });
    new FirewallLog(this, 'Log', { stage, of: acl });
  }

  get operatorView(): OperatorView {
    const stopped = {
      id: 'CallersStopped',
      metric: this.blocked('attack-with-key'),
      threshold: 1,
      happened: 'The firewall stopped requests that carry a key: a sender of ours may be losing leads.',
      remedy: `Run \`npm run log -- firewall\`: it shows path, address, and the label that stopped each. If it was a sender's own call, take that label out of infra/constructs/managed-rules.ts and deploy; nothing is kept of a stopped request, so ask the sender to send again what was answered with 403.`,
    };
    const slowed = this.rates.map(({ name, alarm }) => ({ ...alarm, metric: this.blocked(name), threshold: 1 }));
    return { alarms: [...(this.stops.length > 0 ? [stopped] : []), ...slowed], widgets: [this.graph()] };
  }

  /** The rules that stop what a managed group labelled; without such groups there are none. */
  private get stops(): readonly string[] {
    const labelling = this.stage.firewall.managedGroups.filter((group) => Object.keys(stoppingRules[group]).length > 0);
    return labelling.length > 0 ? ['attack-with-key', 'attack'] : [];
  }

  private graph(): GraphWidget {
    return new GraphWidget({
      title: 'Requests that the firewall stopped, and those it only noticed',
      left: [...this.stops, ...this.rates.map(({ name }) => name)].map((rule) => this.blocked(rule)),
      right: this.stage.firewall.managedGroups.map((group) => this.metric('CountedRequests', group)),
      width: 12,
    });
  }

  private blocked(rule: string): Metric {
    return this.metric('BlockedRequests', rule);
  }

  private metric(metricName: 'BlockedRequests' | 'CountedRequests', Rule: string): Metric {
    return new Metric({
      namespace: 'AWS/WAFV2',
      metricName,
      dimensionsMap: { WebACL: this.name, Region: this.stage.region, Rule },
      statistic: 'Sum',
      period: Duration.minutes(5),
    });
  }
}

/**
 * What neither log nor sample shows: keys, cookies, queries, and bodies of which a rule's finding would quote a part. AWS WAF
 * hides it in the details of rules by rate, too, unless it is told not to.
 */
const hidden: readonly CfnWebACL.DataProtectProperty[] = [
  { field: { fieldType: 'SINGLE_HEADER', fieldKeys: ['authorization', 'cookie'] }, action: 'SUBSTITUTION' },
  { field: { fieldType: 'QUERY_STRING' }, action: 'SUBSTITUTION' },
  { field: { fieldType: 'BODY' }, action: 'SUBSTITUTION' },
];

const slowDown: CfnWebACL.CustomResponseBodyProperty = {
  contentType: 'APPLICATION_JSON',
  content: JSON.stringify({
    type: 'about:blank',
    title: 'Too Many Requests',
    status: 429,
    detail:
      'Too many requests from this address or with this key. Send again what was answered with this, more slowly.',
  }),
};

function rules({ managedGroups }: Stage['firewall'], rates: readonly RateRule[]): CfnWebACL.RuleProperty[] {
  const labels = managedGroups.flatMap((group) => Object.values(stoppingRules[group]));
  const labelled = {
    orStatement: { statements: labels.map((key) => ({ labelMatchStatement: { scope: 'LABEL', key } })) },
  };
  const slower = {
    responseCode: 429,
    responseHeaders: [{ name: 'Retry-After', value: '60' }],
    customResponseBodyKey: 'slowDown',
  };
  return [
    ...managedGroups.map(counting),
    ...(labels.length > 0 ? stopping(labelled) : []),
    ...rates.map(({ name, statement }) => ({ name, action: { block: { customResponse: slower } }, statement })),
  ].map((rule, priority) => ({ ...rule, priority, visibilityConfig: visible(rule.name) }));
}

/** Apart from the rest what has a key, because it may be a sender of ours; a scanner has none. */
function stopping(labelled: CfnWebACL.StatementProperty) {
  const statement = { andStatement: { statements: [labelled, hasKey] } };
  return [
    { name: 'attack-with-key', action: { block: {} }, statement },
    { name: 'attack', action: { block: {} }, statement: labelled },
  ];
}

/** A group all of whose rules are looked at and leave their labels; one unknown here counts with the group and ends it. */
function counting(name: ManagedGroup) {
  const each = [...countedRules[name], ...Object.keys(stoppingRules[name])];
  const ruleActionOverrides = each.map((rule) => ({ name: rule, actionToUse: { count: {} } }));
  return {
    name,
    overrideAction: { count: {} },
    statement: { managedRuleGroupStatement: { vendorName: 'AWS', name, ruleActionOverrides } },
  };
}

/** Samples show what the log shows, without keys and words, for the three hours that AWS keeps them. */
function visible(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: true };
}
