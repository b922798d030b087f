import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Resource } from '../../../local/cloudformation/resource.ts';
import { type AwsCall, AwsError } from '../../../local/dispatcher.ts';
import type { StreamRecord } from '../../../local/dynamodb/stream.ts';
import { compilePattern } from '../../../local/event-bridge/pattern.ts';
import { createEventSources } from '../../../local/lambda/event-source.ts';
import { createS3 } from '../../../local/s3/s3.ts';
import { dynamoDbWithTable, key, place, start } from '../dynamodb/dynamodb.fixture.ts';

type Delivered = StreamRecord & { readonly eventSourceARN: string };
/** What the function answers to its nth invocation: a value, an error it throws (as text), or a refusal to run it. */
type Answer = (records: readonly Delivered[], invocation: number) => unknown | Promise<unknown>;

class FunctionFails extends Error {}

const fails = () => {
  throw new FunctionFails();
};

/** A table's stream mapped to a function that answers as told; keeps what it was given and when. */
function mapped(properties: Readonly<Record<string, unknown>> = {}, answer: Answer = () => null) {
  const service = dynamoDbWithTable();
  const { scheduler, dispatcher, dynamoDb, streamArn } = service;
  const calls: AwsCall[] = [];
  const batches: {
    readonly keys: readonly string[];
    readonly afterMs: number;
    readonly records: readonly Delivered[];
  }[] = [];
  dispatcher.register('lambda', async (call) => {
    calls.push(call);
    const { Records } = JSON.parse(String(call.input['Payload'])) as { Records: Delivered[] };
    const keys = Records.map(({ dynamodb }) => `${dynamodb.Keys['pk']?.S}${dynamodb.Keys['sk']?.S}`);
    batches.push({ keys, afterMs: scheduler.now() - start, records: Records });
    try {
      return { StatusCode: 200, Payload: JSON.stringify(await answer(Records, batches.length)) };
    } catch (error) {
      if (error instanceof FunctionFails) return { StatusCode: 200, FunctionError: 'Unhandled', Payload: '{}' };
      throw error;
    }
  });
  dispatcher.register('sqs', async (call) => {
    calls.push(call);
    return { MessageId: '1' };
  });
  const { kinds } = createEventSources({ scheduler, dispatcher, streams: dynamoDb, compilePattern });
  const load = (more: Readonly<Record<string, unknown>> = {}) => {
    const kind = kinds['AWS::Lambda::EventSourceMapping'];
    const given = { FunctionName: 'relay', EventSourceArn: streamArn, StartingPosition: 'TRIM_HORIZON', ...properties };
    const all = { ...given, ...more };
    const identity = kind?.identify('Events-Mapping', all, place) ?? { ref: '', attributes: {} };
    const resource: Resource = {
      stack: 'Events',
      logicalId: 'Mapping',
      type: 'AWS::Lambda::EventSourceMapping',
      path: 'Events/Mapping',
      properties: all,
      metadata: {},
      ...identity,
    };
    kind?.load?.(resource);
    return resource;
  };
  const resource = load();
  const keysGiven = () => batches.map(({ keys }) => keys.join(' '));
  return { ...service, calls, batches, keysGiven, load, resource };
}

const put = (sk: string) => ({ Put: { TableName: 'app', Item: key('p', sk) } });
const putAll = (...sortKeys: string[]) => ({ TransactItems: sortKeys.map(put) });

