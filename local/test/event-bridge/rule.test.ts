import { describe, expect, test } from 'vitest';
import { Unsupported } from '../../cloudformation/resource.ts';
import { deadArn, EventBridgeRig, entry, lambdaArn, queueArn } from './event-bridge-rig.ts';

const pattern = { 'detail-type': ['lead.received.v1'] };
const roleArn = 'arn:aws:iam::000000000000:role/role';
const machineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:sla';

describe('targets', () => {
  test('get the event in their own way, in the name of the rule', async () => {
    const rig = new EventBridgeRig();
    await rig.rule('OnLead', {
      EventPattern: pattern,
      Targets: [
        { Id: 'a', Arn: lambdaArn },
        { Id: 'b', Arn: queueArn, InputPath: '$.detail' },
        { Id: 'c', Arn: machineArn, RoleArn: roleArn, Input: '{"fixed":true}' },
      ],
    });
    await rig.put(entry({ leadId: 'L1' }), entry({}, { DetailType: 'other' }));
    const [event] = rig.bridge.events();
    const { eventBusName: _, ...envelope } = event ?? { eventBusName: '' };
    const service = 'events.amazonaws.com';
    const sourceArn = 'arn:aws:events:us-east-1:000000000000:rule/stack-OnLead';
    expect(rig.calls.map(({ call }) => call)).toEqual([
      {
        service: 'lambda',
        action: 'InvokeFunction',
        input: { FunctionName: lambdaArn, InvocationType: 'Event', Payload: JSON.stringify(envelope) },
        principal: { name: 'OnLead', service, sourceArn },
      },
      {
        service: 'sqs',
        action: 'SendMessage',
        input: { QueueUrl: 'https://sqs.us-east-1.amazonaws.com/000000000000/queue', MessageBody: '{"leadId":"L1"}' },
        principal: { name: 'OnLead', service, sourceArn },
      },
      {
        service: 'states',
        action: 'StartExecution',
        input: { stateMachineArn: machineArn, name: expect.stringContaining(`${event?.id}_`), input: '{"fixed":true}' },
        principal: { name: 'OnLead', service, roleArn },
      },
    ]);
  });

  test('a bus passes events on to another bus, whose rules see them', async () => {
    const rig = new EventBridgeRig();
    const bus = await rig.load({ type: 'AWS::Events::EventBus', logicalId: 'Far', properties: {} });
    const target = { Id: 'far', Arn: bus.attributes['Arn'], RoleArn: roleArn };
    await rig.rule('Forward', { EventPattern: pattern, Targets: [target] });
    await rig.rule('There', {
      EventPattern: pattern,
      EventBusName: bus.ref,
      Targets: [{ Id: 'l', Arn: lambdaArn }],
    });
    await rig.put(entry({ a: 1 }, { Time: 1_640_995_200 }));
    expect(rig.bridge.events().map(({ eventBusName, time }) => [eventBusName, time])).toEqual([
      ['default', '2022-01-01T00:00:00Z'],
      ['stack-Far', '2022-01-01T00:00:00Z'],
    ]);
    expect(rig.inputs('InvokeFunction')).toHaveLength(1);
  });

  test('a disabled rule and a rule of another bus hear nothing', async () => {
    const rig = new EventBridgeRig();
    await rig.load({ type: 'AWS::Events::EventBus', logicalId: 'Bus', properties: { Name: 'lanes' } });
    const Targets = [{ Id: 'l', Arn: lambdaArn }];
    await rig.rule('Off', { EventPattern: pattern, State: 'DISABLED', Targets });
    await rig.rule('Elsewhere', { EventPattern: pattern, EventBusName: 'lanes', Targets });
    await rig.put(entry({}));
    expect(rig.calls).toEqual([]);
  });
});

