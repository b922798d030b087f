import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AwsError } from '../../dispatcher.ts';
import { noDeliveryFaults } from '../../faults/delivery-faults.ts';
import { arnOf, start } from '../sqs/queue-bench.ts';
import { type DeliveredMessage, polled } from './queue-source.fixture.ts';

const fails = () => {
  throw new Error('no');
};
const reporting = { FunctionResponseTypes: ['ReportBatchItemFailures'] };
const failing = (records: readonly { readonly messageId: unknown }[]) => ({
  batchItemFailures: records.map(({ messageId }) => ({ itemIdentifier: messageId })),
});
const gone = { ApproximateNumberOfMessages: '0', ApproximateNumberOfMessagesNotVisible: '0' };

describe('the mapping of a queue', () => {
  test("invokes the function at once with the message in AWS's shape, and deletes it", async () => {
    const { send, scheduler, calls, batches, lying } = await polled();
    const MessageAttributes = { kind: { DataType: 'String', StringValue: 'a' } };
    const { MessageId } = await send('mail', 'hello', { MessageAttributes });
    await scheduler.idle();
    expect(calls).toMatchObject([
      {
        input: { FunctionName: 'notify', InvocationType: 'RequestResponse' },
        principal: { name: 'Mapping', service: 'lambda.amazonaws.com' },
      },
    ]);
    expect(batches[0]?.records).toEqual([
      {
        messageId: MessageId,
        receiptHandle: expect.any(String),
        body: 'hello',
        attributes: {
          SenderId: 'operator',
          SentTimestamp: String(start),
          ApproximateReceiveCount: '1',
          ApproximateFirstReceiveTimestamp: String(start),
        },
        messageAttributes: {
          kind: { stringValue: 'a', stringListValues: [], binaryListValues: [], dataType: 'String' },
        },
        md5OfBody: '5d41402abc4b2a76b9719d911017c592',
        eventSource: 'aws:sqs',
        eventSourceARN: arnOf('mail'),
        awsRegion: 'us-east-1',
      },
    ]);
    expect(await lying()).toMatchObject(gone);
  });

  test('has as many batches under way as it may, of ten messages or what is asked for', async () => {
    const releases: (() => void)[] = [];
    const mapping = { ScalingConfig: { MaximumConcurrency: 2 }, BatchSize: 3 };
    const { send, batches } = await polled({ mapping }, () => new Promise<void>((go) => releases.push(go)));
    for (const body of ['1', '2', '3', '4', '5', '6', '7']) await send('mail', body);
    const turns = () => new Promise((go) => setImmediate(go));
    await turns();
    expect(batches.map(({ bodies }) => bodies)).toEqual(['1', '2']);
    releases.shift()?.();
    await turns();
    expect(batches.map(({ bodies }) => bodies)).toEqual(['1', '2', '3 4 5']);
    for (const go of releases) go();
  });

  test('gathers larger batches within its window, and at once when one is full', async () => {
    const { send, pass, seen } = await polled({ mapping: { BatchSize: 12, MaximumBatchingWindowInSeconds: 5 } });
    await send('mail', 'a');
    await pass(3);
    await send('mail', 'b');
    expect(seen()).toEqual([]);
    await pass(2);
    expect(seen()).toEqual(['5: a b']);
    for (let n = 0; n < 12; n += 1) await send('mail', 'c');
    await pass(0);
    expect(seen()).toEqual(['5: a b', `5: ${'c '.repeat(12).trim()}`]);
  });

  test('keeps an event under 6 MB', async () => {
    const { send, pass, batches } = await polled({ mapping: { BatchSize: 10, MaximumBatchingWindowInSeconds: 1 } });
    for (let n = 0; n < 10; n += 1) await send('mail', 'x'.repeat(1_000_000));
    await pass(1);
    expect(batches.map(({ records }) => records.length)).toEqual([6, 4]);
  });

  test('waits for the delay of a message', async () => {
    const { send, pass, seen } = await polled({ queue: { DelaySeconds: 7 } });
    await send('mail', 'a');
    await pass(60);
    expect(seen()).toEqual(['7: a']);
  });

  test('does nothing while disabled', async () => {
    const { send, pass, seen, lying } = await polled({ mapping: { Enabled: false } });
    await send('mail', 'a');
    await pass(60);
    expect(seen()).toEqual([]);
    expect(await lying()).toMatchObject({ ApproximateNumberOfMessages: '1' });
  });

  test.each([
    [{ EventSourceArn: 'arn:aws:kinesis:us-east-1:000000000000:stream/x' }, /EventSourceArn is not emulated/],
    [{ EventSourceArn: arnOf('nobody') }, /no loaded queue has the ARN .*:nobody/],
    [{ EventSourceArn: arnOf('mail.fifo') }, /FIFO queues are not emulated/],
    [{ BatchSize: 11 }, /BatchSize above 10 needs a MaximumBatchingWindowInSeconds/],
    [{ ScalingConfig: { MaximumConcurrency: 1 } }, /ScalingConfig.MaximumConcurrency is not emulated with this value/],
    [{ FilterCriteria: { Filters: [] } }, /property FilterCriteria is not emulated/],
    [{ ProvisionedPollerConfig: { MinimumPollers: 2 } }, /property ProvisionedPollerConfig is not emulated/],
    [{ MaximumRetryAttempts: 3 }, /property MaximumRetryAttempts is not emulated/],
  ])('refuses %j by name', async (properties, message) => {
    const { load } = await polled();
    expect(() => load(properties)).toThrow(message);
  });
});

