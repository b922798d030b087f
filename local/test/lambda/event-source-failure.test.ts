import { describe, expect, it } from 'vitest';
import { AwsError } from '../../dispatcher.ts';
import { createS3 } from '../../s3/s3.ts';
import { place, start } from '../dynamodb/dynamodb.fixture.ts';
import { type Delivered, fails, mapped, putAll } from './event-source.fixture.ts';

describe('a batch that fails', () => {
  it('is tried again after one second, doubled up to a minute, and holds up what follows', async () => {
    const { call, scheduler, batches } = mapped({ MaximumRetryAttempts: 8 }, (_, n) => (n <= 8 ? fails() : null));
    await call('TransactWriteItems', putAll('1'));
    await scheduler.idle();
    await call('TransactWriteItems', putAll('2'));
    await scheduler.moveTo(start + 3_600_000);
    const pauses = batches.slice(1, 9).map(({ afterMs }, at) => (afterMs - (batches[at]?.afterMs ?? 0)) / 1000);
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
    expect(batches.map(({ keys }) => keys.join())).toEqual([...Array(9).fill('p1'), 'p2']);
  });

  it('is given up to a queue with its place in the stream, and the next goes on', async () => {
    const Destination = 'arn:aws:sqs:us-east-1:000000000000:failures';
    const { call, scheduler, calls, batches, keysGiven, streamArn, records } = mapped(
      { MaximumRetryAttempts: 2, DestinationConfig: { OnFailure: { Destination } } },
      ([record]) => (record?.dynamodb.Keys['sk']?.S === '1' ? fails() : null),
    );
    await call('TransactWriteItems', putAll('1', '2'));
    await scheduler.idle();
    await call('TransactWriteItems', putAll('3'));
    await scheduler.moveTo(start + 10_000);
    expect(keysGiven()).toEqual(['p1 p2', 'p1 p2', 'p1 p2', 'p3']);
    const letter = calls.find(({ service }) => service === 'sqs');
    expect(letter?.input['QueueUrl']).toBe('https://sqs.us-east-1.amazonaws.com/000000000000/failures');
    expect(JSON.parse(String(letter?.input['MessageBody']))).toEqual({
      requestContext: {
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:relay',
        condition: 'RetryAttemptsExhausted',
        approximateInvokeCount: 3,
      },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      version: '1.0',
      timestamp: new Date(start + (batches[2]?.afterMs ?? 0)).toISOString(),
      DDBStreamBatchInfo: {
        shardId: expect.stringMatching(/^shardId-/),
        startSequenceNumber: records[0]?.dynamodb.SequenceNumber,
        endSequenceNumber: records[1]?.dynamodb.SequenceNumber,
        approximateArrivalOfFirstRecord: '2026-03-02T15:00:00Z',
        approximateArrivalOfLastRecord: '2026-03-02T15:00:00Z',
        batchSize: 2,
        streamArn,
      },
    });
  });

  it('is given up to a bucket with its records', async () => {
    const Destination = 'arn:aws:s3:::failures';
    const settings = { MaximumRetryAttempts: 0, DestinationConfig: { OnFailure: { Destination } } };
    const { call, scheduler, dispatcher, records, streamArn, resource } = mapped(settings, fails);
    const s3 = createS3({ scheduler, dispatcher, place });
    const bucket = { BucketName: 'failures' };
    const identity = s3.kinds['AWS::S3::Bucket']?.identify('failures', bucket, place) ?? { ref: '', attributes: {} };
    await s3.kinds['AWS::S3::Bucket']?.load?.({
      ...resource,
      type: 'AWS::S3::Bucket',
      properties: bucket,
      ...identity,
    });
    await call('TransactWriteItems', putAll('1'));
    await scheduler.idle();
    const principal = { name: 'test' };
    const s3Call = (action: string, input: object) =>
      dispatcher.call({ service: 's3', action, input: { Bucket: 'failures', ...input }, principal });
    const [object] = (await s3Call('ListObjectsV2', {}))['Contents'] as { Key: string }[];
    expect(object?.Key).toMatch(
      new RegExp(`^aws/lambda/${resource.ref}/shardId-[^/]+/2026/03/02/2026-03-02T15\\.00\\.00-[0-9a-f-]{36}$`),
    );
    const stored = await s3Call('GetObject', { Key: object?.Key });
    const document = JSON.parse(Buffer.from(stored['Body'] as Uint8Array).toString()) as Record<string, unknown>;
    expect(document).toMatchObject({ DDBStreamBatchInfo: { batchSize: 1 } });
    expect(JSON.parse(String(document['payload']))).toEqual({
      Records: [{ ...records[0], eventSourceARN: streamArn }],
    });
  });

  it('is given up at the age set, counted from the record', async () => {
    const Destination = 'arn:aws:sqs:us-east-1:000000000000:failures';
    const { call, scheduler, calls } = mapped(
      { MaximumRecordAgeInSeconds: 100, DestinationConfig: { OnFailure: { Destination } } },
      fails,
    );
    await call('TransactWriteItems', putAll('1'));
    await scheduler.moveTo(start + 99_999);
    expect(calls.filter(({ service }) => service === 'sqs')).toHaveLength(0);
    await scheduler.moveTo(start + 100_000);
    const [letter] = calls.filter(({ service }) => service === 'sqs');
    expect(JSON.parse(String(letter?.input['MessageBody']))).toMatchObject({
      requestContext: { condition: 'RecordAgeExceeded', approximateInvokeCount: 7 },
    });
  });

  it('leaves the stream after a day when nothing else ends it', async () => {
    const { call, scheduler, batches, keysGiven } = mapped({}, ([record]) =>
      record?.dynamodb.Keys['sk']?.S === '1' ? fails() : null,
    );
    await call('TransactWriteItems', putAll('1'));
    await scheduler.moveTo(start + 86_400_000);
    const tries = batches.length;
    await call('TransactWriteItems', putAll('2'));
    await scheduler.moveTo(start + 2 * 86_400_000);
    expect(batches).toHaveLength(tries + 1);
    expect(keysGiven().at(-1)).toBe('p2');
  });

  it('is tried again without end of retries when the function cannot be run', async () => {
    const throttled = new AwsError('TooManyRequestsException', 'Rate Exceeded.', { status: 429 });
    const { call, scheduler, keysGiven } = mapped({ MaximumRetryAttempts: 0 }, (_, n) => {
      if (n <= 5) throw throttled;
    });
    await call('TransactWriteItems', putAll('1'));
    await scheduler.moveTo(start + 3_600_000);
    expect(keysGiven()).toEqual(Array(6).fill('p1'));
  });

  it('is halved until the bad record is alone, without using up retries', async () => {
    const Destination = 'arn:aws:sqs:us-east-1:000000000000:failures';
    const { call, scheduler, keysGiven, calls } = mapped(
      {
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: 1,
        DestinationConfig: { OnFailure: { Destination } },
      },
      (records) => (records.some(({ dynamodb }) => dynamodb.Keys['sk']?.S === '3') ? fails() : null),
    );
    await call('TransactWriteItems', putAll('1', '2', '3', '4'));
    await scheduler.moveTo(start + 10_000);
    expect(keysGiven()).toEqual(['p1 p2 p3 p4', 'p1 p2', 'p3 p4', 'p3', 'p3', 'p4']);
    expect(calls.filter(({ service }) => service === 'sqs')).toHaveLength(1);
  });
});

