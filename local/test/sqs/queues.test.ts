import { expect, test } from 'vitest';
import { resourceOf } from '../wire/loaded.ts';
import { arnOf, queueBench } from './queue-bench.ts';

test('a queue is named by its stack and logical id, or by itself', async () => {
  const { sqs } = await queueBench({});
  const named = resourceOf(sqs.kinds, 'AWS::SQS::Queue', { logicalId: 'Jobs' });
  expect(named).toMatchObject({
    ref: 'https://sqs.us-east-1.amazonaws.com/000000000000/app-Jobs',
    attributes: { Arn: arnOf('app-Jobs'), QueueName: 'app-Jobs' },
  });
  const own = resourceOf(sqs.kinds, 'AWS::SQS::Queue', { logicalId: 'Jobs', properties: { QueueName: 'jobs' } });
  expect(own.attributes['Arn']).toBe(arnOf('jobs'));
});

test.each([
  [{ FifoQueue: true }, 'app/q (AWS::SQS::Queue): FIFO queues are not emulated'],
  [{ ContentBasedDeduplication: true }, 'app/q (AWS::SQS::Queue): property ContentBasedDeduplication is not emulated'],
])('%o stops the start', async (properties, message) => {
  await expect(queueBench({ q: properties })).rejects.toThrow(message);
});

test('queues are found, listed, counted and purged', async () => {
  const { call, send, received } = await queueBench({ 'lead-a': {}, 'lead-b': { DelaySeconds: 5 }, other: {} });
  const { QueueUrl } = await call('GetQueueUrl', { QueueName: 'lead-a' });
  expect(QueueUrl).toBe('https://sqs.us-east-1.amazonaws.com/000000000000/lead-a');
  expect((await call('ListQueues', { QueueNamePrefix: 'lead-' }))['QueueUrls']).toHaveLength(2);
  await send('lead-a', 'a');
  await send('lead-a', 'b');
  await send('lead-b', 'c');
  await received('lead-a', { MaxNumberOfMessages: 1 });
  const counts = async (queue: string) =>
    (await call('GetQueueAttributes', { QueueUrl: queue, AttributeNames: ['All'] }))['Attributes'];
  expect(await counts('lead-a')).toMatchObject({
    QueueArn: arnOf('lead-a'),
    ApproximateNumberOfMessages: '1',
    ApproximateNumberOfMessagesNotVisible: '1',
    ApproximateNumberOfMessagesDelayed: '0',
  });
  expect(await counts('lead-b')).toMatchObject({ ApproximateNumberOfMessagesDelayed: '1' });
  await call('PurgeQueue', { QueueUrl });
  expect(await counts('lead-a')).toMatchObject({
    ApproximateNumberOfMessages: '0',
    ApproximateNumberOfMessagesNotVisible: '0',
  });
});
