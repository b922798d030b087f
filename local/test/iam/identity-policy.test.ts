import { describe, expect, test } from 'vitest';
import { operator } from '../../dispatcher.ts';
import { allow, arn, type Document, deny, fn, iamBench, trusting } from './iam-bench.ts';

const table = arn('dynamodb', 'table/orders');
const put = ['dynamodb', 'PutItem', { TableName: 'orders' }] as const;

describe('a role may put an item', () => {
  test.each<[string, boolean, Document[]]>([
    ['nothing is said', false, []],
    ['the action is allowed on the table', true, [allow('dynamodb:PutItem', table)]],
    ['it is allowed on another table', false, [allow('dynamodb:PutItem', arn('dynamodb', 'table/other'))]],
    ['it is allowed on a table whose name begins like this one', false, [allow('dynamodb:PutItem', `${table}-2`)]],
    ['another action is allowed', false, [allow('dynamodb:GetItem', table)]],
    ['the action is written in another case', true, [allow('DynamoDB:putitem', table)]],
    ['the resource is written in another case', false, [allow('dynamodb:PutItem', table.toUpperCase())]],
    ['every action of the service is allowed', true, [allow('dynamodb:*', table)]],
    ['every action is allowed', true, [allow('*')]],
    ['actions are allowed by a pattern', true, [allow('dynamodb:?ut*', table)]],
    ['the resource is a pattern', true, [allow('dynamodb:PutItem', 'arn:aws:dynamodb:*:*:table/ord?rs')]],
    ['one question mark stands for no character', false, [allow('dynamodb:PutItem', `${table}?`)]],
    [
      'one of several actions and resources fits',
      true,
      [allow(['dynamodb:GetItem', 'dynamodb:PutItem'], ['x', table])],
    ],
    ['two statements each fit by half', false, [allow('dynamodb:PutItem', 'x'), allow('dynamodb:GetItem', table)]],
    ['all is allowed and this denied', false, [allow('*'), deny('dynamodb:PutItem', table)]],
    ['this is denied before all is allowed', false, [deny('dynamodb:*'), allow('*')]],
    ['another action is denied', true, [allow('*'), deny('dynamodb:DeleteItem')]],
    ['all but another action is allowed', true, [{ Effect: 'Allow', NotAction: 'dynamodb:GetItem', Resource: '*' }]],
    ['all but this action is allowed', false, [{ Effect: 'Allow', NotAction: ['dynamodb:Put*'], Resource: '*' }]],
    ['all but another table is allowed', true, [{ Effect: 'Allow', Action: '*', NotResource: 'x' }]],
    ['all but this table is denied', true, [allow('*'), { Effect: 'Deny', Action: '*', NotResource: table }]],
    ['all but another table is denied', false, [allow('*'), { Effect: 'Deny', Action: '*', NotResource: 'x' }]],
  ])('%s: %s', async (_when, may, statements) => {
    const bench = await iamBench();
    await bench.attach(...statements);
    expect(bench.refusal(...put) === undefined).toBe(may);
  });
});

describe('conditions', () => {
  const mail = { FromEmailAddress: 'The shop <shop@example.com>' };
  const on = (Condition: Document) => allow('ses:SendEmail', '*', { Condition });

  test.each<[string, boolean, Document]>([
    ['the sender is equal', true, { StringEquals: { 'ses:FromAddress': 'shop@example.com' } }],
    ['the key is written in another case', true, { StringEquals: { 'SES:fromaddress': 'shop@example.com' } }],
    ['the sender is another', false, { StringEquals: { 'ses:FromAddress': 'x@example.com' } }],
    ['the sender is one of two', true, { StringEquals: { 'ses:FromAddress': ['x@y', 'shop@example.com'] } }],
    ['the sender is like a pattern', true, { StringLike: { 'ses:FromAddress': '*@example.com' } }],
    ['equality knows no patterns', false, { StringEquals: { 'ses:FromAddress': '*@example.com' } }],
    ['the sender is not to be another', true, { StringNotEquals: { 'ses:FromAddress': ['x@y', 'z@y'] } }],
    [
      'the sender is not to be one of two',
      false,
      { StringNotEquals: { 'ses:FromAddress': ['x@y', 'shop@example.com'] } },
    ],
    ['the sender is not to be like a pattern', false, { StringNotLike: { 'ses:FromAddress': '*@example.com' } }],
    ['every connection is secure', true, { Bool: { 'aws:SecureTransport': 'true' } }],
    ['a flag is a flag, too', true, { Bool: { 'aws:SecureTransport': true } }],
    ['an insecure one is asked for', false, { Bool: { 'aws:SecureTransport': 'false' } }],
    ['a role has no source', false, { ArnLike: { 'aws:SourceArn': '*' } }],
    ['it need not have one', true, { ArnLikeIfExists: { 'aws:SourceArn': 'arn:aws:sqs:*:*:x' } }],
    ['what is not there is not like anything', true, { ArnNotLike: { 'aws:SourceArn': '*' } }],
    [
      'one of two conditions does not hold',
      false,
      { Bool: { 'aws:SecureTransport': 'true' }, StringEquals: { 'ses:FromAddress': 'x@y' } },
    ],
  ])('%s: %s', async (_when, may, condition) => {
    const bench = await iamBench();
    await bench.attach(on(condition));
    expect(bench.refusal('ses', 'SendEmail', mail) === undefined).toBe(may);
  });

  test('are asked again for another sender', async () => {
    const bench = await iamBench();
    await bench.attach(on({ StringEquals: { 'ses:FromAddress': 'a@example.com' } }));
    const may = (from: string) => bench.refusal('ses', 'SendEmail', { FromEmailAddress: from }) === undefined;
    expect([may('a@example.com'), may('b@example.com'), may('a@example.com')]).toEqual([true, false, true]);
  });
});