describe('a function that reports batch item failures', () => {
  const reports = { FunctionResponseTypes: ['ReportBatchItemFailures'], MaximumRetryAttempts: 1 };
  const failing = (records: readonly Delivered[], ...at: number[]) => ({
    batchItemFailures: at.map((n) => ({ itemIdentifier: records[n]?.dynamodb.SequenceNumber })),
  });

  it('gets the records again from the first it reported', async () => {
    const { call, scheduler, keysGiven } = mapped(reports, (records, n) => (n === 1 ? failing(records, 2, 1) : null));
    await call('TransactWriteItems', putAll('1', '2', '3'));
    await scheduler.moveTo(start + 10_000);
    expect(keysGiven()).toEqual(['p1 p2 p3', 'p2 p3']);
  });

  it.each([
    ['an empty list', { batchItemFailures: [] }, 1],
    ['no list', { batchItemFailures: null }, 1],
    ['nothing', null, 1],
    ['an empty identifier', { batchItemFailures: [{ itemIdentifier: '' }] }, 2],
    ['no identifier', { batchItemFailures: [{ itemIdentifier: null }] }, 2],
    ['another key', { batchItemFailures: [{ id: '1' }] }, 2],
    ['an unknown identifier', { batchItemFailures: [{ itemIdentifier: '1' }] }, 2],
  ])('%s: invoked %#', async (_what, answer, invocations) => {
    const { call, scheduler, batches } = mapped(reports, () => answer);
    await call('TransactWriteItems', putAll('1', '2'));
    await scheduler.moveTo(start + 10_000);
    expect(batches).toHaveLength(invocations);
    expect(new Set(batches.map(({ keys }) => keys.length))).toEqual(new Set([2]));
  });

  it('is not listened to unless the mapping says so', async () => {
    const { call, scheduler, batches } = mapped({ MaximumRetryAttempts: 1 }, (records) => failing(records, 0));
    await call('TransactWriteItems', putAll('1'));
    await scheduler.moveTo(start + 10_000);
    expect(batches).toHaveLength(1);
  });
});
