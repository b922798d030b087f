import { DynamoDBDocumentClient, PutCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Rejected } from '../../functions/platform/failure.ts';
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

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name, $metadata: {} });
}

function cancelled(...codes: readonly (string | undefined)[]): Error {
  const reasons = codes.map((Code) => (Code === undefined ? {} : { Code }));
  return Object.assign(new Error('cancelled'), { name: 'TransactionCanceledException', CancellationReasons: reasons });
}

describe('a commit of one item that may be decided again', () => {
  const repeatable = { repeatable: true };

  test.each(writes)('is a put of it, which costs half of a transaction: $kind', async (write) => {
    client.on(PutCommand).resolves({});
    expect(await table.commit([write], repeatable)).toBe('committed');
    expect(client.commandCalls(TransactWriteCommand)).toEqual([]);
    const [put] = client.commandCalls(PutCommand).map(({ args: [{ input }] }) => input);
    const condition = { create: 'attribute_not_exists(PK)', replace: 'version = :from', put: undefined }[write.kind];
    expect([put?.TableName, put?.Item, put?.ConditionExpression]).toEqual(['the-table', write.item, condition]);
  });

  test.each(['ConditionalCheckFailedException', 'TransactionConflictException'])(
    'that %s refuses is a conflict',
    async (name) => {
      client.on(PutCommand).rejects(named(name, 'It does not hold.'));
      expect(await table.commit(writes.slice(0, 1), repeatable)).toBe('conflict');
    },
  );

  test('that is at fault itself is rejected, and what time mends is thrown as it is', async () => {
    client.on(PutCommand).rejects(named('ValidationException', 'Item size has exceeded the maximum allowed size'));
    await expect(table.commit(writes.slice(0, 1), repeatable)).rejects.toThrow(Rejected);
    client.on(PutCommand).rejects(named('ThrottlingException', 'Too fast.'));
    await expect(table.commit(writes.slice(0, 1), repeatable)).rejects.toThrow('Too fast.');
  });
});

describe('a commit', () => {
  test('of one item is a transaction, too: its token tells the SDK its own write from another’s', async () => {
    client.on(TransactWriteCommand).resolves({});
    for (const write of writes) expect(await table.commit([write])).toBe('committed');
    expect(await table.commit(writes, { repeatable: true })).toBe('committed');
    expect(client.commandCalls(PutCommand)).toEqual([]);
  });

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
    ['an item that is not valid', cancelled('ConditionalCheckFailed', 'ValidationError'), /not of its form/],
    [
      'an item that is too large',
      named('ValidationException', 'Item size has exceeded the maximum allowed size'),
      /too large/,
    ],
    [
      'a key that is too long',
      named('ValidationException', 'Size of rangekey has exceeded 1024 bytes: secret'),
      /key is too long/,
    ],
    ['a number out of range', named('ValidationException', 'Number overflow. secret'), /number is out of range/],
    ['a text that is none', named('SerializationException', 'secret'), /not of its form/],
    [
      'what cannot be marshalled',
      new Error('Number 1 secret is greater than Number.MAX_SAFE_INTEGER.'),
      /number is out of range/,
    ],
    ['what cannot be marshalled at all', new TypeError('secret is not iterable'), /not of its form/],
  ])(
    'that %s stopped is rejected, whatever comes after, without a word of the content',
    async (_what, error, message) => {
      client.on(TransactWriteCommand).rejects(error);
      const rejection = await table.commit(writes).catch((thrown: unknown) => thrown);
      expect(rejection).toBeInstanceOf(Rejected);
      expect((rejection as Error).message).toMatch(message);
      expect((rejection as Error).message).not.toContain('secret');
    },
  );

  test.each([
    ['a table that throttles', cancelled('ThrottlingError', 'ConditionalCheckFailed')],
    ['a call that did not get through', Object.assign(new Error('no way through'), { $metadata: {} })],
    ['what may not be done', named('AccessDeniedException', 'no')],
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
