import { describe, expect, it } from 'vitest';
import { dynamoDbWithTable, key } from './dynamodb.fixture.ts';

const big = { S: 'x'.repeat(400 * 1024) };
const euro = { S: '€'.repeat(140_000) };

describe('a bad request is refused as AWS refuses it', () => {
  it.each([
    ['an unknown table', 'GetItem', { TableName: 'nope', Key: key('a') }, 'Requested resource not found'],
    ['half a key', 'GetItem', { Key: { pk: { S: 'a' } } }, 'The provided key element does not match the schema'],
    [
      'an item without its key',
      'PutItem',
      { Item: { pk: { S: 'a' } } },
      'One or more parameter values were invalid: Missing the key sk in the item',
    ],
    [
      'a key of another type',
      'PutItem',
      { Item: { pk: { N: '1' }, sk: { S: '-' } } },
      'One or more parameter values were invalid: Type mismatch for key pk expected: S actual: N',
    ],
    [
      'an empty key',
      'PutItem',
      { Item: key('') },
      'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk',
    ],
    [
      'an empty index key',
      'PutItem',
      { Item: { ...key('a'), email: { S: '' } } },
      'One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: by-email, IndexKey: email',
    ],
    [
      'an item over 400 KB',
      'PutItem',
      { Item: { ...key('a'), big } },
      'Item size has exceeded the maximum allowed size',
    ],
    [
      'an item over 400 KB in UTF-8 only',
      'PutItem',
      { Item: { ...key('a'), euro } },
      'Item size has exceeded the maximum allowed size',
    ],
    [
      'an unused value',
      'PutItem',
      { Item: key('a'), ConditionExpression: 'attribute_exists(a)', ExpressionAttributeValues: { ':v': { N: '1' } } },
      'Value provided in ExpressionAttributeValues unused in expressions: keys: {:v}',
    ],
    [
      'an unknown choice',
      'PutItem',
      { Item: key('a'), ReturnValuesOnConditionCheckFailure: 'SOME' },
      "1 validation error detected: Value 'SOME' at 'returnValuesOnConditionCheckFailure' failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, NONE]",
    ],
    [
      'a number of 39 digits',
      'PutItem',
      { Item: { ...key('a'), n: { N: '1'.repeat(39) } } },
      'Attempting to store more than 38 significant digits in a Number',
    ],
    [
      'a query without the partition key',
      'Query',
      { KeyConditionExpression: 'sk = :v', ExpressionAttributeValues: { ':v': { S: '1' } } },
      'Query condition missed key schema element: pk',
    ],
    [
      'a filter on the key',
      'Query',
      {
        KeyConditionExpression: 'pk = :v',
        FilterExpression: 'sk = :v',
        ExpressionAttributeValues: { ':v': { S: '1' } },
      },
      'Filter Expression can only contain non-primary key attributes: Primary key attribute: sk',
    ],
    [
      'an unknown index',
      'Query',
      { IndexName: 'nope', KeyConditionExpression: 'pk = :v', ExpressionAttributeValues: { ':v': { S: '1' } } },
      'The table does not have the specified index: nope',
    ],
    [
      'a consistent read of an index',
      'Scan',
      { IndexName: 'due', ConsistentRead: true },
      'Consistent reads are not supported on global secondary indexes',
    ],
    [
      'the same key twice in a batch',
      'BatchWriteItem',
      { RequestItems: { app: [{ PutRequest: { Item: key('a') } }, { DeleteRequest: { Key: key('a') } }] } },
      'Provided list of item keys contains duplicates',
    ],
    [
      'a legacy parameter',
      'PutItem',
      { Item: key('a'), Expected: {} },
      'The legacy parameter Expected is not emulated',
    ],
  ])('%s', async (_what, action, input, message) => {
    const { on, items } = dynamoDbWithTable();
    await expect(on(action, input)).rejects.toMatchObject({ message });
    expect(await items()).toEqual([]);
  });

  it('answers for actions that are not emulated', async () => {
    const { call } = dynamoDbWithTable();
    await expect(call('CreateTable')).rejects.toMatchObject({ code: 'UnsupportedOnThisMachine', status: 501 });
  });

  it('leaves the input as it was', async () => {
    const { on } = dynamoDbWithTable();
    const input = Object.freeze({ Item: Object.freeze(key('a')), ReturnValuesOnConditionCheckFailure: 'NONE' });
    await on('PutItem', input);
    expect(input).toEqual({ Item: key('a'), ReturnValuesOnConditionCheckFailure: 'NONE' });
  });
});

