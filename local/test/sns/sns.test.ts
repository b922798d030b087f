import { beforeEach, expect, test, vi } from 'vitest';
import { type AwsCall, AwsError, createDispatcher, type Dispatcher, operator } from '../../dispatcher.ts';
import { createSns, type Sns } from '../../sns/sns.ts';
import { createScheduler } from '../../virtual-scheduler.ts';
import { load, place } from '../wire/loaded.ts';

const topicArn = 'arn:aws:sns:us-east-1:000000000000:app-Alarms';
const queueArn = 'arn:aws:sqs:us-east-1:000000000000:jobs';
const scheduler = createScheduler({ start: Date.parse('2027-03-01T08:00:00Z') });

let dispatcher: Dispatcher;
let sns: Sns;
let delivered: AwsCall[];

beforeEach(async () => {
  dispatcher = createDispatcher();
  sns = createSns({ scheduler, dispatcher, place });
  delivered = [];
  for (const service of ['sqs', 'lambda']) {
    dispatcher.register(service, async (call) => {
      delivered.push(call);
      return {};
    });
  }
});

const subscribe = (properties: Record<string, unknown>) =>
  load(sns.kinds)('AWS::SNS::Subscription', 'Sub', { TopicArn: topicArn, ...properties });

async function publish(input: Record<string, unknown>): Promise<Record<string, unknown>> {
  const call = { service: 'sns', action: 'Publish', input: { TopicArn: topicArn, ...input }, principal: operator };
  const answer = await dispatcher.call(call);
  await scheduler.idle();
  return answer;
}

const attributes = { level: { DataType: 'String', StringValue: 'high' } };

test('a queue gets the envelope', async () => {
  await load(sns.kinds)('AWS::SNS::Topic', 'Alarms');
  await subscribe({ Protocol: 'sqs', Endpoint: queueArn });
  const { MessageId } = await publish({ Message: 'm', Subject: 's', MessageAttributes: attributes });
  expect(delivered).toMatchObject([
    { service: 'sqs', action: 'SendMessage', input: { QueueUrl: queueArn }, principal: { name: 'app-Alarms' } },
  ]);
  expect(JSON.parse(String(delivered[0]?.input['MessageBody']))).toMatchObject({
    Type: 'Notification',
    MessageId,
    TopicArn: topicArn,
    Subject: 's',
    Message: 'm',
    Timestamp: '2027-03-01T08:00:00.000Z',
    MessageAttributes: { level: { Type: 'String', Value: 'high' } },
  });
});

test('raw delivery gives the message as it is, in whichever order topic and subscription are loaded', async () => {
  await subscribe({ Protocol: 'sqs', Endpoint: queueArn, RawMessageDelivery: 'true' });
  await load(sns.kinds)('AWS::SNS::Topic', 'Alarms');
  await publish({ Message: 'm', MessageAttributes: attributes });
  expect(delivered[0]?.input).toEqual({ QueueUrl: queueArn, MessageBody: 'm', MessageAttributes: attributes });
});

test('a function gets the event', async () => {
  await load(sns.kinds)('AWS::SNS::Topic', 'Alarms', { Subscription: [{ Protocol: 'lambda', Endpoint: 'arn:f' }] });
  await publish({ Message: 'm' });
  expect(delivered[0]?.input).toMatchObject({ FunctionName: 'arn:f', InvocationType: 'Event' });
  expect(JSON.parse(String(delivered[0]?.input['Payload']))).toMatchObject({
    Records: [
      { EventSource: 'aws:sns', Sns: { Message: 'm', Subject: null, TopicArn: topicArn, MessageAttributes: {} } },
    ],
  });
});

test('an address gets an e-mail, which is kept', async () => {
  await subscribe({ Protocol: 'email', Endpoint: 'ops@example.com' });
  await publish({ Message: 'm', Subject: 's' });
  expect(sns.emails()).toEqual([
    { topic: 'app-Alarms', to: 'ops@example.com', subject: 's', text: 'm', at: '2027-03-01T08:00:00.000Z' },
  ]);
});

test('a message in JSON has a text of its own for each protocol, and a default for the others', async () => {
  await load(sns.kinds)('AWS::SNS::Topic', 'Alarms');
  await subscribe({ Protocol: 'email', Endpoint: 'ops@example.com' });
  await subscribe({ Protocol: 'sqs', Endpoint: queueArn, RawMessageDelivery: true });
  await publish({ Message: '{"default":"d","email":"e"}', MessageStructure: 'json' });
  expect(sns.emails().map(({ text }) => text)).toEqual(['e']);
  expect(delivered.map(({ input }) => input['MessageBody'])).toEqual(['d']);
});

test('a subscriber that refuses is not the publisher’s error and stops no other', async () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => {});
  await subscribe({ Protocol: 'sqs', Endpoint: queueArn });
  await subscribe({ Protocol: 'lambda', Endpoint: 'arn:f' });
  dispatcher.register('sqs', async () => {
    throw new AwsError('QueueDoesNotExist', 'gone');
  });
  expect(await publish({ Message: 'm' })).toHaveProperty('MessageId');
  expect(delivered.map(({ service }) => service)).toEqual(['lambda']);
  expect(told).toHaveBeenCalledOnce();
});

test.each([
  ['an unknown topic', { TopicArn: 'arn:other', Message: 'm' }, 'NotFound'],
  ['an empty message', { Message: '' }, 'InvalidParameter'],
  ['a message in JSON that is none', { Message: 'm', MessageStructure: 'json' }, 'InvalidParameter'],
  ['a message in JSON without a default', { Message: '{"email":"e"}', MessageStructure: 'json' }, 'InvalidParameter'],
  ['a text message', { PhoneNumber: '+1', Message: 'm' }, 'UnsupportedOnThisMachine'],
])('%s is refused', async (_, input, code) => {
  await load(sns.kinds)('AWS::SNS::Topic', 'Alarms');
  await expect(publish(input)).rejects.toMatchObject({ code });
});

test.each([
  ['AWS::SNS::Topic', { FifoTopic: true }, 'property FifoTopic is not emulated'],
  ['AWS::SNS::Subscription', { Protocol: 'https', Endpoint: 'https://x' }, 'protocol https is not emulated'],
  ['AWS::SNS::Subscription', { Protocol: 'sqs', FilterPolicy: {} }, 'property FilterPolicy is not emulated'],
])('%s with %o stops the start', async (type, properties, message) => {
  await expect(load(sns.kinds)(type, 'R', properties)).rejects.toThrow(`app/R (${type}): ${message}`);
});
