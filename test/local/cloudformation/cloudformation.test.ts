import { rmSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { readAssembly } from '../../../local/cloudformation/assembly.ts';
import { loadStacks } from '../../../local/cloudformation/cloudformation.ts';
import { noEffectKinds } from '../../../local/cloudformation/no-effect.ts';
import {
  type Resource,
  type ResourceKind,
  type ResourceKinds,
  refuseOthers,
} from '../../../local/cloudformation/resource.ts';
import { assemblyFolder, type StackFiles } from './assembly-folder.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A kind of resource that is named by `Name` and has an Arn. */
const thing: ResourceKind = {
  identify: (physicalName, properties, place) => {
    const name = String(properties['Name'] ?? physicalName);
    return { ref: name, attributes: { Arn: `arn:aws:thing:${place.region}:${place.account}:${name}` } };
  },
  load: (resource) => refuseOthers(resource, ['Name', 'Value', 'Other', 'Left', 'Right']),
};

const kinds: ResourceKinds = { ...noEffectKinds, 'Test::Thing': thing };

function assembly(stacks: Readonly<Record<string, StackFiles>>) {
  const folder = assemblyFolder(stacks);
  folders.push(folder);
  return readAssembly(folder);
}

/** Loads one stack of things and gives the resolved `Value` of the thing called `T`. */
async function resolvedValue(value: unknown, sections: Record<string, unknown> = {}): Promise<unknown> {
  const template = {
    ...sections,
    Resources: {
      T: { Type: 'Test::Thing', Properties: { Value: value } },
      Peer: { Type: 'Test::Thing', Properties: { Name: 'peer' } },
    },
  };
  const loaded = await loadStacks(assembly({ one: { template } }), kinds);
  return loaded.find(({ logicalId }) => logicalId === 'T')?.properties['Value'];
}

const peerArn = 'arn:aws:thing:us-east-1:000000000000:peer';

describe('intrinsic functions', () => {
  const cases: [string, unknown, unknown][] = [
    ['Ref of a resource', { Ref: 'Peer' }, 'peer'],
    ['GetAtt', { 'Fn::GetAtt': ['Peer', 'Arn'] }, peerArn],
    ['GetAtt as one text', { 'Fn::GetAtt': 'Peer.Arn' }, peerArn],
    ['Sub', { 'Fn::Sub': '${Peer}/${Peer.Arn}/${AWS::Region}/${!Kept}' }, `peer/${peerArn}/us-east-1/\${Kept}`],
    ['Sub with variables', { 'Fn::Sub': ['${A}-${Peer}', { A: { Ref: 'AWS::StackName' } }] }, 'one-peer'],
    ['Join', { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':', 5]] }, 'arn:aws:5'],
    [
      'Select of Split',
      { 'Fn::Select': ['4', { 'Fn::Split': [':', { 'Fn::GetAtt': ['Peer', 'Arn'] }] }] },
      '000000000000',
    ],
    ['Base64', { 'Fn::Base64': 'häuser' }, Buffer.from('häuser').toString('base64')],
    [
      'NoValue leaves members and items out',
      { a: [1, { Ref: 'AWS::NoValue' }], b: { Ref: 'AWS::NoValue' } },
      { a: [1] },
    ],
    ['an object with a member called Ref among others is no function', { Ref: 'Peer', b: 1 }, { Ref: 'Peer', b: 1 }],
    ['URL suffix', { Ref: 'AWS::URLSuffix' }, 'amazonaws.com'],
  ];
  test.each(cases)('%s', async (_name, value, expected) => {
    expect(await resolvedValue(value)).toEqual(expected);
  });

  test('parameters with defaults, mappings and conditions', async () => {
    const sections = {
      Parameters: {
        Stage: { Type: 'String', Default: 'dev' },
        Zones: { Type: 'CommaDelimitedList', Default: 'a, b' },
        BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/x/version' },
      },
      Mappings: { Sizes: { dev: { memory: 128 } } },
      Conditions: {
        IsDev: { 'Fn::Equals': [{ Ref: 'Stage' }, 'dev'] },
        IsProd: { 'Fn::Not': [{ Condition: 'IsDev' }] },
        Either: {
          'Fn::Or': [{ Condition: 'IsProd' }, { 'Fn::And': [{ Condition: 'IsDev' }, { 'Fn::Equals': [1, '1'] }] }],
        },
      },
    };
    const value = {
      zones: { Ref: 'Zones' },
      memory: { 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'memory'] },
      prod: { 'Fn::If': ['IsProd', { Ref: 'NoSuchResource' }, 'no'] },
      either: { 'Fn::If': ['Either', 'yes', 'no'] },
    };
    expect(await resolvedValue(value, sections)).toEqual({ zones: ['a', 'b'], memory: 128, prod: 'no', either: 'yes' });
  });

  test.each([
    ['GetAZs', { 'Fn::GetAZs': '' }, 'Fn::GetAZs'],
    ['an unknown function', { 'Fn::Cidr': ['10.0.0.0/16', 4, 8] }, 'Fn::Cidr'],
    ['a dynamic reference', '{{resolve:secretsmanager:door}}', '{{resolve:secretsmanager:door}}'],
    ['a dynamic reference put together', { 'Fn::Join': ['', ['{{resolve:ssm:', 'door}}']] }, '{{resolve:ssm:door}}'],
    ['an unknown name', { Ref: 'Nobody' }, 'Nobody'],
    ['an unknown attribute', { 'Fn::GetAtt': ['Peer', 'Colour'] }, 'Colour of one/Peer (Test::Thing)'],
    ['an import nobody exports', { 'Fn::ImportValue': 'gone' }, 'gone'],
    ['a parameter read from SSM', { Ref: 'FromSsm' }, 'FromSsm'],
    ['an unknown condition', { 'Fn::If': ['Never', 1, 2] }, 'Never'],
  ])('%s is refused by name, at its resource', async (_name, value, named) => {
    const sections = { Parameters: { FromSsm: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/x' } } };
    await expect(resolvedValue(value, sections)).rejects.toThrow(named);
    await expect(resolvedValue(value, sections)).rejects.toThrow('one/T (Test::Thing)');
  });
});

