import { describe, expect, test } from 'vitest';
import { configured, resourcesOf, synthesized } from './synthesized.ts';

const place = { stage: 'dev', region: 'eu-west-3' };
const topic = 'arn:aws:sns:eu-west-3:111122223333:ops';

/** What an installation synthesizes to: its findings, and its resources of a type. */
function synthesizedWith(values: object) {
  const { findings, stacks } = configured({ installations: [{ ...place, ...values }] });
  const of = (type: string) => resourcesOf(stacks, type).map(({ Properties = {} }) => Properties);
  return { findings, of };
}

describe('an installation', () => {
  test('without archive, dashboard and firewall has none of them, nor what belongs to them', () => {
    const { findings, of } = synthesizedWith({ features: { archive: false, dashboard: false, firewall: false } });
    expect(findings).toEqual([]);
    for (const type of ['Events::Archive', 'CloudWatch::Dashboard', 'WAFv2::WebACL', 'WAFv2::WebACLAssociation'])
      expect(of(`AWS::${type}`), type).toEqual([]);
    const groups = of('AWS::Logs::LogGroup').map(({ LogGroupName }) => String(LogGroupName));
    expect(groups.filter((name) => name.startsWith('aws-waf'))).toEqual([]);
    const alarms = of('AWS::CloudWatch::Alarm').filter(({ Namespace }) => Namespace === 'AWS/WAFV2');
    expect(alarms).toEqual([]);
  });

  test('that switches one feature off keeps the others', () => {
    const { of } = synthesizedWith({ features: { archive: false } });
    for (const [type, many] of [
      ['Events::Archive', 0],
      ['CloudWatch::Dashboard', 1],
      ['WAFv2::WebACL', 1],
    ] as const)
      expect(of(`AWS::${type}`), type).toHaveLength(many);
  });

  test('has the firewall’s groups and the rate that it says, and no rule that nothing could meet', () => {
    const managedGroups = ['AWSManagedRulesAmazonIpReputationList'];
    const { findings, of } = synthesizedWith({ firewall: { managedGroups, requestsPerAddress: 500 } });
    expect(findings).toEqual([]);
    const [acl] = of('AWS::WAFv2::WebACL');
    const rules = acl?.['Rules'] as readonly { Name: string; Statement: { RateBasedStatement?: { Limit: number } } }[];
    expect(rules.map(({ Name }) => Name)).toEqual([...managedGroups, 'rate']);
    expect(rules.at(-1)?.Statement.RateBasedStatement?.Limit).toBe(500);
    const alarms = of('AWS::CloudWatch::Alarm').filter(({ Namespace }) => Namespace === 'AWS/WAFV2');
    expect(alarms.map(({ AlarmName }) => AlarmName)).toEqual(['lanekeeper-dev-address-slowed-down']);
  });

  test('tells a topic that is there, and makes none', () => {
    const { findings, of } = synthesizedWith({ alarmTopicArn: topic });
    expect(findings).toEqual([]);
    expect([of('AWS::SNS::Topic'), of('AWS::KMS::Key')]).toEqual([[], []]);
    const alarms = of('AWS::CloudWatch::Alarm');
    expect(alarms.length).toBeGreaterThan(30);
    for (const { AlarmActions, OKActions } of alarms) expect([AlarmActions, OKActions]).toEqual([[topic], [topic]]);
  });

  test('is found by a name of its owner’s, with its certificate, and says where the DNS record goes', () => {
    const { findings, stacks } = synthesized({ config: 'test/fixtures/configurations/europe.json', stage: 'dev' });
    expect(findings).toEqual([]);
    const [domain] = resourcesOf(stacks, 'AWS::ApiGateway::DomainName');
    expect(domain?.Properties).toMatchObject({
      DomainName: 'leads-dev.acme.example',
      EndpointConfiguration: { Types: ['REGIONAL'] },
      RegionalCertificateArn: expect.stringMatching(/^arn:aws:acm:eu-central-1:/),
      SecurityPolicy: 'TLS_1_2',
    });
    const [mapping] = resourcesOf(stacks, 'AWS::ApiGateway::BasePathMapping');
    expect(mapping?.Properties).toMatchObject({ RestApiId: expect.anything(), Stage: expect.anything() });
    const api = stacks.find(({ stack }) => stack.endsWith('-api'));
    expect(api?.text).toMatch(/"DomainTarget":\{"Value":.*leads-dev\.acme\.example ALIAS .*RegionalDomainName/);
  });

  test('gives each key what it may call a second and a day', () => {
    const callerThrottle = { rate: 3, burst: 7 };
    const plan = (values: object) => synthesizedWith({ callerThrottle, ...values }).of('AWS::ApiGateway::UsagePlan')[0];
    expect(plan({})).toMatchObject({ Throttle: { RateLimit: 3, BurstLimit: 7 } });
    expect(plan({})).not.toHaveProperty('Quota');
    expect(plan({ callerDailyQuota: 5000 })).toMatchObject({ Quota: { Limit: 5000, Period: 'DAY' } });
  });
});