describe('a role has its permissions', () => {
  const statement = allow('dynamodb:PutItem', table);
  const inline = { Policies: [{ PolicyName: 'own', PolicyDocument: { Statement: statement } }] };

  test('from a policy written into it', async () => {
    const bench = await iamBench(inline);
    expect(bench.refusal(...put)).toBeUndefined();
  });

  test('from a managed policy of the templates, named by either side', async () => {
    const PolicyDocument = { Statement: [statement] };
    const byRole = await iamBench({ ManagedPolicyArns: ['arn:aws:iam::000000000000:policy/app-Puts'] });
    await byRole.load('IAM::ManagedPolicy', 'Puts', { PolicyDocument });
    expect(byRole.refusal(...put)).toBeUndefined();
    const byPolicy = await iamBench();
    await byPolicy.load('IAM::ManagedPolicy', 'Puts', { PolicyDocument, Roles: ['app-Role'] });
    expect(byPolicy.refusal(...put)).toBeUndefined();
  });

  test('from a policy that AWS manages', async () => {
    const bench = await iamBench({
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
    });
    expect(bench.refusal('logs', 'PutLogEvents', { logGroupName: 'g', logStreamName: 's' })).toBeUndefined();
    expect(bench.refusal(...put)).toBeDefined();
  });

  test('from none of another role', async () => {
    const bench = await iamBench();
    await bench.load('IAM::Policy', 'P', { PolicyDocument: { Statement: [statement] }, Roles: ['another'] });
    expect(bench.refusal(...put)).toBeDefined();
  });

  test('only in the hands of a service it trusts', async () => {
    const bench = await iamBench({ ...inline, AssumeRolePolicyDocument: trusting('states.amazonaws.com') });
    expect(bench.refusal(...put)?.message).toBe(
      'User: lambda.amazonaws.com is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::000000000000:role/app-Role because no resource-based policy allows the sts:AssumeRole action',
    );
    expect(bench.refusalFor({ ...fn, service: 'states.amazonaws.com' })(...put)).toBeUndefined();
  });

  test('not at all where no template has it', async () => {
    const bench = await iamBench(inline);
    expect(bench.refusalFor({ ...fn, roleArn: 'arn:aws:iam::000000000000:role/nowhere' })(...put)).toBeDefined();
  });
});

test('whoever calls from outside may do everything; who says nothing of himself may do nothing', async () => {
  const bench = await iamBench();
  expect(bench.refusalFor(operator)(...put)).toBeUndefined();
  expect(bench.refusalFor({ name: 'operator' })(...put)).toMatchObject({ status: 501 });
  expect(bench.refusal('sts', 'GetCallerIdentity')).toBeUndefined();
});

test('what is allowed is counted, by statement, action and resource; what is denied is listed', async () => {
  const bench = await iamBench();
  await bench.attach({ Sid: 'Puts', ...allow(['dynamodb:GetItem', 'dynamodb:PutItem'], [table, 'y']) }, allow('sqs:*'));
  for (let times = 0; times < 3; times += 1) bench.refusal(...put);
  bench.refusal('dynamodb', 'DeleteItem', { TableName: 'orders' });
  const granted = bench.iam.grants().filter(({ policy }) => policy === 'app/Policy');
  expect(granted.map(({ statement, action, resource, calls }) => [statement, action, resource, calls])).toEqual([
    ['Puts', 'dynamodb:GetItem', table, 0],
    ['Puts', 'dynamodb:GetItem', 'y', 0],
    ['Puts', 'dynamodb:PutItem', table, 3],
    ['Puts', 'dynamodb:PutItem', 'y', 0],
    ['1', 'sqs:*', '*', 0],
  ]);
  expect(bench.iam.denied()).toEqual([
    {
      at: '2027-03-01T08:00:00.000Z',
      principal: 'arn:aws:sts::000000000000:assumed-role/app-Role/worker',
      action: 'dynamodb:DeleteItem',
      resource: table,
      reason: 'no policy of app/Role allows it',
    },
  ]);
});