describe('stacks', () => {
  const order = (resources: readonly Resource[]) => resources.map(({ stack, logicalId }) => `${stack}/${logicalId}`);

  test('are loaded in the order of their dependencies, and import what others export', async () => {
    const user = {
      Resources: { U: { Type: 'Test::Thing', Properties: { Value: { 'Fn::ImportValue': 'owner:Arn' } } } },
    };
    const owner = {
      Resources: { O: { Type: 'Test::Thing' } },
      Outputs: {
        Out: { Value: { 'Fn::GetAtt': ['O', 'Arn'] }, Export: { Name: { 'Fn::Sub': '${AWS::StackName}:Arn' } } },
      },
    };
    const loaded = await loadStacks(
      assembly({ user: { template: user, dependencies: ['owner'] }, owner: { template: owner } }),
      kinds,
    );
    expect(order(loaded)).toEqual(['owner/O', 'user/U']);
    expect(loaded[1]?.properties['Value']).toBe('arn:aws:thing:us-east-1:000000000000:owner-O');
  });

  test('a resource is loaded after those it names or depends on; a circle of properties is no obstacle', async () => {
    const template = {
      Resources: {
        Last: { Type: 'Test::Thing', DependsOn: ['First'], Properties: { Value: { 'Fn::Sub': '${Middle}' } } },
        Middle: { Type: 'Test::Thing', DependsOn: 'First' },
        First: { Type: 'Test::Thing' },
        Left: { Type: 'Test::Thing', Properties: { Right: { Ref: 'Right' } } },
        Right: { Type: 'Test::Thing', Properties: { Left: { Ref: 'Left' } } },
      },
    };
    const loaded = await loadStacks(assembly({ one: { template } }), kinds);
    expect(order(loaded)).toEqual(['one/First', 'one/Middle', 'one/Last', 'one/Right', 'one/Left']);
    expect(loaded[3]?.properties).toEqual({ Left: 'one-Left' });
  });

  test('a resource whose condition does not hold is not there', async () => {
    const template = {
      Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
      Resources: { A: { Type: 'Test::Thing' }, B: { Type: 'No::Such::Type', Condition: 'Never' } },
    };
    expect(order(await loadStacks(assembly({ one: { template } }), kinds))).toEqual(['one/A']);
  });

  test('every resource that nobody serves is named, by path and type', async () => {
    const template = {
      Resources: {
        Layer: { Type: 'AWS::Lambda::LayerVersion', Metadata: { 'aws:cdk:path': 'app/data/Layer/Resource' } },
        Fine: { Type: 'Test::Thing' },
        Clean: { Type: 'Custom::S3AutoDeleteObjects' },
      },
    };
    const start = loadStacks(assembly({ one: { template } }), kinds);
    await expect(start).rejects.toThrow(
      /app\/data\/Layer\/Resource \(AWS::Lambda::LayerVersion\)\n +one\/Clean \(Custom::S3AutoDeleteObjects\)/,
    );
  });

  test('every property that nobody honours is named, not only the first', async () => {
    const template = {
      Resources: {
        A: { Type: 'Test::Thing', Properties: { Colour: 'red' } },
        B: { Type: 'Test::Thing', Properties: { Size: 3 } },
      },
    };
    const start = loadStacks(assembly({ one: { template } }), kinds);
    await expect(start).rejects.toThrow(/one\/A .*Colour[\s\S]*one\/B .*Size/);
  });

  test('a name that depends on itself is refused', async () => {
    const template = {
      Resources: {
        A: { Type: 'Test::Thing', Properties: { Name: { Ref: 'B' } } },
        B: { Type: 'Test::Thing', Properties: { Name: { Ref: 'A' } } },
      },
    };
    await expect(loadStacks(assembly({ one: { template } }), kinds)).rejects.toThrow('depends on itself');
  });

  test('a circle of conditions is refused', async () => {
    const sections = { Conditions: { A: { 'Fn::Not': [{ Condition: 'B' }] }, B: { 'Fn::Not': [{ Condition: 'A' }] } } };
    await expect(resolvedValue({ 'Fn::If': ['A', 1, 2] }, sections)).rejects.toThrow('depends on itself');
  });

  test('metadata for this machine is resolved, other metadata is left as it is', async () => {
    const metadata = { 'local:dueIndex': { table: { Ref: 'Peer' } }, cdk_nag: { id: { Ref: 'Peer' } } };
    const template = {
      Resources: { Peer: { Type: 'Test::Thing' }, T: { Type: 'Test::Thing', Metadata: metadata } },
    };
    const loaded = await loadStacks(assembly({ one: { template } }), kinds);
    expect(loaded[1]?.metadata).toEqual({ 'local:dueIndex': { table: 'one-Peer' }, cdk_nag: { id: { Ref: 'Peer' } } });
  });
});

