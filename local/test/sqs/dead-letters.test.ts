import { expect, test } from 'vitest';
import { AwsError, operator } from '../../dispatcher.ts';
import { resourceOf } from '../wire/loaded.ts';
import { arnOf, queueBench } from './queue-bench.ts';

const sourceAndDead = {
  source: { VisibilityTimeout: 1, RedrivePolicy: { deadLetterTargetArn: arnOf('dead'), maxReceiveCount: 2 } },
  dead: { MessageRetentionPeriod: 1_209_600 },
};
const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:assign';
const text = (StringValue: string) => ({ DataType: 'String', StringValue });

const fromRule = {
  RULE_ARN: text('arn:aws:events:us-east-1:000000000000:rule/bus/assign-rule'),
  TARGET_ARN: text(functionArn),
  ERROR_CODE: text('SDK_CLIENT_ERROR'),
};

async function benchWithDeadLetters() {
  const bench = await queueBench({ dead: {} });
  const rule = resourceOf({}, 'AWS::Events::Rule', {
    logicalId: 'Rule',
    properties: { Targets: [{ Arn: functionArn, DeadLetterConfig: { Arn: arnOf('dead') } }] },
  });
  bench.sqs.noteDeadLetters(rule);
  return bench;
}

test('a message received too often lies in the dead-letter queue', async () => {
  const { send, bodies, pass, sqs } = await queueBench(sourceAndDead);
  await send('source', '{"lead":1}');
  for (const expected of [['{"lead":1}'], ['{"lead":1}'], []]) {
    expect(await bodies('source')).toEqual(expected);
    await pass(1);
  }
  expect(sqs.deadLetters()).toEqual([
    {
      queue: 'dead',
      messageId: expect.any(String),
      body: { lead: 1 },
      attributes: {},
      sentAt: '2027-03-01T08:00:00.000Z',
    },
  ]);
});

test.each(['redrive', 'move task'])('%s puts it back as a new message', async (how) => {
  const { send, bodies, pass, sqs, call } = await queueBench(sourceAndDead);
  await send('source', 'a');
  for (let received = 0; received < 3; received += 1) {
    await bodies('source');
    await pass(1);
  }
  if (how === 'redrive') expect(await sqs.redrive()).toEqual({ redriven: 1, left: [] });
  else await call('StartMessageMoveTask', { SourceArn: arnOf('dead') });
  expect(sqs.deadLetters()).toEqual([]);
  expect(await bodies('source')).toEqual(['a']);
  await pass(1);
  expect(await bodies('source')).toEqual(['a']);
});

test('a move task needs a dead-letter queue', async () => {
  const { call } = await queueBench(sourceAndDead);
  const move = call('StartMessageMoveTask', { SourceArn: arnOf('source') });
  await expect(move).rejects.toMatchObject({ code: 'InvalidParameterValue' });
});

test('an event goes to its function again, once, in the name of whoever redrives', async () => {
  const { send, sqs, invocations } = await benchWithDeadLetters();
  await send('dead', '{"detail":{"id":1}}', { MessageAttributes: fromRule });
  expect(sqs.deadLetters()[0]?.attributes).toMatchObject({ ERROR_CODE: 'SDK_CLIENT_ERROR', TARGET_ARN: functionArn });

  const both = await Promise.all([sqs.redrive(), sqs.redrive()]);

  expect(both.map(({ redriven }) => redriven)).toEqual([1, 0]);
  expect(invocations).toEqual([
    {
      service: 'lambda',
      action: 'InvokeFunction',
      input: { FunctionName: functionArn, InvocationType: 'Event', Payload: '{"detail":{"id":1}}' },
      principal: operator,
    },
  ]);
  expect(sqs.deadLetters()).toEqual([]);
});

test('an event that was for a queue goes there, without what is said of its failure', async () => {
  const { send, sqs, received } = await queueBench(sourceAndDead);
  await send('dead', '{"detail":{"id":1}}', { MessageAttributes: { ...fromRule, TARGET_ARN: text(arnOf('source')) } });
  expect(await sqs.redrive()).toEqual({ redriven: 1, left: [] });
  const [message] = await received('source', { MessageAttributeNames: ['All'] });
  expect(message).toMatchObject({ Body: '{"detail":{"id":1}}' });
  expect(message).not.toHaveProperty('MessageAttributes');
});

test('a failed invocation goes to its function again with the payload it had', async () => {
  const { send, sqs, invocations } = await benchWithDeadLetters();
  const requestContext = { requestId: 'r', functionArn: `${functionArn}:$LATEST`, condition: 'RetriesExhausted' };
  await send('dead', JSON.stringify({ version: '1.0', requestContext, requestPayload: { lead: 1 } }));
  expect(await sqs.redrive()).toEqual({ redriven: 1, left: [] });
  expect(invocations[0]?.input).toEqual({ FunctionName: functionArn, InvocationType: 'Event', Payload: '{"lead":1}' });
});

test.each([
  [
    'a function’s dead letter, which names no function',
    '{"lead":1}',
    { RequestID: text('r'), ErrorCode: { DataType: 'Number', StringValue: '200' }, ErrorMessage: text('no') },
    'its message names no function',
  ],
  [
    'a target that is neither',
    '{}',
    { ...fromRule, TARGET_ARN: text('arn:aws:states:us-east-1:000000000000:stateMachine:m') },
    'its target is neither function nor queue: arn:aws:states:us-east-1:000000000000:stateMachine:m',
  ],
  ['a stranger', 'hello', {}, 'its origin is unknown'],
  [
    'a failed batch',
    JSON.stringify({ requestContext: { functionArn }, DDBStreamBatchInfo: {} }),
    {},
    'the record of a failed batch holds no data',
  ],
])('%s stays and is reported', async (_, body, MessageAttributes, reason) => {
  const { send, sqs } = await benchWithDeadLetters();
  const { MessageId } = await send('dead', body, { MessageAttributes });
  expect(await sqs.redrive()).toEqual({ redriven: 0, left: [{ messageId: MessageId, reason }] });
  expect(sqs.deadLetters()).toHaveLength(1);
});

test('a letter whose function refuses stays', async () => {
  const { send, sqs, dispatcher } = await benchWithDeadLetters();
  dispatcher.register('lambda', async () => {
    throw new AwsError('ResourceNotFoundException', 'Function not found', { status: 404 });
  });
  const { MessageId } = await send('dead', '{}', { MessageAttributes: fromRule });
  const left = [{ messageId: MessageId, reason: 'ResourceNotFoundException: Function not found' }];
  expect(await sqs.redrive()).toEqual({ redriven: 0, left });
  expect(sqs.deadLetters()).toHaveLength(1);
});

test.each([
  ['AWS::Lambda::Function', { DeadLetterConfig: { TargetArn: arnOf('dead') } }],
  ['AWS::Lambda::EventInvokeConfig', { DestinationConfig: { OnFailure: { Destination: arnOf('dead') } } }],
])('the queue that %s names for its failures is a dead-letter queue', async (type, properties) => {
  const { send, sqs } = await queueBench({ dead: {}, other: {} });
  await send('dead', 'a');
  await send('other', 'b');
  expect(sqs.deadLetters()).toEqual([]);
  sqs.noteDeadLetters(resourceOf({}, type, { logicalId: 'F', properties }));
  expect(sqs.deadLetters().map(({ body }) => body)).toEqual(['a']);
});
