import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../../dispatcher.ts';
import type { Item } from '../../dynamodb/attribute-value.ts';
import { dynamoDbWithTable, key } from './dynamodb.fixture.ts';

const TableName = 'app';

/** One write as both the service and the model understand it. */
interface Operation {
  readonly kind: 'put' | 'add' | 'delete' | 'check';
  readonly pk: string;
  readonly value: number;
  /** The version the item must have; 0 means that it must not exist, undefined that it does not matter. */
  readonly expected: number | undefined;
}

type Model = Map<string, Item>;

const names = ['a', 'b', 'c', 'd'];
const operation: fc.Arbitrary<Operation> = fc.record({
  kind: fc.constantFrom('put', 'add', 'delete', 'check'),
  pk: fc.constantFrom(...names),
  value: fc.integer({ min: 0, max: 3 }),
  expected: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
});
const transaction = fc.uniqueArray(operation, { selector: ({ pk }) => pk, minLength: 1, maxLength: 4 });
const request = fc.oneof(
  operation.map((single) => ({ single, items: [single] })),
  transaction.map((items) => ({ single: undefined, items })),
);

function versionOf(item: Item | undefined): number {
  return Number(item?.['version']?.N ?? 0);
}

function admits(model: Model, { pk, expected }: Operation): boolean {
  return expected === undefined || versionOf(model.get(pk)) === expected;
}

function carryOut(model: Model, { kind, pk, value }: Operation): void {
  const item = model.get(pk);
  if (kind === 'delete') model.delete(pk);
  if (kind === 'put') model.set(pk, { ...key(pk), version: { N: String(value) }, lane: { S: String(value) } });
  if (kind === 'add')
    model.set(pk, { ...(item ?? key(pk)), version: { N: String(versionOf(item) + value) }, email: { S: `${value}` } });
}

/** The condition that the version is as expected; `check` always needs one. */
function conditionOf({ kind, expected }: Operation, values: Item) {
  if (expected === undefined && kind !== 'check') return values[':v'] ? { ExpressionAttributeValues: values } : {};
  const [text, used] =
    expected === undefined
      ? ['attribute_exists(pk) OR attribute_not_exists(pk)', values]
      : expected === 0
        ? ['attribute_not_exists(version) OR version = :e', { ...values, ':e': { N: '0' } }]
        : ['version = :e', { ...values, ':e': { N: String(expected) } }];
  return {
    ConditionExpression: text,
    ...(Object.keys(used).length > 0 && { ExpressionAttributeValues: used }),
  };
}

function inputOf(operation: Operation): { action: string; input: Record<string, unknown> } {
  const { kind, pk, value } = operation;
  const Key = key(pk);
  const values = { ':v': { N: String(value) }, ':s': { S: `${value}` } };
  switch (kind) {
    case 'put': {
      const Item = { ...Key, version: { N: String(value) }, lane: { S: String(value) } };
      return { action: 'Put', input: { TableName, Item, ...conditionOf(operation, {}) } };
    }
    case 'add': {
      const UpdateExpression = 'ADD version :v SET email = :s';
      return { action: 'Update', input: { TableName, Key, UpdateExpression, ...conditionOf(operation, values) } };
    }
    case 'delete':
      return { action: 'Delete', input: { TableName, Key, ...conditionOf(operation, {}) } };
    case 'check':
      return { action: 'ConditionCheck', input: { TableName, Key, ...conditionOf(operation, {}) } };
  }
}

type Service = ReturnType<typeof dynamoDbWithTable>;

async function send(service: Service, { single, items }: { single: Operation | undefined; items: Operation[] }) {
  const inputs = items.map(inputOf);
  const [only] = inputs;
  if (single && only && single.kind !== 'check') return service.call(`${only.action}Item`, only.input);
  return service.call('TransactWriteItems', {
    TransactItems: inputs.map(({ action, input }) => ({ [action]: input })),
  });
}

/** The table as its stream tells it. */
function replayed(records: Service['records']): Model {
  const state: Model = new Map();
  for (const { eventName, dynamodb } of records) {
    const pk = dynamodb.Keys['pk']?.S ?? '';
    expect(dynamodb.OldImage).toEqual(state.get(pk));
    expect(eventName).toBe(!dynamodb.OldImage ? 'INSERT' : dynamodb.NewImage ? 'MODIFY' : 'REMOVE');
    if (dynamodb.NewImage) state.set(pk, dynamodb.NewImage);
    else state.delete(pk);
  }
  return state;
}