describe('a message that its function is not done with', () => {
  test('comes again with each end of its visibility timeout, then lies in the dead letters', async () => {
    const { send, pass, seen, batches, sqs } = await polled({}, fails);
    await send('mail', 'a');
    await pass(200);
    expect(seen()).toEqual(['0: a', '30: a', '60: a']);
    expect(batches.map(({ records }) => records[0]?.attributes['ApproximateReceiveCount'])).toEqual(['1', '2', '3']);
    expect(sqs.deadLetters()).toMatchObject([{ queue: 'dead', body: 'a' }]);
  });

  test('comes again alone where the others are reported as done', async () => {
    const { send, pass, batches } = await polled(
      { mapping: { ...reporting, MaximumBatchingWindowInSeconds: 1 } },
      (all) => failing(all.filter(({ body }) => body === 'b')),
    );
    for (const body of ['a', 'b', 'c']) await send('mail', body);
    await pass(100);
    expect(batches.map(({ bodies }) => bodies)).toEqual(['a b c', 'b', 'b']);
  });

  test.each<[string, object, unknown, string]>([
    ['nothing', reporting, null, 'a'],
    ['no failures', reporting, { batchItemFailures: [] }, 'a'],
    ['failures nobody asked for', {}, { batchItemFailures: [{ itemIdentifier: 'x' }] }, 'a'],
    ['a message it did not get', reporting, { batchItemFailures: [{ itemIdentifier: 'x' }] }, 'a a'],
    ['an empty identifier', reporting, { batchItemFailures: [{ itemIdentifier: '' }] }, 'a a'],
    ['an identifier of another name', reporting, { batchItemFailures: [{ id: 'x' }] }, 'a a'],
  ])('is one of a function that answers %s', async (_what, mapping, answered, deliveries) => {
    const { send, pass, batches } = await polled({ mapping: { ...mapping } }, (_all, invocation) =>
      invocation === 1 ? answered : null,
    );
    await send('mail', 'a');
    await pass(100);
    expect(batches.map(({ bodies }) => bodies).join(' ')).toBe(deliveries);
  });

  test('comes when the function said that it should', async () => {
    const bench = await polled({ mapping: reporting }, async (records, invocation) => {
      if (invocation > 1) return null;
      const [{ receiptHandle: ReceiptHandle } = { receiptHandle: '' }] = records;
      await bench.call('ChangeMessageVisibility', { QueueUrl: 'mail', ReceiptHandle, VisibilityTimeout: 700 });
      return failing(records);
    });
    await bench.send('mail', 'a');
    await bench.pass(3_600);
    expect(bench.seen()).toEqual(['0: a', '700: a']);
  });

  test('is tried again at a function that is not to be had until it is no longer hidden', async () => {
    const throttled = () => {
      throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', { status: 429 });
    };
    const { send, pass, seen, batches } = await polled({}, (_all, invocation) => (invocation < 7 ? throttled() : null));
    await send('mail', 'a');
    await pass(100);
    expect(seen()).toEqual(['0: a', '1: a', '3: a', '7: a', '15: a', '30: a', '31: a']);
    expect(batches.at(-1)?.records[0]?.attributes['ApproximateReceiveCount']).toBe('2');
  });
});

