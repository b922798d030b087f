import { describe, expect, test } from 'vitest';
import { resolvedValue } from './things.ts';

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

  test('a circle of conditions is refused', async () => {
    const sections = { Conditions: { A: { 'Fn::Not': [{ Condition: 'B' }] }, B: { 'Fn::Not': [{ Condition: 'A' }] } } };
    await expect(resolvedValue({ 'Fn::If': ['A', 1, 2] }, sections)).rejects.toThrow('depends on itself');
  });
});
