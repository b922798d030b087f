import { describe, expect, test } from 'vitest';
import { allow, arn, type Document, deny, fn, iamBench } from './iam-bench.ts';

const table = arn('dynamodb', 'table/orders');
const put = ['dynamodb', 'PutItem', { TableName: 'orders' }] as const;
const PermissionsBoundary = 'arn:aws:iam::000000000000:policy/limits';

/** A role that may do anything by its own policy, within a boundary of these statements. */
async function within(...Statement: Document[]) {
  const bench = await iamBench({ PermissionsBoundary });
  await bench.load('IAM::ManagedPolicy', 'Limits', { ManagedPolicyName: 'limits', PolicyDocument: { Statement } });
  return bench;
}

describe('a role that may do anything, within a boundary', () => {
  test.each<[string, Document[], string | undefined]>([
    ['that allows nothing', [], 'because no permissions boundary allows the dynamodb:PutItem action'],
    ['that allows this', [allow('dynamodb:PutItem', table)], undefined],
    ['that allows all of the service', [allow('dynamodb:*')], undefined],
    ['that allows another action', [allow('dynamodb:GetItem')], 'because no permissions boundary allows'],
    ['that allows another table', [allow('dynamodb:*', `${table}-2`)], 'because no permissions boundary allows'],
    ['that denies this', [allow('*'), deny('dynamodb:Put*')], 'with an explicit deny in a permissions boundary'],
    ['that denies another action', [allow('*'), deny('dynamodb:GetItem')], undefined],
  ])('%s', async (_which, statements, message) => {
    const bench = await within(...statements);
    await bench.attach(allow('*'));
    const refusal = bench.refusal(...put);
    if (message === undefined) expect(refusal).toBeUndefined();
    else expect(refusal?.message).toContain(message);
  });

  test('is told by it why a call was denied', async () => {
    const bench = await within(allow('s3:*'));
    await bench.attach(allow('*'));
    bench.refusal(...put);
    expect(bench.iam.denied()).toMatchObject([{ reason: `the boundary ${PermissionsBoundary} does not allow it` }]);
  });
});

test('a boundary gives nothing by itself', async () => {
  const bench = await within(allow('*'));
  expect(bench.refusal(...put)?.message).toContain('because no identity-based policy allows');
});

test('a boundary limits what a resource’s policy allows a role, too, and nobody else', async () => {
  const send = ['sqs', 'SendMessage', { QueueUrl: arn('sqs', 'q') }] as const;
  const bench = await within(allow('s3:*'));
  const Statement = [{ ...allow('sqs:SendMessage', arn('sqs', 'q')), Principal: '*' }];
  await bench.load('SQS::QueuePolicy', 'P', { PolicyDocument: { Statement }, Queues: [arn('sqs', 'q')] });
  expect(bench.refusal(...send)?.message).toContain('because no permissions boundary allows');
  const rule = { name: 'Rule', service: 'events.amazonaws.com', sourceArn: arn('events', 'rule/r') };
  expect(bench.refusalFor(rule)(...send)).toBeUndefined();
});

test('a boundary that is in no template limits nothing, and that is said once', async () => {
  const bench = await iamBench({ PermissionsBoundary });
  await bench.attach(allow('*'));
  expect(bench.refusal(...put)).toBeUndefined();
  expect(bench.refusalFor({ ...fn, session: 'other' })(...put)).toBeUndefined();
  expect(bench.complaints).toEqual([
    `The boundary ${PermissionsBoundary} (app/Role and others) is in no template, so it limits nothing here.`,
  ]);
});
