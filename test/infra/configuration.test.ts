import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { jsonSchema } from '../../infra/configuration/schema.ts';
import { chosenStages, stagesIn } from '../../infra/stages.ts';
import { assemblyFolder } from './synthesized.ts';

const folder = assemblyFolder();

/** A file of this text or value. */
function written(content: unknown): string {
  const file = path.join(folder, 'given.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

/** What is said of a configuration, without the name of its file. */
function saidOf(content: unknown): readonly string[] {
  const file = written(content);
  try {
    stagesIn(file);
  } catch (error) {
    return (error as Error).message.replaceAll(`${file}: `, '').split('\n');
  }
  return [];
}

const dev = { stage: 'dev', region: 'ap-southeast-2' };

describe('the configuration of the project', () => {
  test('has dev and prod in two regions, with what they ever had', () => {
    const both = {
      prefix: 'lanekeeper',
      apiGatewayLogRole: 'own',
      senderIdentity: 'own',
      mailsPerSecond: 14,
      callerThrottle: { rate: 50, burst: 100 },
      apiThrottle: { rate: 1000, burst: 2000 },
    };
    const dev = {
      ...both,
      name: 'dev',
      label: 'dev',
      base: 'lanekeeper-dev',
      logFolder: '/lanekeeper/dev',
      protectData: false,
      logRetentionDays: 7,
      streamShards: 4,
    };
    const prod = {
      ...both,
      name: 'prod',
      label: 'prod',
      base: 'lanekeeper-prod',
      logFolder: '/lanekeeper/prod',
      protectData: true,
      logRetentionDays: 90,
      streamShards: 40,
    };
    const large = { region: 'us-east-1', timersPerSecond: 220, wakeUps: { startsPerSecond: 60 } };
    const other = { region: 'eu-central-1', timersPerSecond: 110, wakeUps: { startsPerSecond: 30 } };
    expect(stagesIn()).toMatchObject([
      { ...dev, ...large },
      { ...dev, ...other },
      { ...prod, ...large },
      { ...prod, ...other },
    ]);
  });

  test('names the schema that is published for editors, which is the one it is checked by', async () => {
    const { $schema } = JSON.parse(readFileSync('lanekeeper.config.json', 'utf8')) as { $schema: string };
    await expect(`${JSON.stringify(jsonSchema(), null, 2)}\n`).toMatchFileSnapshot(path.resolve($schema));
  });
});

describe('a configuration of one’s own', () => {
  test('has any stage in any region, with defaults for all of its installations, and the rest is safe for real data', () => {
    const file = written({
      defaults: { logRetentionDays: 365, apiThrottle: { rate: 10, burst: 20 } },
      installations: [dev, { stage: 'qa2', region: 'us-gov-west-1', logRetentionDays: 1, protectData: false }],
    });
    const [first, second] = stagesIn(file);
    expect(first).toMatchObject({ name: 'dev', region: 'ap-southeast-2', logRetentionDays: 365, protectData: true });
    expect(first).toMatchObject({ timersPerSecond: 110, apiThrottle: { rate: 10, burst: 20 } });
    expect(second).toMatchObject({ name: 'qa2', region: 'us-gov-west-1', logRetentionDays: 1, protectData: false });
  });

  test.each<[string, unknown, readonly string[]]>([
    ['no JSON', '{', [expect.stringMatching(/^is no JSON: /)]],
    ['no object', '[]', ['must be an object']],
    ['nothing to install', { installations: [] }, ['installations: must have at least one entry']],
    [
      'a place that is none',
      { installations: [dev, { stage: 'Dev-1', region: 'mars' }] },
      [
        'installations[1].stage: must be one to twelve small letters and digits, the first a letter',
        'installations[1].region: is no AWS region, such as eu-central-1',
      ],
    ],
    [
      'keys that are not there',
      { installations: [{ ...dev, alarmAdress: 'a@b.example', apiThrottle: { rate: 1, brust: 2 } }], colour: 'red' },
      [
        'installations[0].apiThrottle.burst: is missing',
        'installations[0].apiThrottle.brust: there is no such key; did you mean burst?',
        'installations[0].alarmAdress: there is no such key; did you mean alarmAddress?',
        'colour: there is no such key; there are $schema, defaults, installations',
      ],
    ],
    [
      'values that are none',
      { defaults: { logRetentionDays: 8, knownSenders: '10.0.0.0' }, installations: [{ ...dev, publicUrl: 'here' }] },
      [
        expect.stringMatching(/^defaults\.logRetentionDays: Invalid option: expected one of 1\|3\|5\|7/),
        'defaults.knownSenders: 10.0.0.0 is no CIDR block, such as 203.0.113.0/24, 198.51.100.7/32 or 2001:db8::/32.',
        'installations[0].publicUrl: is no address of a page, such as https://leads.example',
      ],
    ],
    [
      'one place twice',
      { installations: [dev, { stage: 'qa', region: 'ap-southeast-2' }, dev] },
      [
        'installations[2].stage: installations[0] is lanekeeper-dev in ap-southeast-2 already; take another stage or prefix',
      ],
    ],
    [
      'names that begin alike',
      {
        installations: [
          { ...dev, prefix: 'acme-dev', stage: 'x' },
          { ...dev, prefix: 'acme' },
        ],
      },
      [
        'installations[1].prefix: its names and those of installations[0] would begin alike, with acme-dev-; take another',
      ],
    ],
    [
      'what an account has once, twice',
      {
        defaults: { account: '111122223333', senderAddress: 'leads@mail.example' },
        installations: [dev, { ...dev, stage: 'qa' }, { ...dev, stage: 'test', account: '444455556666' }],
      },
      ['installations[1].apiGatewayLogRole: installations[0] sets the one of the account already; say "shared"'],
    ],
    [
      'an identity that is there',
      {
        defaults: { account: '111122223333', senderAddress: 'leads@mail.example', apiGatewayLogRole: 'shared' },
        installations: [dev, { ...dev, stage: 'qa' }, { ...dev, region: 'eu-west-1' }],
      },
      ['installations[1].senderIdentity: installations[0] has the identity of mail.example already; say "shared"'],
    ],
    [
      'a topic of elsewhere, which no alarm here can tell',
      { installations: [{ ...dev, alarmTopicArn: 'arn:aws:sns:eu-west-1:111122223333:ops' }] },
      ['installations[0].alarmTopicArn: is of eu-west-1; ap-southeast-2 can use only what is there'],
    ],
    [
      'keys and boundaries that are none',
      { installations: [{ ...dev, encryptionKey: 'mine', permissionsBoundary: 'a b' }] },
      [
        'installations[0].permissionsBoundary: is neither the name nor the ARN of a policy',
        'installations[0].encryptionKey: is neither "aws", "customer" nor the ARN of a key of KMS',
      ],
    ],
    [
      'a certificate of elsewhere, and a name that is another’s',
      {
        installations: ['dev', 'qa'].map((stage) => ({
          ...dev,
          stage,
          customDomain: {
            name: 'leads.example',
            certificateArn: `arn:aws:acm:${stage === 'qa' ? 'us-east-1' : dev.region}:111122223333:certificate/a`,
          },
        })),
      },
      [
        'installations[1].customDomain.certificateArn: is of us-east-1; ap-southeast-2 can use only what is there',
        'installations[1].customDomain: installations[0] is found by leads.example already; take another name',
      ],
    ],
    [
      'rules and features that are none',
      {
        defaults: { features: { firewal: false }, firewall: { requestsPerAddress: 1 } },
        installations: [{ ...dev, firewall: { managedGroups: ['AWSManagedRulesLinuxRuleSet'] } }],
      },
      [
        'defaults.firewall.requestsPerAddress: Too small: expected number to be >=10',
        'defaults.features.firewal: there is no such key; did you mean firewall?',
        expect.stringMatching(
          /^installations\[0\]\.firewall\.managedGroups\[0\]: Invalid option: expected one of "AWS/,
        ),
      ],
    ],
    [
      'accounts, prefixes and tags that are none',
      { installations: [{ ...dev, account: '1', prefix: 'a-', tags: { 'aws:x': '', stage: 'x' } }] },
      [
        'installations[0].prefix: must be two to fifteen small letters, digits and hyphens, a letter first and no hyphen last',
        'installations[0].account: is no AWS account, which has twelve digits',
        expect.stringMatching(/^installations\[0\]\.tags\.aws:x: /),
        expect.stringMatching(/^installations\[0\]\.tags\.stage: /),
      ],
    ],
  ])('with %s is refused with the path of each fault', (_what, content, said) => {
    expect(saidOf(content)).toEqual(said);
  });

  test('that is not there is named', () => {
    expect(() => stagesIn('/nowhere.json')).toThrow('/nowhere.json: there is no such file');
  });
});

test('a synth with a configuration that cannot be used says so in a line for each fault', () => {
  const config = written({ installations: [{ ...dev, regio: 'x' }] });
  const { status, stderr } = spawnSync(process.execPath, ['infra/app.ts'], {
    env: { ...process.env, CDK_CONTEXT_JSON: JSON.stringify({ config }) },
    encoding: 'utf8',
  });
  expect(stderr).toBe(`${config}: installations[0].regio: there is no such key; did you mean region?\n`);
  expect(status).toBe(1);
});

test('a value given for one synth is checked as in the file', () => {
  expect(() => chosenStages({ stage: 'dev', senderAddress: 'nobody' })).toThrow('-c: senderAddress: Invalid email');
  const file = written({ installations: [dev] });
  expect(chosenStages({ config: file, alarmAddress: 'ops@stage.example', publicUrl: '' })).toMatchObject([
    { name: 'dev', region: 'ap-southeast-2', alarmAddress: 'ops@stage.example' },
  ]);
  expect(() => chosenStages({ config: file, stage: 'prod' })).toThrow(`${file} has dev ap-southeast-2.`);
});
