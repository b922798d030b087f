import { describe, expect, test } from 'vitest';
import { loadStacks } from '../../cloudformation/cloudformation.ts';
import type { Resource } from '../../cloudformation/resource.ts';
import { assembly, kinds } from './things.ts';

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
        Clean: { Type: 'Custom::Certificate' },
      },
    };
    const start = loadStacks(assembly({ one: { template } }), kinds);
    await expect(start).rejects.toThrow(
      /app\/data\/Layer\/Resource \(AWS::Lambda::LayerVersion\)\n +one\/Clean \(Custom::Certificate\)/,
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

  test('metadata for this machine is resolved, other metadata is left as it is', async () => {
    const metadata = { 'local:dueIndex': { table: { Ref: 'Peer' } }, cdk_nag: { id: { Ref: 'Peer' } } };
    const template = {
      Resources: { Peer: { Type: 'Test::Thing' }, T: { Type: 'Test::Thing', Metadata: metadata } },
    };
    const loaded = await loadStacks(assembly({ one: { template } }), kinds);
    expect(loaded[1]?.metadata).toEqual({ 'local:dueIndex': { table: 'one-Peer' }, cdk_nag: { id: { Ref: 'Peer' } } });
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
