import { describe, expect, test } from 'vitest';
import { configured, resourcesOf, type StackTemplate } from './synthesized.ts';

/** The names that templates give: to what they make, and to what they export. */
function namesIn(stacks: readonly StackTemplate[]): readonly string[] {
  const made = stacks.flatMap(({ resources }) =>
    Object.values(resources).flatMap(({ Type, Properties = {} }) => {
      if (Type === withinApi) return [];
      const { RuleName } = (Properties['SamplingRule'] ?? {}) as { RuleName?: string };
      const own = Object.entries({ ...Properties, RuleName }).filter(
        ([key]) => /Name$/.test(key) && !notGiven.has(key),
      );
      return own.flatMap(([, name]) => (typeof name === 'string' ? [`${Type} ${name}`] : []));
    }),
  );
  const exported = stacks.flatMap(({ text }) => {
    const { Outputs = {} } = JSON.parse(text) as { Outputs?: Record<string, { Export?: { Name: string } }> };
    return Object.values(Outputs).flatMap((output) => output.Export?.Name ?? []);
  });
  return [...made, ...exported];
}

/** Names of a thing within another, and of what is measured. */
const notGiven = new Set(['MetricName', 'StageName', 'PolicyName']);
const withinApi = 'AWS::ApiGateway::Authorizer';

test('the longest prefix and stage that are taken fit into every name', () => {
  const longest = { prefix: 'p'.repeat(15), stage: 's'.repeat(12), region: 'ap-southeast-2' };
  const { findings, stacks } = configured({
    installations: [{ ...longest, senderAddress: 'leads@mail.acme.example' }],
  });
  expect(findings).toEqual([]);
  // What knows the shortest limit, of 32.
  expect(namesIn(stacks)).toContain(`AWS::XRay::SamplingRule ${longest.prefix}-${longest.stage}-api`);
  expect(`${longest.prefix}-${longest.stage}-api`).toHaveLength(32);
  for (const { Properties } of resourcesOf(stacks, 'AWS::Lambda::Function'))
    expect(String(Properties?.['FunctionName']).length).toBeLessThanOrEqual(64);
});

describe('two installations in one account and region', () => {
  const place = { account: '111122223333', region: 'ap-southeast-2', senderAddress: 'leads@mail.acme.example' };
  const { stacks, findings } = configured({
    defaults: { tags: { 'cost-center': '4711' } },
    installations: [
      { ...place, stage: 'live', prefix: 'acme', knownSenders: '203.0.113.0/24' },
      { ...place, stage: 'live', prefix: 'acme2', apiGatewayLogRole: 'shared', senderIdentity: 'shared' },
    ],
  });
  const of = (base: string) => stacks.filter(({ stack }) => stack.startsWith(`${base}-live-`));

  test('are synthesized without findings', () => {
    expect(findings).toEqual([]);
    expect(of('acme').length).toBe(9);
    expect(of('acme2').length).toBe(9);
  });

  test('give no name that the other gives', () => {
    const [first, second] = [namesIn(of('acme')), namesIn(of('acme2'))];
    expect(first.length).toBeGreaterThan(150);
    expect(first.filter((name) => second.includes(name))).toEqual([]);
    for (const name of [...first, ...second]) expect(name).toMatch(/acme2?[-/]live/);
  });

  test('are measured apart', () => {
    const labelsOf = (base: string) => {
      const functions = resourcesOf(of(base), 'AWS::Lambda::Function').map(({ Properties = {} }) => Properties);
      const all = functions.map(({ Environment }) => (Environment as { Variables: { STAGE: string } }).Variables.STAGE);
      return [...new Set(all)];
    };
    expect([labelsOf('acme'), labelsOf('acme2')]).toEqual([['acme-live'], ['acme2-live']]);
    const dashboards = resourcesOf(of('acme2'), 'AWS::CloudWatch::Dashboard');
    const bodies = dashboards.map(({ Properties }) => JSON.stringify(Properties?.['DashboardBody']));
    expect(bodies.join()).toContain('acme2-live');
    expect(bodies.join()).not.toMatch(/acme-live|"live/);
  });

  test('have one role for the gateway’s logs and one identity of the sender', () => {
    for (const type of ['AWS::ApiGateway::Account', 'AWS::SES::EmailIdentity']) {
      expect(resourcesOf(of('acme'), type), type).toHaveLength(1);
      expect(resourcesOf(of('acme2'), type), type).toEqual([]);
    }
  });

  test('have their tags', () => {
    for (const { Properties = {} } of resourcesOf(stacks, 'AWS::Lambda::Function'))
      expect(Properties['Tags']).toEqual([
        { Key: 'cost-center', Value: '4711' },
        { Key: 'product', Value: 'lanekeeper' },
        { Key: 'stage', Value: 'live' },
      ]);
  });

  test('are each named by the commands of their alarms', () => {
    const alarms = resourcesOf(of('acme2'), 'AWS::CloudWatch::Alarm');
    const texts = alarms.map(({ Properties }) => JSON.stringify(Properties?.['AlarmDescription']));
    expect(texts.join('\n')).toMatch(/npm run redrive -- \w[\w-]* --stage live --region ap-southeast-2 --prefix acme2/);
    for (const text of texts)
      for (const [command] of text.matchAll(/`npm run [^`]+`/g)) expect(command).toContain('acme2');
  });
});
