import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Item } from '../../dynamodb/attribute-value.ts';
import { dynamoDbWithTable, key } from './dynamodb.fixture.ts';

/** Orders strings as DynamoDB does: by their UTF-8 bytes. */
const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

const sortKey = fc.string({
  unit: fc.constantFrom('a', 'b', 'B', '/', '~', 'é', '€', '🚗', '0'),
  minLength: 1,
  maxLength: 4,
});

const conditions: Readonly<Record<string, (sk: string, a: string, b: string) => boolean>> = {
  'sk = :a': (sk, a) => sk === a,
  'sk < :a': (sk, a) => byBytes(sk, a) < 0,
  'sk <= :a': (sk, a) => byBytes(sk, a) <= 0,
  'sk > :a': (sk, a) => byBytes(sk, a) > 0,
  'sk >= :a': (sk, a) => byBytes(sk, a) >= 0,
  'begins_with(sk, :a)': (sk, a) => sk.startsWith(a),
  'sk BETWEEN :a AND :b': (sk, a, b) => byBytes(sk, a) >= 0 && byBytes(sk, b) <= 0,
};

type Service = ReturnType<typeof dynamoDbWithTable>;

/** Reads all pages of a query, a page of `Limit` at a time. */
async function allPages(service: Service, query: Readonly<Record<string, unknown>>): Promise<Item[]> {
  const found: Item[] = [];
  let ExclusiveStartKey: unknown;
  do {
    const page = await service.on('Query', { ...query, ...(ExclusiveStartKey !== undefined && { ExclusiveStartKey }) });
    found.push(...(page['Items'] as Item[]));
    ExclusiveStartKey = page['LastEvaluatedKey'];
  } while (ExclusiveStartKey !== undefined);
  return found;
}