const templates: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
  ['"lead <id> of <dealer>"', { id: '$.detail.id', dealer: '$.detail.dealer.name' }, '"lead 7 of Smith \\"Bros\\""'],
  [
    '{"id": <id>, "dealer": "<dealer>", "all": <all>}',
    { id: '$.detail.id', dealer: '$.detail.dealer.name', all: '$.detail.dealer' },
    '{"id": 7, "dealer": "Smith \\"Bros\\"", "all": {"name":"Smith \\"Bros\\""}}',
  ],
  [
    '{"first": <first>, "every": <every>}',
    { first: '$.detail.tags[0]', every: '$.detail.tags[*]' },
    '{"first": "x", "every": ["x","y"]}',
  ],
  [
    '{"none": <none>, "text": "<none>", "null": <null>}',
    { none: '$.detail.none', null: '$.detail.null' },
    '{"none": "", "text": "", "null": null}',
  ],
  [
    '{"rule": "<aws.events.rule-name>", "at": "<aws.events.event.ingestion-time>"}',
    {},
    '{"rule": "stack-Shape", "at": "2026-03-02T14:00:00Z"}',
  ],
  ['<aws.events.event.json>', {}, 'the event'],
];

test.each(templates)('the input template %s', async (InputTemplate, InputPathsMap, expected) => {
  const rig = new EventBridgeRig();
  const InputTransformer = { InputTemplate, InputPathsMap };
  await rig.rule('Shape', { EventPattern: pattern, Targets: [{ Id: 'q', Arn: queueArn, InputTransformer }] });
  await rig.put(entry({ id: 7, dealer: { name: 'Smith "Bros"' }, tags: ['x', 'y'], null: null }));
  const [sent] = rig.inputs('SendMessage');
  const [event] = rig.bridge.events();
  const { eventBusName: _, ...envelope } = event ?? { eventBusName: '' };
  expect(sent?.['MessageBody']).toBe(
    expected === 'the event' ? JSON.stringify(envelope).replaceAll('"', '') : expected,
  );
});