describe('what a request costs', () => {
  const kilobyte = { S: 'x'.repeat(1000) };

  it.each([
    ['a small put', 'PutItem', { Item: key('new') }, { CapacityUnits: 1, Table: { CapacityUnits: 1 } }],
    [
      'a put of 2 KB with an index of keys',
      'PutItem',
      { Item: { ...key('new'), a: kilobyte, b: kilobyte, lane: { S: '1' }, dueAt: { S: '1' } } },
      { CapacityUnits: 3, Table: { CapacityUnits: 2 }, GlobalSecondaryIndexes: { due: { CapacityUnits: 1 } } },
    ],
    [
      'an index key that moves: delete and insert',
      'UpdateItem',
      {
        Key: key('old'),
        UpdateExpression: 'SET dueAt = :v',
        ExpressionAttributeValues: { ':v': { S: '2' } },
      },
      { CapacityUnits: 6, Table: { CapacityUnits: 4 }, GlobalSecondaryIndexes: { due: { CapacityUnits: 2 } } },
    ],
    [
      'a deletion costs what it removes',
      'DeleteItem',
      { Key: key('old') },
      { CapacityUnits: 5, Table: { CapacityUnits: 4 }, GlobalSecondaryIndexes: { due: { CapacityUnits: 1 } } },
    ],
    ['a read of 4 KB', 'GetItem', { Key: key('old') }, { CapacityUnits: 0.5, Table: { CapacityUnits: 0.5 } }],
    [
      'a consistent read',
      'GetItem',
      { Key: key('old'), ConsistentRead: true },
      { CapacityUnits: 1, Table: { CapacityUnits: 1 } },
    ],
    [
      'a query of an index of keys',
      'Query',
      {
        IndexName: 'due',
        KeyConditionExpression: 'lane = :v',
        ExpressionAttributeValues: { ':v': { S: '1' } },
      },
      { CapacityUnits: 0.5, GlobalSecondaryIndexes: { due: { CapacityUnits: 0.5 } } },
    ],
  ])('%s', async (_what, action, input, units) => {
    const { put, on } = dynamoDbWithTable();
    const three = { a: kilobyte, b: kilobyte, c: kilobyte };
    await put({ ...key('old'), ...three, d: { S: 'x'.repeat(900) }, lane: { S: '1' }, dueAt: { S: '1' } });
    const answer = await on(action, { ...input, ReturnConsumedCapacity: 'INDEXES' });
    expect(answer['ConsumedCapacity']).toMatchObject({ TableName: 'app', ...units });
  });

  it('is twice as much in a transaction', async () => {
    const { call } = dynamoDbWithTable();
    const written = await call('TransactWriteItems', {
      TransactItems: [{ Put: { TableName: 'app', Item: key('a') } }, { Put: { TableName: 'app', Item: key('b') } }],
      ReturnConsumedCapacity: 'TOTAL',
    });
    expect(written).toEqual({ ConsumedCapacity: [{ TableName: 'app', CapacityUnits: 4 }] });
    const read = await call('TransactGetItems', {
      TransactItems: [{ Get: { TableName: 'app', Key: key('a') } }],
      ReturnConsumedCapacity: 'TOTAL',
    });
    expect(read).toMatchObject({ ConsumedCapacity: [{ TableName: 'app', CapacityUnits: 2 }] });
  });
});
