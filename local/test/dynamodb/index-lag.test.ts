import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { operator } from '../../dispatcher.ts';
import { withIndexLag } from '../../dynamodb/lagging-call.ts';
import { dynamoDbWithTable, key, start } from './dynamodb.fixture.ts';

const lag = 5000;

type Service = ReturnType<typeof dynamoDbWithTable>;
type Input = Readonly<Record<string, unknown>>;

function lagging({ dispatcher }: Service, action: string, input: Input): Promise<Record<string, unknown>> {
  const call = { service: 'dynamodb', action, input: { TableName: 'app', ...input }, principal: operator };
  return dispatcher.call(withIndexLag(call, lag));
}

const write = fc.record({
  kind: fc.constantFrom('put', 'delete'),
  pk: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  lane: fc.constantFrom(undefined, 'x', 'y'),
  dueAt: fc.constantFrom('1', '2', '3', '4'),
  /** Milliseconds that pass after it. */
  pause: fc.constantFrom(0, 0, 1000, 1999, 2500, 5000),
});
type Write = typeof write extends fc.Arbitrary<infer Value> ? Value : never;

function inputOf({ kind, pk, lane, dueAt }: Write): readonly [string, Input] {
  if (kind === 'delete') return ['DeleteItem', { Key: key(pk) }];
  return ['PutItem', { Item: { ...key(pk), ...(lane && { lane: { S: lane } }), dueAt: { S: dueAt } } }];
}

const inLane = {
  IndexName: 'due',
  KeyConditionExpression: 'lane = :lane AND dueAt >= :from',
  ExpressionAttributeValues: { ':lane': { S: 'x' }, ':from': { S: '2' } },
};
const reads: readonly (readonly [string, Input])[] = [
  ['Query', { ...inLane, Limit: 2 }],
  ['Query', { ...inLane, Limit: 2, ScanIndexForward: false }],
  ['Scan', { IndexName: 'due' }],
];

/** Every page of every read. */
async function answers(read: (action: string, input: Input) => Promise<Record<string, unknown>>) {
  const pages: unknown[] = [];
  for (const [action, input] of reads) {
    let page = await read(action, input);
    pages.push(page);
    while (page['LastEvaluatedKey']) {
      page = await read(action, { ...input, ExclusiveStartKey: page['LastEvaluatedKey'] });
      pages.push(page);
    }
  }
  return pages;
}

describe('an index that lags', () => {
  it('answers as one at once would have answered so long ago, while the table is as it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(write, { maxLength: 15 }), async (writes) => {
        const [service, twin, earlier] = [dynamoDbWithTable(), dynamoDbWithTable(), dynamoDbWithTable()];
        const late: { readonly at: number; readonly write: Write }[] = [];
        for (const next of writes) {
          await lagging(service, ...inputOf(next));
          await twin.on(...inputOf(next));
          late.push({ at: service.scheduler.now(), write: next });
          await service.scheduler.moveTo(service.scheduler.now() + next.pause);
          while (late[0] && late[0].at + lag <= service.scheduler.now()) {
            await earlier.on(...inputOf(late[0].write));
            late.shift();
          }
          expect(await answers((action, input) => lagging(service, action, input))).toEqual(await answers(earlier.on));
          expect(await lagging(service, 'Scan', {})).toEqual(await twin.on('Scan'));
        }
      }),
    );
  });

  it('has caught up as soon as it is no longer to lag', async () => {
    const service = dynamoDbWithTable();
    const Item = { ...key('a'), lane: { S: 'x' }, dueAt: { S: '3' } };
    await lagging(service, 'PutItem', { Item });
    expect(await lagging(service, 'Query', inLane)).toMatchObject({ Count: 0 });
    expect(await service.on('Query', inLane)).toMatchObject({ Items: [Item] });
  });

  it('holds as due what it still shows as due, and what is to come', async () => {
    const service = dynamoDbWithTable();
    const smallest = () => service.dynamoDb.smallestDue({ table: 'app', index: 'due', dueAttribute: 'dueAt' });
    const put = (ms: number) =>
      lagging(service, 'PutItem', {
        Item: { ...key('a'), lane: { S: 'x' }, dueAt: { S: new Date(start + ms).toISOString() } },
      });
    await put(60_000);
    expect(smallest()).toBe(start + 60_000);
    await service.scheduler.moveTo(start + lag);
    await put(120_000);
    expect(smallest()).toBe(start + 60_000);
    await service.scheduler.moveTo(start + 2 * lag - 1);
    expect(smallest()).toBe(start + 60_000);
    await service.scheduler.moveTo(start + 2 * lag);
    expect(smallest()).toBe(start + 120_000);
  });
});
