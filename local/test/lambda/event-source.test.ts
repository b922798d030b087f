import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { key, start } from '../dynamodb/dynamodb.fixture.ts';
import { fails, mapped, putAll } from './event-source.fixture.ts';

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
    [{ EventSourceArn: 'arn:aws:kinesis:us-east-1:000000000000:stream/x' }, /property EventSourceArn is not emulated/],
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
