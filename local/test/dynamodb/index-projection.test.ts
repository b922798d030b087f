import { expect, test } from 'vitest';
import { dynamoDbWithTable, key } from './dynamodb.fixture.ts';

const ann = { ...key('a'), email: { S: 'a@example.com' }, name: { S: 'Ann' }, phone: { S: '1' }, lane: { S: '1' } };

const queryByEmail = {
  IndexName: 'by-email',
  KeyConditionExpression: 'email = :e',
  ExpressionAttributeValues: { ':e': ann.email },
};

async function withAnn() {
  const service = dynamoDbWithTable();
  await service.put({ ...ann, dueAt: { S: '2026-03-02' } });
  return service;
}

const invalid = 'One or more parameter values were invalid: ';

test.each([
  ['Query', { ...queryByEmail, ProjectionExpression: 'email, phone, #m.x' }, 'by-email does not project [phone, m]'],
  [
    'Scan',
    { IndexName: 'by-email', ProjectionExpression: 'phone, #m.x, #m.y' },
    'by-email does not project [phone, m]',
  ],
  ['Scan', { IndexName: 'due', ProjectionExpression: 'pk, #m' }, 'due does not project [m]'],
])('%s of an index is refused what the index does not hold', async (action, input, words) => {
  const { on } = await withAnn();
  await expect(on(action, { ...input, ExpressionAttributeNames: { '#m': 'm' } })).rejects.toMatchObject({
    code: 'ValidationException',
    message: `${invalid}Global secondary index ${words}`,
  });
});

test('a Query may not filter an index by what it does not hold; in a Scan that is absent', async () => {
  const { on } = await withAnn();
  const values = { ':e': ann.email, ':one': { S: '1' } };
  const filter = { FilterExpression: 'phone = :one OR attribute_exists(lane)' };
  await expect(on('Query', { ...queryByEmail, ...filter, ExpressionAttributeValues: values })).rejects.toMatchObject({
    code: 'ValidationException',
    message: `${invalid}Secondary index by-email does not project one or more filter attributes: [lane, phone]`,
  });
  const scan = { IndexName: 'by-email', ...filter, ExpressionAttributeValues: { ':one': values[':one'] } };
  expect(await on('Scan', scan)).toEqual({ Items: [], Count: 0, ScannedCount: 1 });
});

test('all attributes of an index that holds some of them are refused', async () => {
  const { on } = await withAnn();
  const refused = { code: 'ValidationException', message: expect.stringContaining('Select type ALL_ATTRIBUTES') };
  await expect(on('Query', { ...queryByEmail, Select: 'ALL_ATTRIBUTES' })).rejects.toMatchObject(refused);
  await expect(on('Scan', { IndexName: 'due', Select: 'ALL_ATTRIBUTES' })).rejects.toMatchObject(refused);
});

test('what an index holds is given: its keys, the keys of the table and what it includes', async () => {
  const { on } = await withAnn();
  const asked = { ProjectionExpression: 'pk, sk, email, #name', FilterExpression: '#name = :name' };
  const query = {
    ...{ ...queryByEmail, ...asked, ExpressionAttributeNames: { '#name': 'name' } },
    ExpressionAttributeValues: { ':e': ann.email, ':name': ann.name },
  };
  const { phone: _, lane: __, ...held } = ann;
  expect(await on('Query', query)).toEqual({ Items: [held], Count: 1, ScannedCount: 1 });
});

test('an index of everything is asked for anything', async () => {
  const GlobalSecondaryIndexes = [
    {
      IndexName: 'by-email',
      KeySchema: [{ AttributeName: 'email', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    },
  ];
  const AttributeDefinitions = ['pk', 'sk', 'email'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' }));
  const { on, put } = dynamoDbWithTable({ GlobalSecondaryIndexes, AttributeDefinitions });
  await put(ann);
  expect(await on('Query', { ...queryByEmail, ProjectionExpression: 'phone' })).toMatchObject({
    Items: [{ phone: ann.phone }],
  });
});
