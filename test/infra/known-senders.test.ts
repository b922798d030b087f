import { describe, expect, test } from 'vitest';
import { addressBlocks } from '../../infra/constructs/address-blocks.ts';
import { resourcesOf, synthesized } from './synthesized.ts';

const { stacks } = synthesized({
  stage: 'prod',
  region: 'us-east-1',
  knownSenders: '203.0.113.0/24,2001:db8::/32, 198.51.100.7/32',
});

/** The parts of a statement that rules by rate are made of. */
interface Statement {
  readonly AndStatement?: { readonly Statements: readonly Statement[] };
  readonly OrStatement?: { readonly Statements: readonly Statement[] };
  readonly NotStatement?: { readonly Statement: Statement };
  readonly IPSetReferenceStatement?: { readonly Arn: { readonly 'Fn::GetAtt': readonly [string, 'Arn'] } };
  readonly SizeConstraintStatement?: object;
  readonly RateBasedStatement?: {
    readonly Limit: number;
    readonly AggregateKeyType: 'IP' | 'CUSTOM_KEYS';
    readonly CustomKeys?: readonly object[];
    readonly ScopeDownStatement: Statement;
  };
}

interface Rule {
  readonly Name: string;
  readonly Action?: { readonly Block?: object };
  readonly Statement: Statement;
}

const acl = resourcesOf(stacks, 'AWS::WAFv2::WebACL')[0]?.Properties ?? {};
const rules = acl['Rules'] as readonly Rule[];
const rates = rules.filter(({ Statement }) => Statement.RateBasedStatement);
const rateOf = (name: string) => rates.find(({ Name }) => Name === name)?.Statement.RateBasedStatement;

/** A request: the set of known addresses that it comes from, if any, and its Authorization header. */
interface Request {
  readonly from?: 'IPV4' | 'IPV6';
  readonly header?: string;
}

/** Whether a request meets a statement, as AWS WAF says it. */
function meets(request: Request, statement: Statement): boolean {
  const { AndStatement, OrStatement, NotStatement, IPSetReferenceStatement, SizeConstraintStatement } = statement;
  if (AndStatement) return AndStatement.Statements.every((part) => meets(request, part));
  if (OrStatement) return OrStatement.Statements.some((part) => meets(request, part));
  if (NotStatement) return !meets(request, NotStatement.Statement);
  if (IPSetReferenceStatement) {
    const [set] = IPSetReferenceStatement.Arn['Fn::GetAtt'];
    return request.from !== undefined && set.includes(request.from);
  }
  if (!SizeConstraintStatement) throw new Error(`Unknown: ${Object.keys(statement)}`);
  expect(SizeConstraintStatement).toMatchObject({
    FieldToMatch: { SingleHeader: { Name: 'authorization' } },
    ComparisonOperator: 'GT',
    Size: 0,
  });
  return (request.header ?? '').length > 0;
}

/** The rules that count a request; one by a header leaves out what comes without it. */
const countedBy = (request: Request) =>
  rates
    .filter(({ Statement: { RateBasedStatement: rate } }) => {
      const isLeftOut = rate?.AggregateKeyType === 'CUSTOM_KEYS' && request.header === undefined;
      return rate && !isLeftOut && meets(request, rate.ScopeDownStatement);
    })
    .map(({ Name }) => Name);

describe('the firewall of a stage with known senders', () => {
  test('has their addresses in a set for each version of IP', () => {
    const sets = resourcesOf(stacks, 'AWS::WAFv2::IPSet').map(({ Properties = {} }) => Properties);
    expect(sets.map(({ IPAddressVersion, Addresses, Scope }) => [IPAddressVersion, Addresses, Scope])).toEqual([
      ['IPV4', ['203.0.113.0/24', '198.51.100.7/32'], 'REGIONAL'],
      ['IPV6', ['2001:db8::/32'], 'REGIONAL'],
    ]);
  });

  test.each<[string, Request, readonly string[]]>([
    ['anybody', {}, ['rate']],
    ['anybody, with whatever header', { header: 'Bearer made-up' }, ['rate']],
    ['anybody, with an empty header', { header: '' }, ['rate']],
    ['a known address', { from: 'IPV4' }, ['rate', 'rate-of-known-sender']],
    ['a known address, with an empty header', { from: 'IPV6', header: '' }, ['rate', 'rate-of-known-sender']],
    ['a known address, with a key', { from: 'IPV4', header: 'Bearer k' }, ['rate-of-key', 'rate-of-known-sender']],
    ['a known address of IPv6', { from: 'IPV6', header: 'Bearer k' }, ['rate-of-key', 'rate-of-known-sender']],
  ])('counts what comes from %s', (_who, request, names) => {
    expect(countedBy(request)).toEqual(names);
  });

  test('slows down an address as ever, a key at twice what its plan gives it, a known address at all that the API takes', () => {
    expect(rates.map(({ Name, Statement }) => [Name, Statement.RateBasedStatement?.Limit])).toEqual([
      ['rate', 90_000],
      ['rate-of-key', 2 * 50 * 300],
      ['rate-of-known-sender', 1000 * 300],
    ]);
    const [first, ...others] = rates.map(({ Action }) => Action);
    for (const action of others) expect(action).toEqual(first);
  });

  test('counts a key by its hash, however its header is written', () => {
    expect(rateOf('rate-of-key')?.CustomKeys).toEqual([
      {
        Header: {
          Name: 'authorization',
          TextTransformations: [
            { Priority: 0, Type: 'COMPRESS_WHITE_SPACE' },
            { Priority: 1, Type: 'LOWERCASE' },
            { Priority: 2, Type: 'MD5' },
          ],
        },
      },
    ]);
  });

  test('hides keys in what it tells of rules by rate, too', () => {
    const { DataProtections } = acl['DataProtectionConfig'] as { DataProtections: readonly object[] };
    expect(DataProtections[0]).toEqual({
      Field: { FieldType: 'SINGLE_HEADER', FieldKeys: ['authorization', 'cookie'] },
      Action: 'SUBSTITUTION',
    });
  });

  test('has an alarm for each of these rules', () => {
    const alarms = resourcesOf(stacks, 'AWS::CloudWatch::Alarm').map(({ Properties = {} }) => Properties);
    const watched = alarms.filter(({ Namespace }) => Namespace === 'AWS/WAFV2').map(({ Dimensions }) => Dimensions);
    for (const { Name } of rates)
      expect(watched).toContainEqual(expect.arrayContaining([{ Name: 'Rule', Value: Name }]));
  });
});

test.each([
  '203.0.113.7',
  '203.0.113.0/33',
  '0.0.0.0/0',
  '::/0',
  '2001:db8::/129',
  'sender.example',
  '203.0.113.0/24/8',
])('a block that is none stops the synth: %s', (block) => {
  expect(() => addressBlocks(`198.51.100.0/24, ${block}`)).toThrow(`${block} is no CIDR block`);
});
