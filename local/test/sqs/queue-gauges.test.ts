import { describe, expect, test } from 'vitest';
import { type CloudWatch, createCloudWatch } from '../../cloudwatch/cloudwatch.ts';
import { createDispatcher, operator } from '../../dispatcher.ts';
import type { Message } from '../../sqs/message.ts';
import type { Queue } from '../../sqs/queue.ts';
import { gaugesOf } from '../../sqs/queue-gauges.ts';
import { createSqs, type Sqs } from '../../sqs/sqs.ts';
import { createScheduler } from '../../virtual-scheduler.ts';
import { load, place } from '../wire/loaded.ts';

const start = Date.parse('2027-03-01T08:00:00Z');
const day = 86_400;

/** Loads the queues `work` and `letters`, and an alarm on a metric of each. */
async function loadWatched(sqs: Sqs, cloudWatch: CloudWatch): Promise<void> {
  const letters = 'arn:aws:sqs:us-east-1:000000000000:letters';
  await load(sqs.kinds)('AWS::SQS::Queue', 'Letters', { QueueName: 'letters', MessageRetentionPeriod: 14 * day });
  await load(sqs.kinds)('AWS::SQS::Queue', 'Work', {
    ...{ QueueName: 'work', VisibilityTimeout: 30, MessageRetentionPeriod: day },
    RedrivePolicy: { deadLetterTargetArn: letters, maxReceiveCount: 2 },
  });
  const watch = (name: string, QueueName: string, more: object) =>
    load(cloudWatch.kinds)('AWS::CloudWatch::Alarm', name, {
      ...{
        AlarmName: name,
        Namespace: 'AWS/SQS',
        Statistic: 'Maximum',
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
      },
      ...{ Dimensions: [{ Name: 'QueueName', Value: QueueName }], TreatMissingData: 'notBreaching' },
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      ...more,
    });
  await watch('lying', 'letters', { MetricName: 'ApproximateNumberOfMessagesVisible' });
  await watch('old', 'work', { MetricName: 'ApproximateAgeOfOldestMessage', Threshold: 600 });
}

async function watchedQueues() {
  const scheduler = createScheduler({ start });
  const dispatcher = createDispatcher();
  dispatcher.register('sns', async () => ({}));
  const cloudWatch = createCloudWatch({ scheduler, dispatcher, place });
  await loadWatched(createSqs({ scheduler, dispatcher, place, cloudWatch }), cloudWatch);
  const call = (action: string, input: Record<string, unknown>) =>
    dispatcher.call({ service: 'sqs', action, input, principal: operator });
  return {
    ...{ scheduler, call },
    send: (QueueUrl: string) => call('SendMessage', { QueueUrl, MessageBody: 'm' }),
    receive: async (QueueUrl: string) =>
      ((await call('ReceiveMessage', { QueueUrl }))['Messages'] as { ReceiptHandle: string }[] | undefined)?.[0],
    to: (second: number) => scheduler.moveTo(start + second * 1000),
    /** Seconds after the start, and the state of the alarm from then on. */
    changes: (name: string) =>
      (cloudWatch.alarms().find((alarm) => alarm.name === name)?.changes ?? []).map(({ at, to }) => [
        (Date.parse(at) - start) / 1000,
        to,
      ]),
  };
}

describe('an alarm on a queue', () => {
  test('rises at the end of the minute in which a message came to lie in it, and stays until it is gone', async () => {
    const { send, receive, call, to, changes } = await watchedQueues();
    await to(70);
    await send('letters');
    expect(await to(3 * day)).toMatchObject({ fired: 1 });
    const message = await receive('letters');
    await call('DeleteMessage', { QueueUrl: 'letters', ReceiptHandle: message?.ReceiptHandle });
    await to(4 * day);
    expect(changes('lying')).toEqual([
      [120, 'ALARM'],
      [3 * day + 60, 'OK'],
    ]);
  });

  test('clears when the messages expire, and costs no evaluation until then', async () => {
    const { send, to, changes } = await watchedQueues();
    await send('letters');
    expect(await to(365 * day)).toMatchObject({ fired: 2 });
    expect(changes('lying')).toEqual([
      [60, 'ALARM'],
      [14 * day, 'OK'],
    ]);
  });

  test('knows the age of the oldest message ahead, whoever holds it', async () => {
    const { send, receive, to, changes } = await watchedQueues();
    await to(10);
    await send('work');
    await to(300);
    await receive('work');
    await to(2 * day);
    // The message is 600 seconds old in the eleventh minute, and gone after a day.
    expect(changes('old')).toEqual([
      [660, 'ALARM'],
      [day + 60, 'OK'],
    ]);
  });

  test('hears of what a redrive policy brings to it', async () => {
    const { send, receive, to, changes } = await watchedQueues();
    await send('work');
    for (const second of [0, 40, 80]) {
      await to(second);
      await receive('work');
    }
    await to(200);
    expect(changes('lying')).toEqual([[120, 'ALARM']]);
  });

  test('is not woken by an empty queue that is asked, and nothing is measured once it sleeps', async () => {
    const { receive, to, changes, scheduler } = await watchedQueues();
    await receive('letters');
    expect(await scheduler.moveTo(start + 60_000)).toMatchObject({ fired: 1 });
    expect(await to(365 * day)).toMatchObject({ fired: 0 });
    expect(changes('lying')).toEqual([]);
  });
});

test('the figures count a message from when it is seen until it is hidden, deleted or expired', () => {
  const second = 1000;
  const message = (more: Partial<Message>) => ({ sentAt: 0, visibleAt: 0, receiveCount: 0, ...more }) as Message;
  const all = () => [
    message({}),
    message({ visibleAt: 50 * second }),
    message({ visibleAt: 30 * second, receiveCount: 1 }),
    message({ sentAt: -90 * second, visibleAt: 30 * second, receiveCount: 4 }),
    message({ sentAt: -50 * second, movedAt: 5 * second }),
  ];
  const gauges = gaugesOf({ retentionSeconds: 100, messages: { all } } as unknown as Queue);
  const at = (instant: number) =>
    ['Visible', 'NotVisible', 'Delayed'].map((kind) =>
      gauges[`ApproximateNumberOfMessages${kind}`]?.().at(instant * second),
    );
  expect([9, 29, 30, 50, 100].map(at)).toEqual([
    [2, 2, 1],
    [2, 1, 1],
    [3, 0, 1],
    [3, 0, 0],
    [0, 0, 0],
  ]);
  const age = gauges['ApproximateAgeOfOldestMessage']?.();
  expect([0, 20.9, 99, 100].map((instant) => age?.at(instant * second))).toEqual([0, 20, 99, 0]);
  expect(age?.emptyFrom).toBe(100 * second);
});
