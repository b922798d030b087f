import { describe, expect, it } from 'vitest';
import { dynamoDbWithTable, key } from './dynamodb.fixture.ts';

const TableName = 'app';
const absent = { ConditionExpression: 'attribute_not_exists(pk)' };
const put = (pk: string, more: object = {}) => ({ Put: { TableName, Item: key(pk), ...more } });

describe('TransactWriteItems', () => {
  it('carries out puts, updates, deletions and checks together', async () => {
    const { call, put: putItem, items } = dynamoDbWithTable();
    await putItem({ ...key('b'), n: { N: '1' } });
    await putItem(key('c'));
    await putItem(key('d'));
    const answer = await call('TransactWriteItems', {
      TransactItems: [
        put('a', absent),
        {
          Update: {
            TableName,
            Key: key('b'),
            UpdateExpression: 'SET n = n + :one',
            ConditionExpression: 'n = :one',
            ExpressionAttributeValues: { ':one': { N: '1' } },
          },
        },
        { Delete: { TableName, Key: key('c') } },
        { ConditionCheck: { TableName, Key: key('d'), ConditionExpression: 'attribute_exists(pk)' } },
      ],
    });
    expect(answer).toEqual({});
    const found = await items();
    expect(found).toHaveLength(3);
    expect(found).toEqual(expect.arrayContaining([key('a'), { ...key('b'), n: { N: '2' } }, key('d')]));
  });

  it('changes nothing when one item stands against it, and says per item why', async () => {
    const { call, put: putItem, items, records } = dynamoDbWithTable();
    await putItem({ ...key('b'), n: { N: '1' } });
    const cancelled = call('TransactWriteItems', {
      TransactItems: [
        put('a'),
        put('b', { ...absent, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
        put('c', { ConditionExpression: 'attribute_exists(pk)', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
        {
          Update: {
            TableName,
            Key: key('d'),
            UpdateExpression: 'SET a.b = :v',
            ExpressionAttributeValues: { ':v': { N: '1' } },
          },
        },
        { Delete: { TableName, Key: { pk: { S: 'x' } } } },
      ],
    });
    await expect(cancelled).rejects.toMatchObject({
      code: 'TransactionCanceledException',
      message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, ConditionalCheckFailed, ValidationError, ValidationError]',
      details: {
        CancellationReasons: [
          { Code: 'None' },
          {
            Code: 'ConditionalCheckFailed',
            Message: 'The conditional request failed',
            Item: { ...key('b'), n: { N: '1' } },
          },
          { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
          {
            Code: 'ValidationError',
            Message: 'The document path provided in the update expression is invalid for update',
          },
          { Code: 'ValidationError', Message: 'The provided key element does not match the schema' },
        ],
      },
    });
    expect(await items()).toHaveLength(1);
    expect(records).toHaveLength(1);
  });

  it.each([
    ['one item twice', [put('a'), { Delete: { TableName, Key: key('a') } }], /multiple operations on one item/],
    ['more than a hundred items', Array.from({ length: 101 }, (_, n) => put(`${n}`)), /less than or equal to 100/],
    ['no items', [], /greater than or equal to 1/],
    ['an item with two operations', [{ ...put('a'), Delete: { TableName, Key: key('b') } }], /can only contain one of/],
    [
      'a check without condition',
      [{ ConditionCheck: { TableName, Key: key('a') } }],
      /conditionExpression.*must not be null/,
    ],
    [
      'more than 4 MB',
      Array.from({ length: 11 }, (_, n) => ({
        Put: { TableName, Item: { ...key(`${n}`), big: { S: 'x'.repeat(390_000) } } },
      })).concat(),
      undefined,
    ],
  ])('refuses %s', async (_what, TransactItems, message) => {
    const { call, items } = dynamoDbWithTable();
    const request = call('TransactWriteItems', { TransactItems });
    await expect(request).rejects.toMatchObject({
      code: 'ValidationException',
      message: expect.stringMatching(message ?? /4 MB/),
    });
    expect(await items()).toEqual([]);
  });

  it('takes a hundred items', async () => {
    const { call, items } = dynamoDbWithTable();
    await call('TransactWriteItems', { TransactItems: Array.from({ length: 100 }, (_, n) => put(`${n}`)) });
    expect(await items()).toHaveLength(100);
  });

  it('is carried out once per token in ten minutes', async () => {
    const { call, on, item, scheduler } = dynamoDbWithTable();
    const count = { Key: key('a'), UpdateExpression: 'ADD n :one', ExpressionAttributeValues: { ':one': { N: '1' } } };
    const request = { ClientRequestToken: 'token-1', TransactItems: [{ Update: { TableName, ...count } }] };
    await call('TransactWriteItems', request);
    await call('TransactWriteItems', request);
    expect(await item('a')).toMatchObject({ n: { N: '1' } });
    await expect(call('TransactWriteItems', { ...request, TransactItems: [put('b')] })).rejects.toMatchObject({
      code: 'IdempotentParameterMismatchException',
    });
    await scheduler.moveTo(scheduler.now() + 600_000);
    await call('TransactWriteItems', request);
    expect(await item('a')).toMatchObject({ n: { N: '2' } });
    await on('DeleteItem', { Key: key('a') });
  });

  it('does not remember the token of a transaction that was cancelled', async () => {
    const { call, on, items } = dynamoDbWithTable();
    const request = { ClientRequestToken: 'token-1', TransactItems: [put('a', absent)] };
    await on('PutItem', { Item: key('a') });
    await expect(call('TransactWriteItems', request)).rejects.toMatchObject({ code: 'TransactionCanceledException' });
    await on('DeleteItem', { Key: key('a') });
    await call('TransactWriteItems', request);
    expect(await items()).toEqual([key('a')]);
  });
});

describe('TransactGetItems', () => {
  it('reads in order, with nothing for what is not there', async () => {
    const { call, put: putItem } = dynamoDbWithTable();
    await putItem({ ...key('a'), n: { N: '1' }, m: { N: '2' } });
    const answer = await call('TransactGetItems', {
      TransactItems: [
        { Get: { TableName, Key: key('z') } },
        { Get: { TableName, Key: key('a'), ProjectionExpression: 'n' } },
      ],
    });
    expect(answer).toEqual({ Responses: [{}, { Item: { n: { N: '1' } } }] });
  });

  it('says per item which key does not fit', async () => {
    const { call } = dynamoDbWithTable();
    const bad = { Get: { TableName, Key: { pk: { S: 'a' } } } };
    await expect(
      call('TransactGetItems', { TransactItems: [{ Get: { TableName, Key: key('a') } }, bad] }),
    ).rejects.toMatchObject({
      code: 'TransactionCanceledException',
      details: { CancellationReasons: [{ Code: 'None' }, { Code: 'ValidationError' }] },
    });
  });
});
