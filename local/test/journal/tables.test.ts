import { describe, expect, test } from 'vitest';
import { createDynamoDb } from '../../dynamodb/dynamodb.ts';
import type { StreamRecord } from '../../dynamodb/stream.ts';
import { ask, createLives, loadInto } from './lives.ts';

const key = (name: string, type = 'HASH') => ({ AttributeName: name, KeyType: type });
const table = {
  TableName: 'things',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: ['pk', 'by'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  KeySchema: [key('pk')],
  GlobalSecondaryIndexes: [{ IndexName: 'byWhom', KeySchema: [key('by')], Projection: { ProjectionType: 'ALL' } }],
  StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
  TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
};
const streamArn = 'arn:aws:dynamodb:us-east-1:000000000000:table/things/stream/2026-01-01T00:00:00.000';

describe('DynamoDB', () => {
  function databases(properties: () => object = () => table) {
    return createLives(async (life) => {
      const dynamoDb = createDynamoDb(life);
      await loadInto(dynamoDb.kinds, 'AWS::DynamoDB::Table', { name: 'Things', properties: { ...properties() } });
      const records: StreamRecord[] = [];
      dynamoDb.subscribe(streamArn, (some) => records.push(...some));
      const call = (action: string, input: object) => ask(life, 'dynamodb', action)({ TableName: 'things', ...input });
      return {
        records,
        call,
        put: (pk: string, more: object = {}) => call('PutItem', { Item: { pk: { S: pk }, ...more } }),
        keys: async () => ((await call('Scan', {}))['Items'] as { pk: { S: string } }[]).map(({ pk }) => pk.S).sort(),
      };
    });
  }

  test('items and indexes are as they were, and no record tells of it', async () => {
    const lives = databases();
    const first = await lives.next();
    const odd = { L: [{ M: { a: { N: '1.5' } } }, { NULL: true }, { B: 'AAEC' }, { SS: ['x', 'ü'] }] };
    await first.put('a', { by: { S: 'me' }, odd });
    await first.put('b', { by: { S: 'me' } });
    await first.put('c');
    await first.call('DeleteItem', { Key: { pk: { S: 'b' } } });
    await first.call('UpdateItem', {
      ...{ Key: { pk: { S: 'c' } }, UpdateExpression: 'SET #by = :by' },
      ...{ ExpressionAttributeNames: { '#by': 'by' }, ExpressionAttributeValues: { ':by': { S: 'you' } } },
    });
    const second = await lives.next();
    expect(await second.keys()).toEqual(['a', 'c']);
    expect(await second.call('GetItem', { Key: { pk: { S: 'a' } } })).toEqual({
      Item: { pk: { S: 'a' }, by: { S: 'me' }, odd },
    });
    const query = {
      IndexName: 'byWhom',
      KeyConditionExpression: '#by = :by',
      ExpressionAttributeNames: { '#by': 'by' },
    };
    const found = await second.call('Query', { ...query, ExpressionAttributeValues: { ':by': { S: 'you' } } });
    expect(found).toMatchObject({ Count: 1, Items: [{ pk: { S: 'c' } }] });
    expect(second.records).toEqual([]);
    expect(await second.call('DescribeTable', {})).toEqual(await first.call('DescribeTable', {}));
  });

  test('sequence numbers go on, so that no two records have one id', async () => {
    const lives = databases();
    const first = await lives.next();
    await first.put('a');
    const second = await lives.next();
    await second.put('b');
    const [one, other] = [first.records[0], second.records[0]];
    expect(Number(other?.dynamodb.SequenceNumber.slice(-6))).toBe(Number(one?.dynamodb.SequenceNumber.slice(-6)) + 1);
    expect(other?.eventID).not.toBe(one?.eventID);
  });

  test('what expires expires at its instant, also when that has come', async () => {
    const lives = databases();
    const first = await lives.next();
    const seconds = (from: number) => ({ ttl: { N: String(first.scheduler.now() / 1000 + from) } });
    await first.put('soon', seconds(60));
    await first.put('later', seconds(120));
    const second = await lives.next();
    await second.scheduler.moveTo(second.scheduler.now() + 60_000);
    expect(await second.keys()).toEqual(['later']);
    expect(second.records.at(-1)).toMatchObject({ eventName: 'REMOVE', userIdentity: { type: 'Service' } });
    const third = await lives.next();
    await third.scheduler.moveTo(third.scheduler.now() + 60_000);
    expect(await third.keys()).toEqual([]);
  });

  test('a transaction whose answer got lost is not carried out twice, for ten minutes', async () => {
    const lives = databases();
    const Update = {
      ...{ TableName: 'things', Key: { pk: { S: 'n' } }, UpdateExpression: 'ADD n :one' },
      ExpressionAttributeValues: { ':one': { N: '1' } },
    };
    const transact = { ClientRequestToken: 'token', TransactItems: [{ Update }] };
    const first = await lives.next();
    await ask(first, 'dynamodb', 'TransactWriteItems')(transact);
    const second = await lives.next();
    await ask(second, 'dynamodb', 'TransactWriteItems')(transact);
    const read = () => second.call('GetItem', { Key: { pk: { S: 'n' } } });
    expect(await read()).toMatchObject({ Item: { n: { N: '1' } } });
    await second.scheduler.moveTo(second.scheduler.now() + 600_000);
    await ask(second, 'dynamodb', 'TransactWriteItems')(transact);
    expect(await read()).toMatchObject({ Item: { n: { N: '2' } } });
  });

  test('a table with another key is another table: the items of the old one are dropped by name', async () => {
    let properties: object = table;
    const lives = databases(() => properties);
    await (await lives.next()).put('a');
    properties = {
      ...table,
      AttributeDefinitions: [...table.AttributeDefinitions, { AttributeName: 'sk', AttributeType: 'N' }],
      KeySchema: [key('pk'), key('sk', 'RANGE')],
    };
    const second = await lives.next();
    expect(await second.keys()).toEqual([]);
    expect(second.journal.dropUnclaimed()).toEqual([{ kind: 'items', owner: 'the table things (pk S)', entries: 1 }]);
  });
});