describe('what has no effect here', () => {
  test('a role has a real-looking ARN, and a long name stays within 64 characters and unique', async () => {
    const longs = ['A', 'B'].map((end) => `Handler${'x'.repeat(80)}${end}`);
    const role = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } };
    const template = {
      Resources: {
        ...Object.fromEntries(longs.map((logicalId) => [logicalId, role])),
        Named: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'reader', Path: '/door/' } },
      },
    };
    const loaded = await loadStacks(assembly({ one: { template } }), kinds);
    const [first, second, named] = loaded;
    expect(named?.attributes['Arn']).toBe('arn:aws:iam::000000000000:role/door/reader');
    expect(first?.ref.length).toBe(64);
    expect(first?.ref).not.toBe(second?.ref);
    expect(first?.attributes['Arn']).toBe(`arn:aws:iam::000000000000:role/${first?.ref}`);
  });
});

describe('the assembly', () => {
  test('refuses container images', () => {
    expect(() => assembly({ one: { template: {}, images: ['reader'] } })).toThrow('container images (reader)');
  });

  test('takes region and account from the stacks, and refuses two regions', () => {
    const place = assembly({ one: { template: {}, environment: 'aws://123456789012/eu-central-1' } }).place;
    expect(place).toEqual({ region: 'eu-central-1', account: '123456789012', partition: 'aws' });
    const both = () =>
      assembly({
        one: { template: {}, environment: 'aws://unknown-account/eu-central-1' },
        two: { template: {}, environment: 'aws://unknown-account/us-east-1' },
      });
    expect(both).toThrow('One account and region');
  });

  test.each([
    ['a section', { Transform: 'AWS::Serverless-2016-10-31' }, 'Transform'],
    ['an attribute of a resource', { Resources: { A: { Type: 'Test::Thing', UpdatePolicy: {} } } }, 'UpdatePolicy'],
  ])('%s that is not emulated is refused', (_name, template, named) => {
    expect(() => assembly({ one: { template } })).toThrow(named);
  });
});
