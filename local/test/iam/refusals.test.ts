import { describe, expect, test } from 'vitest';
import { allow, type Document, iamBench, trusting } from './iam-bench.ts';

describe('a policy stops the start, naming its construct, for', () => {
  test.each<[string, Document, RegExp]>([
    [
      'another operator',
      allow('a:b', '*', { Condition: { NumericLessThan: { 'aws:SourceArn': '1' } } }),
      /NumericLessThan/,
    ],
    [
      'an operator over sets',
      allow('a:b', '*', { Condition: { 'ForAnyValue:StringLike': { 'aws:SourceArn': '1' } } }),
      /ForAnyValue/,
    ],
    ['another key', allow('a:b', '*', { Condition: { StringEquals: { 'dynamodb:LeadingKeys': '1' } } }), /LeadingKeys/],
    [
      'a variable in a condition',
      allow('a:b', '*', { Condition: { StringLike: { 'aws:SourceArn': '${aws:x}' } } }),
      /aws:x/,
    ],
    ['a variable in a resource', allow('a:b', 'arn:aws:s3:::x/${aws:username}'), /aws:username/],
    ['no action', { Effect: 'Allow', Resource: '*' }, /one of Action and NotAction/],
    ['both kinds of resource', allow('a:b', '*', { NotResource: 'x' }), /one of Resource and NotResource/],
    ['an unknown effect', { ...allow('a:b'), Effect: 'Maybe' }, /Effect/],
    ['an unknown member', allow('a:b', '*', { Novelty: 1 }), /Novelty/],
    ['a principal', allow('a:b', '*', { Principal: '*' }), /has no Principal/],
  ])('%s', async (_what, statement, named) => {
    const bench = await iamBench();
    await expect(bench.attach(statement)).rejects.toThrow(named);
    await expect(bench.attach(statement)).rejects.toThrow(/^app\/Policy/);
  });

  test('a federated principal', async () => {
    const bench = await iamBench();
    const Statement = [{ ...allow('sqs:*'), Principal: { Federated: 'cognito' } }];
    const loading = bench.load('SQS::QueuePolicy', 'Q', { PolicyDocument: { Statement }, Queues: ['q'] });
    await expect(loading).rejects.toThrow('app/Q, statement 0: the principal {"Federated":"cognito"}');
  });
});

describe('a role stops the start for', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['a boundary of AWS’s that nobody knows here', { PermissionsBoundary: 'arn:aws:iam::aws:policy/X' }, 'policy/X'],
    [
      'a managed policy nobody knows here',
      { ManagedPolicyArns: ['arn:aws:iam::aws:policy/Everything'] },
      'policy/Everything',
    ],
    ['a trust that is no policy', { AssumeRolePolicyDocument: {} }, 'app/Role (trust)'],
  ])('%s', async (_what, properties, named) => {
    await expect(iamBench({ AssumeRolePolicyDocument: trusting('x'), ...properties })).rejects.toThrow(named);
  });
});

test.each(['Users', 'Groups'])('policies of %s are refused', async (whose) => {
  const bench = await iamBench();
  const properties = { PolicyDocument: { Statement: [] }, [whose]: ['x'] };
  await expect(bench.load('IAM::Policy', 'P', properties)).rejects.toThrow(`property ${whose} is not emulated`);
  await expect(bench.load('IAM::ManagedPolicy', 'P', properties)).rejects.toThrow(`property ${whose} is not emulated`);
});

test('a role has an ARN like a real one, and a long name stays within 64 characters and unique', async () => {
  const bench = await iamBench();
  const AssumeRolePolicyDocument = trusting('x');
  const named = await bench.load('IAM::Role', 'R', { AssumeRolePolicyDocument, RoleName: 'reader', Path: '/door/' });
  expect(named.attributes['Arn']).toBe('arn:aws:iam::000000000000:role/door/reader');
  const [first, second] = await Promise.all(
    ['A', 'B'].map((end) => bench.load('IAM::Role', `Handler${'x'.repeat(80)}${end}`, { AssumeRolePolicyDocument })),
  );
  expect(first?.ref.length).toBe(64);
  expect(first?.ref).not.toBe(second?.ref);
});