/** False for a condition that was not met; any other error is a failure. */
function isRefusal(error: unknown): false {
  expect(error).toBeInstanceOf(AwsError);
  expect(['ConditionalCheckFailedException', 'TransactionCanceledException']).toContain((error as AwsError).code);
  return false;
}

function contents(items: readonly Item[]): Model {
  return new Map(items.map((item) => [item['pk']?.S ?? '', item]));
}

describe('DynamoDB against a simple model', () => {
  it('accepts, refuses and stores what the model does, and its stream and indexes tell the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(request, { maxLength: 40 }), async (requests) => {
        const [service, model] = [dynamoDbWithTable(), new Map<string, Item>()];
        for (const each of requests) {
          const admitted = each.items.every((item) => admits(model, item));
          const answer = await send(service, each).then(() => true, isRefusal);
          expect(answer).toBe(admitted);
          if (admitted) for (const item of each.items) carryOut(model, item);
        }
        expect(contents(await service.items())).toEqual(model);
        expect(replayed(service.records)).toEqual(model);
        const indexed = (await service.on('Scan', { IndexName: 'by-email' }))['Items'] as Item[];
        const withEmail = [...model.values()].filter((item) => item['email']);
        expect(indexed.map((item) => item['pk']?.S).sort()).toEqual(withEmail.map((item) => item['pk']?.S).sort());
      }),
    );
  });

  it('loses no update when everybody increments at once, and moves no money it does not have', async () => {
    const service = dynamoDbWithTable();
    for (const pk of ['a', 'b']) await service.put({ ...key(pk), version: { N: '0' }, sum: { N: '50' } });
    const transfer = async (from: string, to: string): Promise<number> => {
      for (let attempts = 1; ; attempts += 1) {
        const [giver, taker] = [await service.item(from), await service.item(to)] as [Item, Item];
        const step = (pk: string, item: Item, by: number) => ({
          Update: {
            TableName,
            Key: key(pk),
            UpdateExpression: 'SET version = version + :one, #sum = #sum + :by',
            ConditionExpression: 'version = :seen',
            ExpressionAttributeNames: { '#sum': 'sum' },
            ExpressionAttributeValues: { ':one': { N: '1' }, ':by': { N: `${by}` }, ':seen': item['version'] },
          },
        });
        const done = await service
          .call('TransactWriteItems', { TransactItems: [step(from, giver, -1), step(to, taker, 1)] })
          .then(
            () => true,
            () => false,
          );
        if (done) return attempts;
      }
    };
    const workers = Array.from({ length: 20 }, (_, n) => (n % 4 === 0 ? transfer('b', 'a') : transfer('a', 'b')));
    const attempts = await Promise.all(workers);
    expect(Math.max(...attempts)).toBeGreaterThan(1);
    expect(await service.item('a')).toMatchObject({ version: { N: '20' }, sum: { N: '40' } });
    expect(await service.item('b')).toMatchObject({ version: { N: '20' }, sum: { N: '60' } });
    expect(service.records).toHaveLength(42);
    expect(replayed(service.records)).toEqual(contents(await service.items()));
  });

  it('shows no transaction half-way', async () => {
    const service = dynamoDbWithTable();
    const writer = async () => {
      for (let n = 1; n <= 50; n += 1) {
        const puts = ['a', 'b'].map((pk) => ({ Put: { TableName, Item: { ...key(pk), n: { N: `${n}` } } } }));
        await service.call('TransactWriteItems', { TransactItems: puts });
      }
    };
    const reader = async () => {
      for (let n = 0; n < 50; n += 1) {
        const answer = await service.call('TransactGetItems', {
          TransactItems: ['a', 'b'].map((pk) => ({ Get: { TableName, Key: key(pk) } })),
        });
        const [a, b] = answer['Responses'] as { Item?: Item }[];
        expect(a?.Item?.['n']).toEqual(b?.Item?.['n']);
        const scanned = await service.items();
        expect(scanned[0]?.['n']).toEqual(scanned[1]?.['n']);
      }
    };
    await Promise.all([writer(), reader()]);
  });
});