describe('Query', () => {
  it('gives what meets the key condition, in order, in pages of any size', async () => {
    const input = fc.record({
      keys: fc.uniqueArray(sortKey, { maxLength: 25 }),
      bounds: fc.tuple(sortKey, sortKey),
      condition: fc.constantFrom(...Object.keys(conditions)),
      forward: fc.boolean(),
      limit: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(input, async ({ keys, bounds, condition, forward, limit }) => {
        const service = dynamoDbWithTable();
        const [a = '', b = ''] = bounds.toSorted(byBytes);
        for (const sk of keys) await service.put(key('p', sk));
        for (const sk of keys) await service.put(key('another', sk));
        const found = await allPages(service, {
          KeyConditionExpression: `pk = :p AND ${condition}`,
          ExpressionAttributeValues: {
            ':p': { S: 'p' },
            ':a': { S: a },
            ...(condition.includes(':b') && { ':b': { S: b } }),
          },
          ScanIndexForward: forward,
          ...(limit && { Limit: limit }),
        });
        const expected = keys.filter((sk) => conditions[condition]?.(sk, a, b)).sort(byBytes);
        expect(found).toEqual((forward ? expected : expected.reverse()).map((sk) => key('p', sk)));
      }),
    );
  });

  it('gives every item of an index once, however many share its keys', async () => {
    const service = dynamoDbWithTable();
    const names = Array.from({ length: 300 }, (_, n) => `p${n}`);
    for (const pk of names) await service.put({ ...key(pk), email: { S: 'one@example.com' } });
    for (const forward of [true, false]) {
      const found = await allPages(service, {
        IndexName: 'by-email',
        KeyConditionExpression: 'email = :e',
        ExpressionAttributeValues: { ':e': { S: 'one@example.com' } },
        ScanIndexForward: forward,
        Limit: 7,
      });
      expect(found.map((item) => item['pk']?.S).sort()).toEqual(names.toSorted());
    }
  });

  it('leaves out of a sparse index what lacks its keys, and projects what it holds', async () => {
    const { put, on } = dynamoDbWithTable();
    const extra = { name: { S: 'Ann' }, phone: { S: '1' } };
    await put({ ...key('a'), ...extra, email: { S: 'a@example.com' } });
    await put({ ...key('b'), ...extra });
    await put({ ...key('c'), lane: { S: '1' } });
    expect(await on('Scan', { IndexName: 'by-email' })).toMatchObject({
      Items: [{ ...key('a'), email: { S: 'a@example.com' }, name: { S: 'Ann' } }],
      Count: 1,
    });
    const scan = await on('Scan', { IndexName: 'by-email' });
    expect((scan['Items'] as Item[])[0]).not.toHaveProperty('phone');
    expect(await on('Scan', { IndexName: 'due' })).toMatchObject({ Items: [], Count: 0 });
  });

  it('counts, filters and projects', async () => {
    const { put, on } = dynamoDbWithTable();
    for (const n of [1, 2, 3, 4])
      await put({ ...key('p', `${n}`), n: { N: `${n}` }, m: { M: { x: { N: `${n}` }, y: { N: '0' } } } });
    const query = {
      KeyConditionExpression: 'pk = :p',
      FilterExpression: 'm.x > :two',
      ExpressionAttributeValues: { ':p': { S: 'p' }, ':two': { N: '2' } },
    };
    expect(await on('Query', { ...query, Select: 'COUNT' })).toEqual({ Count: 2, ScannedCount: 4 });
    expect(await on('Query', { ...query, ProjectionExpression: 'm.x, n' })).toEqual({
      Items: [3, 4].map((n) => ({ n: { N: `${n}` }, m: { M: { x: { N: `${n}` } } } })),
      Count: 2,
      ScannedCount: 4,
    });
    expect(await on('Query', { ...query, Limit: 3 })).toMatchObject({
      Count: 1,
      ScannedCount: 3,
      LastEvaluatedKey: key('p', '3'),
    });
  });

  it('stops a page at one megabyte', async () => {
    const service = dynamoDbWithTable();
    for (let n = 0; n < 10; n += 1) await service.put({ ...key('p', `${n}`), big: { S: 'x'.repeat(200_000) } });
    const query = { KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': { S: 'p' } } };
    const page = await service.on('Query', query);
    expect(page['Count']).toBeLessThan(7);
    expect(await allPages(service, query)).toHaveLength(10);
  });

  it('orders numbers by value', async () => {
    const numbers = fc.uniqueArray(fc.oneof(fc.integer(), fc.double({ noNaN: true, min: -1e20, max: 1e20 })), {
      selector: String,
      maxLength: 15,
    });
    await fc.assert(
      fc.asyncProperty(numbers, async (values) => {
        const service = dynamoDbWithTable({
          AttributeDefinitions: [
            { AttributeName: 'pk', AttributeType: 'S' },
            { AttributeName: 'sk', AttributeType: 'N' },
          ],
          GlobalSecondaryIndexes: [],
        });
        const usable = values.filter((value) => Object.is(value, 0) || Math.abs(value) > 1e-100);
        for (const value of usable) await service.put({ pk: { S: 'p' }, sk: { N: String(value) } });
        const found = await allPages(service, {
          KeyConditionExpression: 'pk = :p',
          ExpressionAttributeValues: { ':p': { S: 'p' } },
        });
        expect(found.map((item) => Number(item['sk']?.N))).toEqual(usable.toSorted((a, b) => a - b));
      }),
      { numRuns: 50 },
    );
  });
});

describe('batches', () => {
  it('reads keys of several tables in their order, with projection', async () => {
    const { put, call } = dynamoDbWithTable();
    await put({ ...key('a'), n: { N: '1' } });
    await put({ ...key('b'), n: { N: '2' } });
    const RequestItems = { app: { Keys: [key('b'), key('z'), key('a')], ProjectionExpression: 'n' } };
    expect(await call('BatchGetItem', { RequestItems })).toEqual({
      Responses: { app: [{ n: { N: '2' } }, { n: { N: '1' } }] },
      UnprocessedKeys: {},
    });
  });

  it('reads a hundred keys and no key twice', async () => {
    const { call } = dynamoDbWithTable();
    const read = (Keys: readonly Item[]) => call('BatchGetItem', { RequestItems: { app: { Keys } } });
    const keys = Array.from({ length: 101 }, (_, n) => key(`${n}`));
    expect(await read(keys.slice(1))).toMatchObject({ Responses: { app: [] }, UnprocessedKeys: {} });
    await expect(read(keys)).rejects.toMatchObject({ code: 'ValidationException' });
    await expect(read([key('a'), key('a')])).rejects.toMatchObject({
      code: 'ValidationException',
      message: 'Provided list of item keys contains duplicates',
    });
  });

  it('leaves unprocessed, and does not count, what is beyond 16 MB', async () => {
    const { put, call } = dynamoDbWithTable();
    const keys = Array.from({ length: 45 }, (_, n) => key(`${n}`));
    for (const each of keys) await put({ ...each, big: { S: 'x'.repeat(400_000) } });
    const asked = { Keys: keys, ConsistentRead: true, ProjectionExpression: 'pk' };
    const read = { RequestItems: { app: asked }, ReturnConsumedCapacity: 'TOTAL' };
    expect(await call('BatchGetItem', read)).toEqual({
      Responses: { app: keys.slice(0, 41).map(({ pk }) => ({ pk })) },
      UnprocessedKeys: { app: { ...asked, Keys: keys.slice(41) } },
      ConsumedCapacity: [{ TableName: 'app', CapacityUnits: 41 * 98 }],
    });
  });

  it('writes and deletes', async () => {
    const { put, call, items } = dynamoDbWithTable();
    await put(key('a'));
    const RequestItems = { app: [{ DeleteRequest: { Key: key('a') } }, { PutRequest: { Item: key('b') } }] };
    expect(await call('BatchWriteItem', { RequestItems })).toEqual({ UnprocessedItems: {} });
    expect(await items()).toEqual([key('b')]);
  });
});
