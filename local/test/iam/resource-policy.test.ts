import { describe, expect, test } from 'vitest';
import type { Principal } from '../../dispatcher.ts';
import { allow, arn, type Document, deny, fn, iamBench } from './iam-bench.ts';

const rule = arn('events', 'rule/bus/On');
const events: Principal = { name: 'On', service: 'events.amazonaws.com', sourceArn: rule };
const invoke = ['lambda', 'InvokeFunction', { FunctionName: 'f' }] as const;
const send = ['sqs', 'SendMessage', { QueueUrl: 'http://127.0.0.1/000000000000/q' }] as const;
const speaking = (Principal: unknown, statement: Document) => ({ ...statement, Principal });

describe('a rule may invoke a function', () => {
  const permission = { FunctionName: arn('lambda', 'function:f'), Action: 'lambda:InvokeFunction' };

  test.each<[string, boolean, Document | undefined]>([
    ['nobody said so', false, undefined],
    ['its service may', true, { Principal: 'events.amazonaws.com' }],
    ['another service may', false, { Principal: 'sns.amazonaws.com' }],
    ['the rule may', true, { Principal: 'events.amazonaws.com', SourceArn: rule }],
    ['rules like it may', true, { Principal: 'events.amazonaws.com', SourceArn: arn('events', 'rule/bus/*') }],
    ['another rule may', false, { Principal: 'events.amazonaws.com', SourceArn: arn('events', 'rule/bus/Off') }],
    ['its account may', true, { Principal: 'events.amazonaws.com', SourceAccount: '000000000000' }],
    ['another account may', false, { Principal: 'events.amazonaws.com', SourceAccount: '111111111111' }],
    ['another function may be invoked', false, { Principal: 'events.amazonaws.com', FunctionName: 'g' }],
  ])('%s: %s', async (_when, may, given) => {
    const bench = await iamBench();
    if (given) await bench.load('Lambda::Permission', 'P', { ...permission, ...given });
    const refusal = bench.refusalFor(events)(...invoke);
    expect(refusal === undefined).toBe(may);
    if (refusal)
      expect(refusal.message).toBe(
        `User: events.amazonaws.com is not authorized to perform: lambda:InvokeFunction on resource: ${arn('lambda', 'function:f')} because no resource-based policy allows the lambda:InvokeFunction action`,
      );
  });

  test('with a role by the policies of the role', async () => {
    const bench = await iamBench();
    await bench.attach(allow('lambda:InvokeFunction'));
    expect(bench.refusalFor({ ...events, roleArn: fn.roleArn ?? '' })(...invoke)?.message).toContain('sts:AssumeRole');
    expect(bench.refusal(...invoke)).toBeUndefined();
  });

  test('and Lambda its own, for an event source mapping', async () => {
    const bench = await iamBench();
    expect(bench.refusalFor({ name: 'Mapping', service: 'lambda.amazonaws.com' })(...invoke)).toBeUndefined();
  });
});

describe('a queue may be written to', () => {
  const from = (source: string) => ({ Condition: { ArnEquals: { 'aws:SourceArn': source } } });
  const toEvents = (more: Document) =>
    speaking({ Service: 'events.amazonaws.com' }, allow('sqs:SendMessage', arn('sqs', 'q'), more));

  test.each<[string, boolean, boolean, Document[]]>([
    ['nothing is said', false, false, []],
    ['the rule may', true, false, [toEvents(from(rule))]],
    ['another rule may', false, false, [toEvents(from(`${rule}2`))]],
    ['everybody may', true, true, [speaking('*', allow('sqs:*'))]],
    ['every AWS principal may', true, true, [speaking({ AWS: '*' }, allow('sqs:*'))]],
    ['the role may', false, true, [speaking({ AWS: fn.roleArn }, allow('sqs:*'))]],
    [
      'the session may',
      false,
      true,
      [speaking({ AWS: 'arn:aws:sts::000000000000:assumed-role/app-Role/worker' }, allow('sqs:*'))],
    ],
    [
      'the account may, which leaves it to its own policies',
      false,
      false,
      [speaking({ AWS: '000000000000' }, allow('sqs:*'))],
    ],
    ['the policy speaks of another queue', false, false, [speaking('*', allow('sqs:*', arn('sqs', 'p')))]],
    [
      'all may but without encryption',
      true,
      true,
      [
        speaking('*', allow('sqs:*')),
        speaking('*', deny('sqs:*', '*', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } })),
      ],
    ],
    [
      'the account is denied',
      true,
      false,
      [speaking('*', allow('sqs:*')), speaking({ AWS: 'arn:aws:iam::000000000000:root' }, deny('sqs:*'))],
    ],
  ])('%s: by the rule %s, by the function %s', async (_when, byRule, byFunction, Statement) => {
    const bench = await iamBench();
    const Queues = ['http://127.0.0.1:4510/000000000000/q'];
    await bench.load('SQS::QueuePolicy', 'Policy', { PolicyDocument: { Statement }, Queues });
    expect(bench.refusalFor(events)(...send) === undefined).toBe(byRule);
    expect(bench.refusal(...send) === undefined).toBe(byFunction);
  });

  test("a Deny of the queue's beats what the role may", async () => {
    const bench = await iamBench();
    await bench.attach(allow('sqs:SendMessage'));
    expect((await iamBench()).refusal(...send)).toBeDefined();
    const Statement = [speaking({ AWS: fn.roleArn }, deny('sqs:*'))];
    await bench.load('SQS::QueuePolicy', 'Policy', { PolicyDocument: { Statement }, Queues: ['q'] });
    expect(bench.refusal(...send)?.message).toMatch(/with an explicit deny in a resource-based policy$/);
  });
});