test('a receive that SQS refuses is made again after a pause that grows, and then all is as before', async () => {
  const left = [1, 2, 3];
  const { send, pass, seen } = await polled({ refuseReceives: () => left.pop() !== undefined });
  await send('mail', 'a');
  await pass(100);
  expect(seen()).toEqual(['7: a']);
  await send('mail', 'b');
  await pass(1);
  expect(seen()).toEqual(['7: a', '100: b']);
});

describe('faults', () => {
  const arriving = (...planned: readonly (readonly number[])[]) => {
    const left = [...planned];
    return { ...noDeliveryFaults, arrivals: () => left.shift() ?? [0] };
  };

  test('a batch comes twice, and what was deleted after the first stays deleted', async () => {
    const { send, pass, seen, lying } = await polled({ faults: arriving([0, 0]) });
    await send('mail', 'a');
    await pass(100);
    expect(seen()).toEqual(['0: a', '0: a']);
    expect(await lying()).toMatchObject(gone);
  });

  test('a batch that would be later than its messages are hidden is dropped, and they come again', async () => {
    const { send, pass, seen } = await polled({ faults: arriving([20_000], [40_000]) });
    await send('mail', 'a');
    await pass(25);
    await send('mail', 'b');
    await pass(100);
    expect(seen()).toEqual(['20: a', '55: b']);
  });
});

test('whatever fails, every message is handled or lies in the dead letters, and never more batches run than may', async () => {
  const settings = fc.record({
    BatchSize: fc.integer({ min: 1, max: 10 }),
    ScalingConfig: fc.record({ MaximumConcurrency: fc.integer({ min: 2, max: 4 }) }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 40 }),
      settings,
      fc.infiniteStream(fc.nat(4)),
      async (count, given, luck) => {
        const handled = new Set<string>();
        const counts = { running: 0, most: 0 };
        const handle = async (records: readonly DeliveredMessage[]) => {
          counts.running += 1;
          counts.most = Math.max(counts.most, counts.running);
          await new Promise((go) => setImmediate(go));
          counts.running -= 1;
          const chance = luck.next().value;
          if (chance === 0) return fails();
          const failed = chance === 1 ? records.slice(records.length >> 1) : [];
          for (const { body } of records) if (!failed.some((each) => each.body === body)) handled.add(body);
          return failing(failed);
        };
        const { send, pass, sqs } = await polled({ mapping: { ...given, ...reporting } }, handle);
        for (let n = 0; n < count; n += 1) await send('mail', `m${n}`);
        await pass(600);
        const dead = sqs.deadLetters().map(({ body }) => String(body));
        expect([...handled, ...dead].toSorted()).toEqual(Array.from({ length: count }, (_, n) => `m${n}`).toSorted());
        expect(counts.most).toBeLessThanOrEqual(given.ScalingConfig.MaximumConcurrency);
      },
    ),
    { numRuns: 30 },
  );
});
