import { expect, test } from 'vitest';
import { dynamoDbWithTable, key } from './dynamodb.fixture.ts';

const Key = key('a');

test('an expression that was used before means the values of the present request', async () => {
  const { on } = dynamoDbWithTable();
  const update = (n: string) =>
    on('UpdateItem', {
      Key,
      UpdateExpression: 'SET #n = :n, #kept = if_not_exists(#kept, :n)',
      ExpressionAttributeNames: { '#n': 'n', '#kept': 'kept' },
      ExpressionAttributeValues: { ':n': { N: n } },
      ReturnValues: 'ALL_NEW',
    });
  await update('1');
  expect(await update('2')).toMatchObject({ Attributes: { n: { N: '2' }, kept: { N: '1' } } });
  const where = (value: unknown) =>
    on('Query', {
      KeyConditionExpression: ':pk = pk',
      FilterExpression: '#n = :value',
      ExpressionAttributeNames: { '#n': 'n' },
      ExpressionAttributeValues: { ':pk': Key['pk'], ':value': value },
    });
  for (const [n, Count] of [
    ['1', 0],
    ['2', 1],
    ['1', 0],
  ] as const)
    expect(await where({ N: n })).toMatchObject({ Count });
  expect(await where({ S: '2' })).toMatchObject({ Count: 0 });
});

test('a name counts as used in the request that uses it, whatever an earlier one left unused', async () => {
  const { on } = dynamoDbWithTable();
  const update = (UpdateExpression: string, names: Record<string, string>) =>
    on('UpdateItem', {
      Key,
      UpdateExpression,
      ConditionExpression: 'attribute_not_exists(#a)',
      ExpressionAttributeNames: { '#a': 'a', ...names },
      ExpressionAttributeValues: { ':v': { S: 'v' } },
    });
  await update('REMOVE #a SET b = :v', {});
  await update('SET b = :v', {});
  await expect(update('SET b = :v', { '#c': 'c' })).rejects.toThrow('unused in expressions: keys: {#c}');
  await expect(update('SET b = :v', { '#c': 'c' })).rejects.toThrow('unused in expressions: keys: {#c}');
});

test('what is wrong by its values is wrong each time, and only then', async () => {
  const { on } = dynamoDbWithTable();
  const between = (low: string, high: string) =>
    on('Scan', {
      FilterExpression: 'n BETWEEN :low AND :high',
      ExpressionAttributeValues: { ':low': { N: low }, ':high': { N: high } },
    });
  for (let round = 0; round < 2; round += 1) {
    expect(await between('1', '2')).toMatchObject({ Count: 0 });
    await expect(between('2', '1')).rejects.toThrow('requires upper bound to be greater than or equal to lower bound');
    await expect(
      on('Scan', { FilterExpression: 'n = :none', ExpressionAttributeValues: { ':v': { N: '1' } } }),
    ).rejects.toThrow('An expression attribute value used in expression is not defined; attribute value: :none');
    await expect(on('Scan', { FilterExpression: 'n = ' })).rejects.toThrow('Syntax error');
  }
});
