import { describe, expect, test } from 'vitest';
import { resourcesOf, synthesized } from './synthesized.ts';

const { stacks } = synthesized({ stage: 'prod', region: 'eu-central-1' });
const only = (type: string) => {
  const [found, ...more] = resourcesOf(stacks, type);
  expect(more).toEqual([]);
  return (found?.Properties ?? {}) as Record<string, unknown>;
};

interface Rule {
  readonly Name: string;
  readonly Priority: number;
  readonly Action?: { readonly Block?: object };
  readonly OverrideAction?: object;
  readonly Statement: {
    readonly RateBasedStatement?: object;
    readonly ManagedRuleGroupStatement?: { readonly RuleActionOverrides: readonly { readonly Name: string }[] };
  };
}
const acl = only('AWS::WAFv2::WebACL') as { Rules: readonly Rule[] } & Record<string, unknown>;
const groups = acl.Rules.filter(({ Statement }) => Statement.ManagedRuleGroupStatement);

/**
 * The rules of the managed groups as AWS lists them in 2026 (AWS WAF developer guide, "Baseline rule groups" and "IP
 * reputation rule groups"), all of which stop requests if nothing else is said.
 */
const rulesOfAws: Readonly<Record<string, string>> = {
  AWSManagedRulesAmazonIpReputationList: 'AWSManagedIPReputationList AWSManagedReconnaissanceList AWSManagedIPDDoSList',
  AWSManagedRulesKnownBadInputsRuleSet: `JavaDeserializationRCE_HEADER JavaDeserializationRCE_BODY
    JavaDeserializationRCE_URIPATH JavaDeserializationRCE_QUERYSTRING Host_localhost_HEADER PROPFIND_METHOD
    ExploitablePaths_URIPATH Log4JRCE_HEADER Log4JRCE_QUERYSTRING Log4JRCE_BODY Log4JRCE_URIPATH ReactJSRCE_BODY`,
  AWSManagedRulesCommonRuleSet: `NoUserAgent_HEADER UserAgent_BadBots_HEADER SizeRestrictions_QUERYSTRING
    SizeRestrictions_Cookie_HEADER SizeRestrictions_BODY SizeRestrictions_URIPATH EC2MetaDataSSRF_BODY
    EC2MetaDataSSRF_COOKIE EC2MetaDataSSRF_URIPATH EC2MetaDataSSRF_QUERYARGUMENTS GenericLFI_QUERYARGUMENTS
    GenericLFI_URIPATH GenericLFI_BODY RestrictedExtensions_URIPATH RestrictedExtensions_QUERYARGUMENTS
    GenericRFI_QUERYARGUMENTS GenericRFI_BODY GenericRFI_URIPATH CrossSiteScripting_COOKIE
    CrossSiteScripting_QUERYARGUMENTS CrossSiteScripting_BODY CrossSiteScripting_URIPATH`,
};

/** The labels in a statement, at any depth. */
const labelsIn = (statement: unknown) =>
  [...JSON.stringify(statement).matchAll(/"Key":"(awswaf:[^"]+)"/g)].map(([, label = '']) => label);