describe('an event source mapping', () => {
  it("invokes the function at once with the records in AWS's shape", async () => {
    const { call, scheduler, calls, batches, streamArn } = mapped();
    await call('TransactWriteItems', putAll('1', '2'));
    await scheduler.idle();
    expect(calls).toMatchObject([
      {
        service: 'lambda',
        action: 'InvokeFunction',
        input: { FunctionName: 'relay', InvocationType: 'RequestResponse' },
        principal: { name: 'Mapping' },
      },
    ]);
    expect(batches[0]?.keys).toEqual(['p1', 'p2']);
    expect(batches[0]?.records[0]).toMatchObject({
      eventName: 'INSERT',
      eventSource: 'aws:dynamodb',
      eventVersion: '1.1',
      awsRegion: 'us-east-1',
      eventSourceARN: streamArn,
      dynamodb: { Keys: key('p', '1'), NewImage: key('p', '1'), StreamViewType: 'NEW_AND_OLD_IMAGES' },
    });
  });

  it('passes on only what a filter lets through', async () => {
    const pattern = { eventName: ['INSERT'], dynamodb: { Keys: { sk: { S: [{ prefix: 'FACT#' }] } } } };
    const Filters = [{ Pattern: JSON.stringify(pattern) }, { Pattern: JSON.stringify({ eventName: ['REMOVE'] }) }];
    const { call, on, scheduler, keysGiven } = mapped({ FilterCriteria: { Filters } });
    await call('TransactWriteItems', putAll('FACT#1', 'LEAD', 'FACT#2'));
    await on('DeleteItem', { Key: key('p', 'LEAD') });
    await scheduler.idle();
    expect(keysGiven().join(' ')).toBe('pFACT#1 pFACT#2 pLEAD');
  });

  it('makes batches of at most the size asked for, and gathers what arrives meanwhile', async () => {
    const { call, scheduler, keysGiven } = mapped({ BatchSize: 2 });
    await call('TransactWriteItems', putAll('1', '2', '3'));
    await call('TransactWriteItems', putAll('4'));
    await scheduler.idle();
    expect(keysGiven()).toEqual(['p1 p2', 'p3 p4']);
  });

  it('keeps a batch under 6 MB', async () => {
    const { put: putItem, scheduler, batches } = mapped({ MaximumBatchingWindowInSeconds: 1 });
    for (let n = 0; n < 20; n += 1) await putItem({ ...key('p', `${n}`), big: { S: 'x'.repeat(390_000) } });
    await scheduler.moveTo(start + 10_000);
    expect(batches.map(({ keys }) => keys.length)).toEqual([16, 4]);
  });

  it('waits for its batching window unless a batch is full', async () => {
    const { call, scheduler, batches, keysGiven } = mapped({ MaximumBatchingWindowInSeconds: 5, BatchSize: 3 });
    await call('TransactWriteItems', putAll('1'));
    await scheduler.moveTo(start + 4_999);
    expect(batches).toEqual([]);
    await call('TransactWriteItems', putAll('2'));
    await scheduler.moveTo(start + 5_000);
    expect(keysGiven()).toEqual(['p1 p2']);
    await call('TransactWriteItems', putAll('3', '4', '5'));
    await scheduler.idle();
    expect(keysGiven()).toEqual(['p1 p2', 'p3 p4 p5']);
  });

  it('does nothing while disabled', async () => {
    const { call, scheduler, batches } = mapped({ Enabled: false });
    await call('TransactWriteItems', putAll('1'));
    await scheduler.idle();
    expect(batches).toEqual([]);
  });

  it.each([
    [{ EventSourceArn: 'arn:aws:sqs:us-east-1:000000000000:queue' }, /property EventSourceArn is not emulated/],
    [{ EventSourceArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/x/stream/1' }, /No loaded table has the stream/],
    [{ TumblingWindowInSeconds: 5 }, /property TumblingWindowInSeconds is not emulated/],
    [{ StartingPosition: 'AT_TIMESTAMP' }, /property StartingPosition is not emulated/],
    [
      { DestinationConfig: { OnFailure: { Destination: 'arn:aws:sns:us-east-1:000000000000:topic' } } },
      /property DestinationConfig.OnFailure.Destination is not emulated/,
    ],
    [{ FilterCriteria: { Filters: [{ Pattern: '{"a":"no list"}' }] } }, /Events\/Mapping .*the filter .* is refused/],
  ])('refuses %j', (properties, message) => {
    const { load } = mapped();
    expect(() => load(properties)).toThrow(message);
  });
});

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
    const throttled = new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429);
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

describe('parallel lanes', () => {
  it('keep the order of each partition key, whatever fails, and deliver everything', async () => {
    const writes = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1, maxLength: 40 });
    const settings = fc.record({
      ParallelizationFactor: fc.integer({ min: 1, max: 4 }),
      BatchSize: fc.integer({ min: 1, max: 7 }),
      BisectBatchOnFunctionError: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(writes, settings, fc.infiniteStream(fc.nat(3)), async (keys, given, luck) => {
        const seen: (readonly [pk: string, n: number])[] = [];
        const { put: putItem, scheduler } = mapped(
          { ...given, FunctionResponseTypes: ['ReportBatchItemFailures'] },
          async (records) => {
            await new Promise((go) => setImmediate(go));
            const chance = luck.next().value;
            if (chance === 0) fails();
            const stop = chance === 1 ? records.length >> 1 : records.length;
            for (const { dynamodb } of records.slice(0, stop))
              seen.push([dynamodb.Keys['pk']?.S ?? '', Number(dynamodb.NewImage?.['n']?.N)]);
            const failed = records.slice(stop, stop + 1);
            return { batchItemFailures: failed.map((record) => ({ itemIdentifier: record.dynamodb.SequenceNumber })) };
          },
        );
        for (const [n, pk] of keys.entries()) await putItem({ ...key(pk), n: { N: `${n}` } });
        await scheduler.moveTo(start + 3_600_000);
        const ofKey = (all: typeof seen, pk: string) => all.filter(([other]) => other === pk).map(([, n]) => n);
        const written = keys.map((pk, n) => [pk, n] as const);
        for (const pk of new Set(keys)) expect(ofKey(seen, pk)).toEqual(ofKey(written, pk));
        expect(seen).toHaveLength(keys.length);
      }),
    );
  });
});