test.each<[string, Record<string, unknown>, readonly [string, string, Record<string, unknown>], string]>([
  ['SNS::TopicPolicy', { Topics: [arn('sns', 't')] }, ['sns', 'Publish', { TopicArn: arn('sns', 't') }], 'sns:Publish'],
  ['S3::BucketPolicy', { Bucket: 'b' }, ['s3', 'GetObject', { Bucket: 'b', Key: 'a/k' }], 's3:GetObject'],
])('%s protects what it names', async (type, whose, call, action) => {
  const bench = await iamBench();
  const other = { ...events, service: 'cloudwatch.amazonaws.com' };
  const Statement = [speaking({ Service: 'cloudwatch.amazonaws.com' }, allow(action))];
  await bench.load(type, 'Policy', { PolicyDocument: { Statement }, ...whose });
  expect(bench.refusalFor(other)(...call)).toBeUndefined();
  expect(bench.refusalFor(events)(...call)).toBeDefined();
});

test('the policy of a bus is a statement by itself', async () => {
  const bench = await iamBench();
  const put = ['events', 'PutEvents', { Entries: [{ EventBusName: 'own' }] }] as const;
  expect(bench.refusal(...put)).toBeDefined();
  const other = await iamBench();
  const Statement = speaking({ AWS: fn.roleArn }, allow('events:PutEvents', arn('events', 'event-bus/own')));
  await other.load('Events::EventBusPolicy', 'P', { EventBusName: 'own', StatementId: 'Put', Statement });
  expect(other.refusal(...put)).toBeUndefined();
});

describe('an alarm may publish to a topic', () => {
  const topic = arn('sns', 'alarms');
  const alarmArn = arn('cloudwatch', 'alarm:errors');
  const alarm: Principal = { name: 'errors', service: 'cloudwatch.amazonaws.com', sourceArn: alarmArn };
  const publish = ['sns', 'Publish', { TopicArn: topic }] as const;
  const toAlarms = (more: Document = {}) =>
    speaking({ Service: 'cloudwatch.amazonaws.com' }, allow('sns:Publish', topic, more));
  const encrypted = speaking(
    '*',
    deny('sns:Publish', topic, { Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
  );
  const like = (pattern: string, account = '000000000000') => ({
    Condition: { ArnLike: { 'aws:SourceArn': pattern }, StringEquals: { 'aws:SourceAccount': account } },
  });

  test.each<[string, boolean, Document[] | undefined]>([
    ['by the default policy, where there is no other', true, undefined],
    ['not by a policy that only forbids', false, [encrypted]],
    ['by a policy that names its service', true, [encrypted, toAlarms()]],
    ['by one for the alarms of its account', true, [encrypted, toAlarms(like(arn('cloudwatch', 'alarm:*')))]],
    ['not by one for other alarms', false, [toAlarms(like(arn('cloudwatch', 'alarm:other-*')))]],
    ['not by one for another account', false, [toAlarms(like('*', '111111111111'))]],
  ])('%s', async (_how, may, Statement) => {
    const bench = await iamBench();
    if (Statement) await bench.load('SNS::TopicPolicy', 'P', { Topics: [topic], PolicyDocument: { Statement } });
    expect(bench.refusalFor(alarm)(...publish) === undefined).toBe(may);
  });

  test('whereas a rule, a role and an alarm of another account need a policy', async () => {
    const bench = await iamBench();
    const foreign = { ...alarm, sourceArn: alarmArn.replace('000000000000', '111111111111') };
    for (const principal of [events, fn, foreign])
      expect(bench.refusalFor(principal)(...publish), principal.name).toBeDefined();
  });
});