describe('the firewall', () => {
  test('only counts what AWS’s managed rules find, and what rules of theirs to come will find', () => {
    expect(groups.map(({ Name }) => Name).sort()).toEqual(Object.keys(rulesOfAws).sort());
    for (const { Name, OverrideAction, Statement } of groups) {
      expect(OverrideAction, Name).toEqual({ Count: {} });
      const overrides = Statement.ManagedRuleGroupStatement?.RuleActionOverrides ?? [];
      const counted = (rulesOfAws[Name] ?? '').split(/\s+/).map((rule) => ({ Name: rule, ActionToUse: { Count: {} } }));
      const byName = (a: { Name: string }, b: { Name: string }) => (a.Name < b.Name ? -1 : 1);
      expect(overrides.toSorted(byName), Name).toEqual(counted.sort(byName));
    }
  });

  test('stops what the path, the method or the host alone gives away, and who sends too fast; nothing that a sender writes', () => {
    const blocking = acl.Rules.filter(({ Action }) => Action?.Block);
    const stops = blocking.map(({ Name, Statement }) => [Name, labelsIn(Statement).sort()]);
    const labels = [
      'awswaf:managed:aws:core-rule-set:CrossSiteScripting_URIPath',
      'awswaf:managed:aws:core-rule-set:EC2MetaDataSSRF_URIPath',
      'awswaf:managed:aws:core-rule-set:GenericLFI_URIPath',
      'awswaf:managed:aws:core-rule-set:GenericRFI_URIPath',
      'awswaf:managed:aws:core-rule-set:RestrictedExtensions_URIPath',
      'awswaf:managed:aws:core-rule-set:SizeRestrictions_URIPath',
      'awswaf:managed:aws:known-bad-inputs:ExploitablePaths_URIPath',
      'awswaf:managed:aws:known-bad-inputs:Host_Localhost_Header',
      'awswaf:managed:aws:known-bad-inputs:JavaDeserializationRCE_URIPath',
      'awswaf:managed:aws:known-bad-inputs:Log4JRCE_URIPath',
      'awswaf:managed:aws:known-bad-inputs:Propfind_Method',
    ];
    expect(stops).toEqual([
      ['attack-with-key', labels],
      ['attack', labels],
      ['rate', []],
    ]);
    // Labels stand on a request once the groups have looked at it.
    const firstBlock = Math.min(...blocking.map(({ Priority }) => Priority));
    expect(Math.max(...groups.map(({ Priority }) => Priority))).toBeLessThan(firstBlock);
  });

  test('answers who sends too fast in a way that makes a sender wait and repeat', () => {
    const rate = acl.Rules.find(({ Name }) => Name === 'rate');
    expect(rate?.Action?.Block).toEqual({
      CustomResponse: {
        ResponseCode: 429,
        ResponseHeaders: [{ Name: 'Retry-After', Value: '60' }],
        CustomResponseBodyKey: 'slowDown',
      },
    });
    const { slowDown } = acl['CustomResponseBodies'] as { slowDown: { Content: string } };
    expect(JSON.parse(slowDown.Content)).toMatchObject({ status: 429, title: 'Too Many Requests' });
  });

  test('counts by address alone, and everybody, where no sender is known', () => {
    const rates = acl.Rules.flatMap(({ Statement }) => Statement.RateBasedStatement ?? []);
    expect(rates).toEqual([{ Limit: 90_000, AggregateKeyType: 'IP' }]);
    expect(resourcesOf(stacks, 'AWS::WAFv2::IPSet')).toEqual([]);
  });

  test('logs what it stopped and noticed, for as long as other logs, without keys, queries and bodies', () => {
    const logging = only('AWS::WAFv2::LoggingConfiguration');
    expect(JSON.stringify(logging['LogDestinationConfigs'])).toMatch(/:log-group:aws-waf-logs-lanekeeper-prod"/);
    expect(logging['RedactedFields']).toEqual([
      { SingleHeader: { Name: 'authorization' } },
      { SingleHeader: { Name: 'cookie' } },
      { QueryString: {} },
    ]);
    const actions = [...JSON.stringify(logging['LoggingFilter']).matchAll(/"Action":"(\w+)"/g)].map(
      ([, action]) => action,
    );
    expect([logging['LoggingFilter'], actions]).toMatchObject([
      { DefaultBehavior: 'DROP' },
      ['BLOCK', 'COUNT', 'EXCLUDED_AS_COUNT'],
    ]);
    const groupNames = resourcesOf(stacks, 'AWS::Logs::LogGroup').map(({ Properties }) => Properties?.['LogGroupName']);
    expect(groupNames).toContain('aws-waf-logs-lanekeeper-prod');
    const policy = JSON.stringify(only('AWS::Logs::ResourcePolicy'));
    expect(policy).toMatch(/logs:CreateLogStream.*logs:PutLogEvents.*delivery\.logs\.amazonaws\.com/);
    expect(policy).toMatch(/aws:SourceAccount.*aws:SourceArn/);
  });

  test('shows neither keys nor words in the samples and findings that AWS keeps', () => {
    expect(acl['DataProtectionConfig']).toEqual({
      DataProtections: [
        { Field: { FieldType: 'SINGLE_HEADER', FieldKeys: ['authorization', 'cookie'] }, Action: 'SUBSTITUTION' },
        { Field: { FieldType: 'QUERY_STRING' }, Action: 'SUBSTITUTION' },
        { Field: { FieldType: 'BODY' }, Action: 'SUBSTITUTION' },
      ],
    });
  });

  test('has an alarm for each rule that may meet a sender of ours', () => {
    const alarms = resourcesOf(stacks, 'AWS::CloudWatch::Alarm').map(({ Properties = {} }) => Properties);
    const watched = alarms.filter(({ Namespace }) => Namespace === 'AWS/WAFV2');
    const dimensions = (rule: string) => [
      { Name: 'Region', Value: 'eu-central-1' },
      { Name: 'Rule', Value: rule },
      { Name: 'WebACL', Value: 'lanekeeper-prod' },
    ];
    expect(watched.map(({ MetricName, Dimensions, Threshold }) => [MetricName, Dimensions, Threshold])).toEqual([
      ['BlockedRequests', dimensions('attack-with-key'), 1],
      ['BlockedRequests', dimensions('rate'), 1],
    ]);
    const metricNames = acl.Rules.map(({ Name }) => Name);
    expect(metricNames).toEqual(expect.arrayContaining(['attack-with-key', 'rate']));
    for (const { AlarmDescription } of watched)
      expect(AlarmDescription).toContain('npm run log -- firewall --stage prod --region eu-central-1');
  });
});
