import { DynamoDBDocumentClient, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { openTable } from '../../functions/platform/table.port.ts';
import type { Write } from '../../functions/platform/table.ts';

vi.hoisted(() => {
  process.env['TABLE_NAME'] = 'the-table';
});
const client = mockClient(DynamoDBDocumentClient);
beforeEach(() => client.reset());
const table = openTable();

const writes: readonly Write[] = [
  { kind: 'create', item: { PK: 'a', SK: '1', form: 1 } },
  { kind: 'replace', item: { PK: 'a', SK: '2', form: 1, version: 8 }, from: 7 },
  { kind: 'put', item: { PK: 'a', SK: '3', form: 1 } },
];

function cancelled(...codes: readonly (string | undefined)[]): Error {
  const reasons = codes.map((Code) => (Code === undefined ? {} : { Code }));
  return Object.assign(new Error('cancelled'), { name: 'TransactionCanceledException', CancellationReasons: reasons });
}

describe('a commit', () => {
  test('is one transaction, each write with what must be true for it', async () => {
    client.on(TransactWriteCommand).resolves({});
    expect(await table.commit(writes)).toBe('committed');
    expect(client.commandCalls(TransactWriteCommand).map(({ args: [{ input }] }) => input)).toEqual([
      {
        TransactItems: [
          {
            Put: {
              TableName: 'the-table',
              Item: { PK: 'a', SK: '1', form: 1 },
              ConditionExpression: 'attribute_not_exists(PK)',
            },
          },
          {
            Put: {
              TableName: 'the-table',
              Item: { PK: 'a', SK: '2', form: 1, version: 8 },
              ConditionExpression: 'version = :from',
              ExpressionAttributeValues: { ':from': 7 },
            },
          },
          { Put: { TableName: 'the-table', Item: { PK: 'a', SK: '3', form: 1 } } },
        ],
      },
    ]);
  });

  test.each([
    ['a condition that does not hold', cancelled('None', 'ConditionalCheckFailed')],
    ['another transaction', cancelled('TransactionConflict', 'None', undefined)],
  ])('that %s cancelled is a conflict', async (_what, error) => {
    client.on(TransactWriteCommand).rejects(error);
    expect(await table.commit(writes)).toBe('conflict');
  });

  test.each([
    ['an item that is not valid', cancelled('None', 'ValidationError')],
    ['a table that throttles', cancelled('ThrottlingError', 'ConditionalCheckFailed')],
    ['something else', new Error('no way through')],
  ])('that %s stopped is no conflict: deciding again would not help', async (_what, error) => {
    client.on(TransactWriteCommand).rejects(error);
    await expect(table.commit(writes)).rejects.toThrow(error.message);
  });
});

test('a query reads on until the last page', async () => {
  const at = { PK: 'a', SK: '1', form: 1 };
  client
    .on(QueryCommand)
    .resolvesOnce({ Items: [at], LastEvaluatedKey: at })
    .resolvesOnce({ Items: [], LastEvaluatedKey: at })
    .resolvesOnce({ Items: [{ PK: 'a', SK: '2' }] });
  expect(await table.query('a', '')).toEqual([at, { PK: 'a', SK: '2' }]);
  const starts = client.commandCalls(QueryCommand).map(({ args: [{ input }] }) => input.ExclusiveStartKey);
  expect(starts).toEqual([undefined, at, at]);
});
