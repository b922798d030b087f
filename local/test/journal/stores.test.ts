import { describe, expect, test } from 'vitest';
import { createApiGateway } from '../../api-gateway/api-gateway.ts';
import { createCloudWatch } from '../../cloudwatch/cloudwatch.ts';
import { createS3 } from '../../s3/s3.ts';
import { createSes } from '../../ses/ses.ts';
import { createSns } from '../../sns/sns.ts';
import { createSqs } from '../../sqs/sqs.ts';
import { ask, createLives, loadInto } from './lives.ts';

describe('SQS', () => {
  const queues = () =>
    createLives(async (life) => {
      const { kinds, deadLetters } = createSqs({ ...life, urlBase: 'http://machine' });
      const load = (name: string, properties: object) =>
        loadInto(kinds, 'AWS::SQS::Queue', { name, properties: { QueueName: name, ...properties } });
      await load('letters', {});
      const RedrivePolicy = { deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:letters', maxReceiveCount: 2 };
      await load('work', { VisibilityTimeout: 30, RedrivePolicy });
      const call = (action: string, input: object) => ask(life, 'sqs', action)({ QueueUrl: 'work', ...input });
      const receive = async () =>
        ((await call('ReceiveMessage', { AttributeNames: ['All'] }))['Messages'] ?? []) as {
          Body: string;
          ReceiptHandle: string;
          Attributes: Record<string, string>;
        }[];
      return {
        call,
        receive,
        deadLetters,
        after: (seconds: number) => life.scheduler.moveTo(life.scheduler.now() + seconds * 1000),
      };
    });

  test('a message is as hidden, as often received and as deletable as before', async () => {
    const lives = queues();
    const first = await lives.next();
    for (const MessageBody of ['one', 'two']) await first.call('SendMessage', { MessageBody });
    await first.call('SendMessage', { MessageBody: 'late', DelaySeconds: 100 });
    const [held] = await first.receive();
    const second = await lives.next();
    expect((await second.receive()).map(({ Body }) => Body)).toEqual(['two']);
    expect(await second.receive()).toEqual([]);
    await second.call('DeleteMessage', { ReceiptHandle: held?.ReceiptHandle });
    const third = await lives.next();
    await third.after(30);
    const [again, ...others] = await third.receive();
    expect([again?.Body, again?.Attributes['ApproximateReceiveCount'], others]).toEqual(['two', '2', []]);
    const fourth = await lives.next();
    await fourth.after(30);
    expect(await fourth.receive()).toEqual([]);
    const fifth = await lives.next();
    expect(fifth.deadLetters()).toMatchObject([{ queue: 'letters', body: 'two' }]);
    await fifth.after(40);
    expect((await fifth.receive()).map(({ Body }) => Body)).toEqual(['late']);
    await fifth.call('PurgeQueue', {});
    const sixth = await lives.next();
    await sixth.after(30);
    expect(await sixth.receive()).toEqual([]);
  });
});

describe('S3', () => {
  const buckets = () =>
    createLives(async (life) => {
      const { kinds } = createS3(life);
      const LifecycleConfiguration = { Rules: [{ Status: 'Enabled', ExpirationInDays: 1, Prefix: 'raw/' }] };
      await loadInto(kinds, 'AWS::S3::Bucket', { name: 'B', properties: { BucketName: 'b', LifecycleConfiguration } });
      return { call: (action: string, input: object) => ask(life, 's3', action)({ Bucket: 'b', ...input }) };
    });

  test('objects are the same bytes with the same words beside them, and expire when they would have', async () => {
    const lives = buckets();
    const first = await lives.next();
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const put = { Body: bytes, ContentType: 'image/x', ContentEncoding: 'gzip', Metadata: { by: 'me' } };
    await first.call('PutObject', { Key: 'kept', ...put });
    await first.call('PutObject', { Key: 'raw/1', ...put });
    await first.call('PutObject', { Key: 'gone', ...put });
    await first.call('DeleteObject', { Key: 'gone' });
    const before = await first.call('GetObject', { Key: 'kept' });
    const second = await lives.next();
    expect(await second.call('GetObject', { Key: 'kept' })).toEqual(before);
    await second.scheduler.moveTo(second.scheduler.now() + 2 * 86_400_000);
    expect(await second.call('ListObjectsV2', {})).toMatchObject({ KeyCount: 1 });
    const third = await lives.next();
    expect(await third.call('ListObjectsV2', {})).toMatchObject({ Contents: [{ Key: 'kept' }] });
  });
});

test('mails, logs and metrics can still be looked at, in their order', async () => {
  const lives = createLives(async (life) => {
    const [ses, sns, cloudWatch] = [createSes(life), createSns(life), createCloudWatch(life)];
    const topic = await loadInto(sns.kinds, 'AWS::SNS::Topic', { name: 'T', properties: { TopicName: 't' } });
    const Subscription = { TopicArn: topic, Protocol: 'email', Endpoint: 'ops@example.com' };
    await loadInto(sns.kinds, 'AWS::SNS::Subscription', { name: 'S', properties: Subscription });
    return { ses, sns, cloudWatch, topic };
  });
  const mail = (subject: string) => ({
    ...{ FromEmailAddress: 'a@example.com', Destination: { ToAddresses: ['b@example.com'] } },
    Content: { Simple: { Subject: { Data: subject }, Body: { Text: { Data: 'text' } } } },
  });
  const first = await lives.next();
  await ask(first, 'ses', 'SendEmail')(mail('one'));
  await ask(first, 'sns', 'Publish')({ TopicArn: first.topic, Message: 'm' });
  first.cloudWatch.log('fn', 'r1', '{"level":"INFO"}');
  await ask(first, 'cloudwatch', 'PutMetricData')({ Namespace: 'N', MetricData: [{ MetricName: 'm', Value: 1 }] });
  await first.scheduler.idle();
  const second = await lives.next();
  await ask(second, 'ses', 'SendEmail')(mail('two'));
  second.cloudWatch.log('fn', 'r2', 'plain');
  const third = await lives.next();
  expect(third.ses.messages().map(({ subject }) => subject)).toEqual(['one', 'two']);
  expect(third.sns.emails()).toMatchObject([{ to: 'ops@example.com', text: 'm' }]);
  expect(third.cloudWatch.logs('fn').map(({ message }) => message)).toEqual([{ level: 'INFO' }, 'plain']);
  expect(third.cloudWatch.metrics()).toMatchObject([{ name: 'm', value: 1 }]);
});

test('keys made over the API stay with their plans; those of the templates are as the templates say', async () => {
  let declared = 'declared-value-of-20-characters';
  const lives = createLives(async (life) => {
    const gateway = createApiGateway(life);
    const plan = await loadInto(gateway.kinds, 'AWS::ApiGateway::UsagePlan', { name: 'P', properties: {} });
    const own = await loadInto(gateway.kinds, 'AWS::ApiGateway::ApiKey', {
      name: 'K',
      properties: { Value: declared, Enabled: true },
    });
    const joined = { KeyId: own, KeyType: 'API_KEY', UsagePlanId: plan };
    await loadInto(gateway.kinds, 'AWS::ApiGateway::UsagePlanKey', { name: 'J', properties: joined });
    const call = (action: string) => ask(life, 'apigateway', action);
    const keys = async () => {
      const { items } = await call('GetApiKeys')({ includeValues: true });
      return (items as { value: string; enabled: boolean }[]).map(({ value, enabled }) => [value, enabled]);
    };
    return { gateway, plan, own, call, keys };
  });
  const first = await lives.next();
  const made = first.gateway.addApiKey({ value: 'made-value-of-twenty-characters' });
  const { id: gone } = await first.call('CreateApiKey')({ value: 'gone-value-of-twenty-characters', enabled: true });
  await first.call('UpdateApiKey')({
    apiKey: made,
    patchOperations: [{ op: 'replace', path: '/enabled', value: 'false' }],
  });
  await first.call('DeleteApiKey')({ apiKey: gone });
  declared = 'changed-value-of-20-characters';
  const second = await lives.next();
  expect(await second.keys()).toEqual([
    ['made-value-of-twenty-characters', false],
    ['changed-value-of-20-characters', true],
  ]);
  const { items } = await second.call('GetUsagePlanKeys')({ usagePlanId: second.plan });
  expect((items as { id: string }[]).map(({ id }) => id)).toEqual([made, second.own]);
});