const lambda = { Id: 'l', Arn: lambdaArn };
const refused: readonly (readonly [string, Readonly<Record<string, unknown>>, RegExp])[] = [
  ['no pattern', { Targets: [lambda] }, /EventPattern or a ScheduleExpression/],
  ['a bad pattern', { EventPattern: { a: 'x' } }, /Event pattern is not valid/],
  ['a bad schedule', { ScheduleExpression: 'rate(1 minutes)' }, /ScheduleExpression is not valid/],
  [
    'a schedule elsewhere',
    { ScheduleExpression: 'rate(1 minute)', EventBusName: 'b' },
    /only on the default event bus/,
  ],
  ['a role', { EventPattern: pattern, RoleArn: roleArn }, /RoleArn is not emulated/],
  ['trails', { EventPattern: pattern, State: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' }, /ENABLED/],
  [
    'another target',
    { EventPattern: pattern, Targets: [{ Id: 'x', Arn: 'arn:aws:sns:us-east-1:0:t' }] },
    /arn:aws:sns/,
  ],
  ['parameters', { EventPattern: pattern, Targets: [{ ...lambda, EcsParameters: {} }] }, /EcsParameters/],
  [
    'a group',
    { EventPattern: pattern, Targets: [{ Id: 'q', Arn: queueArn, SqsParameters: { MessageGroupId: 'g' } }] },
    /not FIFO/,
  ],
  ['two inputs', { EventPattern: pattern, Targets: [{ ...lambda, Input: '1', InputPath: '$' }] }, /one of Input/],
  ['text as input', { EventPattern: pattern, Targets: [{ ...lambda, Input: 'x' }] }, /not JSON/],
  ['a strange path', { EventPattern: pattern, Targets: [{ ...lambda, InputPath: '$..a' }] }, /\$\.\.a/],
  [
    'an unknown variable',
    { EventPattern: pattern, Targets: [{ ...lambda, InputTransformer: { InputTemplate: '"<x>"' } }] },
    /<x>/,
  ],
  ['a state machine without role', { EventPattern: pattern, Targets: [{ Id: 's', Arn: machineArn }] }, /RoleArn/],
  ['six targets', { EventPattern: pattern, Targets: Array(6).fill(lambda) }, /five/],
  [
    'a retry policy out of range',
    { EventPattern: pattern, Targets: [{ ...lambda, RetryPolicy: { MaximumRetryAttempts: 200 } }] },
    /MaximumRetryAttempts/,
  ],
];

test.each(refused)('%s is refused when the rule is loaded', async (_, properties, reason) => {
  const loading = new EventBridgeRig().rule('Rule', properties);
  await expect(loading).rejects.toThrow(Unsupported);
  await expect(loading).rejects.toThrow(reason);
  await expect(loading).rejects.toThrow('stack/Rule');
});

test('rules and buses are named and described as on AWS', async () => {
  const rig = new EventBridgeRig();
  const bus = await rig.load({
    type: 'AWS::Events::EventBus',
    logicalId: 'Bus',
    properties: { Name: 'lanes', Description: 'all' },
  });
  const target = { ...lambda, DeadLetterConfig: { Arn: deadArn } };
  const rule = await rig.rule('OnLead', { EventPattern: pattern, EventBusName: 'lanes', Targets: [target] });
  const tick = await rig.rule('Tick', { ScheduleExpression: 'rate(1 day)', Name: 'tick' });
  expect([rule.ref, tick.ref]).toEqual(['lanes|stack-OnLead', 'tick']);
  expect(rule.attributes['Arn']).toBe('arn:aws:events:us-east-1:000000000000:rule/lanes/stack-OnLead');
  expect(tick.attributes['Arn']).toBe('arn:aws:events:us-east-1:000000000000:rule/tick');
  expect(await rig.call('DescribeEventBus', { Name: 'lanes' })).toEqual({
    Name: 'lanes',
    Arn: bus.attributes['Arn'],
    Description: 'all',
  });
  expect(await rig.call('ListEventBuses', {})).toMatchObject({
    EventBuses: [{ Name: 'default' }, { Name: 'lanes' }],
  });
  expect(await rig.call('ListRules', { EventBusName: 'lanes' })).toEqual({
    Rules: [
      {
        Name: 'stack-OnLead',
        Arn: rule.attributes['Arn'],
        EventBusName: 'lanes',
        State: 'ENABLED',
        EventPattern: JSON.stringify(pattern),
      },
    ],
  });
  expect(await rig.call('DescribeRule', { Name: 'tick' })).toMatchObject({ ScheduleExpression: 'rate(1 day)' });
  expect(await rig.call('ListTargetsByRule', { Rule: 'stack-OnLead', EventBusName: 'lanes' })).toMatchObject({
    Targets: [target],
  });
  const gone = { code: 'ResourceNotFoundException', message: 'Rule x does not exist on EventBus default.' };
  await expect(rig.call('DescribeRule', { Name: 'x' })).rejects.toMatchObject(gone);
  await expect(rig.call('ListRules', { EventBusName: 'x' })).rejects.toMatchObject({
    message: 'Event bus x does not exist.',
  });
  await expect(rig.call('PutRule', { Name: 'x' })).rejects.toMatchObject({ code: 'UnsupportedOnThisMachine' });
});

test('TestEventPattern answers by the same matcher', async () => {
  const rig = new EventBridgeRig();
  const test = (EventPattern: unknown, Event: unknown) =>
    rig.call('TestEventPattern', { EventPattern: JSON.stringify(EventPattern), Event: JSON.stringify(Event) });
  expect(await test({ a: [1] }, { a: 1 })).toEqual({ Result: true });
  expect(await test({ a: [1] }, { a: 2 })).toEqual({ Result: false });
  await expect(test({ a: 1 }, { a: 2 })).rejects.toMatchObject({ code: 'InvalidEventPatternException' });
});
