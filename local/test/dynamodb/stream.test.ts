import { describe, expect, it } from 'vitest';
import { dynamoDbWithTable, key, start } from './dynamodb.fixture.ts';

const one = { ':v': { N: '1' } };

describe('a stream', () => {
  it('records each change once, in order, with both images', async () => {
    const { put, on, call, records, streamArn } = dynamoDbWithTable();
    await put(key('a'));
    await on('UpdateItem', { Key: key('a'), UpdateExpression: 'SET n = :v', ExpressionAttributeValues: one });
    await call('BatchWriteItem', { RequestItems: { app: [{ DeleteRequest: { Key: key('a') } }] } });
    expect(records.map(({ eventName, dynamodb }) => [eventName, dynamodb.OldImage, dynamodb.NewImage])).toEqual([
      ['INSERT', undefined, key('a')],
      ['MODIFY', key('a'), { ...key('a'), n: { N: '1' } }],
      ['REMOVE', { ...key('a'), n: { N: '1' } }, undefined],
    ]);
    expect(records[0]).toEqual({
      eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
      eventName: 'INSERT',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'us-east-1',
      dynamodb: {
        ApproximateCreationDateTime: start / 1000,
        Keys: key('a'),
        NewImage: key('a'),
        SequenceNumber: expect.stringMatching(/^\d{21,}$/),
        SizeBytes: 12,
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
    });
    const numbers = records.map(({ dynamodb }) => BigInt(dynamodb.SequenceNumber));
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => (a < b ? -1 : 1)));
    expect(new Set(records.map(({ eventID }) => eventID)).size).toBe(3);
    expect(streamArn).toMatch(/^arn:aws:dynamodb:us-east-1:000000000000:table\/app\/stream\//);
  });

  it('tells the records of a transaction in one piece', async () => {
    const { call, dynamoDb, streamArn } = dynamoDbWithTable();
    const pieces: number[] = [];
    dynamoDb.subscribe(streamArn, (records) => pieces.push(records.length));
    const puts = ['a', 'b', 'c'].map((pk) => ({ Put: { TableName: 'app', Item: key(pk) } }));
    await call('TransactWriteItems', { TransactItems: puts });
    expect(pieces).toEqual([3]);
  });

  it('has no record of a write that changes nothing', async () => {
    const { put, on, call, records } = dynamoDbWithTable();
    const item = { ...key('a'), s: { SS: ['x', 'y'] }, m: { M: { l: { L: [{ N: '1' }] } } } };
    await put(item);
    await put({ m: { M: { l: { L: [{ N: '1.0' }] } } }, s: { SS: ['y', 'x'] }, ...key('a') });
    await on('DeleteItem', { Key: key('z') });
    const check = { TableName: 'app', Key: key('a'), ConditionExpression: 'attribute_exists(pk)' };
    await call('TransactWriteItems', { TransactItems: [{ ConditionCheck: check }] });
    expect(records).toHaveLength(1);
  });

  it.each([
    ['KEYS_ONLY', undefined, undefined],
    ['NEW_IMAGE', undefined, { ...key('a'), n: { N: '1' } }],
    ['OLD_IMAGE', key('a'), undefined],
    ['NEW_AND_OLD_IMAGES', key('a'), { ...key('a'), n: { N: '1' } }],
  ])('shows %s', async (StreamViewType, OldImage, NewImage) => {
    const { put, records } = dynamoDbWithTable({ StreamSpecification: { StreamViewType } });
    await put(key('a'));
    await put({ ...key('a'), n: { N: '1' } });
    const dynamodb = records[1]?.dynamodb;
    expect([dynamodb?.Keys, dynamodb?.OldImage, dynamodb?.NewImage]).toEqual([key('a'), OldImage, NewImage]);
  });

  it('has no record of seeded items', async () => {
    const { dynamoDb, records, item } = dynamoDbWithTable();
    dynamoDb.seed('app', [key('a'), key('b')]);
    expect(await item('b')).toEqual(key('b'));
    expect(records).toEqual([]);
  });
});
