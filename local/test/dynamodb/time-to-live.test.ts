import { describe, expect, it } from 'vitest';
import { dynamoDbWithTable, key, start } from './dynamodb.fixture.ts';

const hour = 3_600_000;
const at = (ms: number) => ({ N: String(ms / 1000) });

describe('an item with a time to live', () => {
  it('goes at the instant of its expiry, marked as removed by the service', async () => {
    const { put, item, scheduler, records, streamArn: _ } = dynamoDbWithTable();
    await put({ ...key('a'), expiresAt: at(start + hour) });
    await put({ ...key('b'), expiresAt: at(start + 3 * hour) });
    await scheduler.moveTo(start + hour - 1);
    expect(await item('a')).toBeDefined();
    await scheduler.moveTo(start + hour);
    expect(await item('a')).toBeUndefined();
    expect(await item('b')).toBeDefined();
    expect(records.at(-1)).toMatchObject({
      eventName: 'REMOVE',
      userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
      dynamodb: { ApproximateCreationDateTime: (start + hour) / 1000, OldImage: key('a') },
    });
    expect(records.filter(({ userIdentity }) => userIdentity)).toHaveLength(1);
  });

  it('follows what later writes say', async () => {
    const { put, on, item, scheduler } = dynamoDbWithTable();
    await put({ ...key('later'), expiresAt: at(start + hour) });
    await put({ ...key('later'), expiresAt: at(start + 2 * hour) });
    await put({ ...key('never'), expiresAt: at(start + hour) });
    await on('UpdateItem', { Key: key('never'), UpdateExpression: 'REMOVE expiresAt' });
    await scheduler.moveTo(start + hour);
    expect(await item('later')).toBeDefined();
    await scheduler.moveTo(start + 2 * hour);
    expect(await item('later')).toBeUndefined();
    expect(await item('never')).toBeDefined();
  });

  it.each([
    ['text', { S: String(start / 1000) }],
    ['more than five years ago', at(start - 6 * 365 * 24 * hour)],
    ['milliseconds by mistake', { N: String(start) }],
  ])('stays when its attribute is %s', async (_what, expiresAt) => {
    const { put, item, scheduler } = dynamoDbWithTable();
    await put({ ...key('a'), expiresAt });
    await scheduler.moveTo(start + 365 * 24 * hour);
    expect(await item('a')).toBeDefined();
  });

  it('is read until the expired item has been removed', async () => {
    const { put, item, scheduler } = dynamoDbWithTable();
    await put({ ...key('a'), expiresAt: at(start - hour) });
    expect(await item('a')).toBeDefined();
    await scheduler.idle();
    expect(await item('a')).toBeUndefined();
  });
});

describe('what is due', () => {
  const index = { table: 'app', index: 'due', dueAttribute: 'dueAt' };
  const due = (ms: number) => ({ lane: { S: String(ms % 7) }, dueAt: { S: new Date(ms).toISOString() } });

  it('is the smallest instant over all partitions of the index', async () => {
    const { put, on, dynamoDb } = dynamoDbWithTable();
    expect(dynamoDb.smallestDue(index)).toBeUndefined();
    await put({ ...key('a'), ...due(start + 5) });
    await put({ ...key('b'), ...due(start + 3) });
    await put({ ...key('not indexed'), dueAt: { S: new Date(start).toISOString() } });
    expect(dynamoDb.smallestDue(index)).toBe(start + 3);
    await on('UpdateItem', { Key: key('b'), UpdateExpression: 'REMOVE lane' });
    expect(dynamoDb.smallestDue(index)).toBe(start + 5);
    await on('DeleteItem', { Key: key('a') });
    expect(dynamoDb.smallestDue(index)).toBeUndefined();
  });

  it('counts what was there before it was first asked for, and epoch seconds', () => {
    const { dynamoDb } = dynamoDbWithTable();
    const item = { ...key('a'), ...due(start), wakeAt: { N: '1800000000' } };
    dynamoDb.seed('app', [item]);
    expect(dynamoDb.smallestDue(index)).toBe(start);
    expect(dynamoDb.smallestDue({ ...index, dueAttribute: 'wakeAt' })).toBe(1_800_000_000_000);
  });

  it('can be watched', async () => {
    const { put, dynamoDb } = dynamoDbWithTable();
    const seen: (number | undefined)[] = [];
    dynamoDb.onTableChange('app', () => seen.push(dynamoDb.smallestDue(index)));
    await put({ ...key('a'), ...due(start) });
    await put({ ...key('a'), ...due(start) });
    await put(key('a'));
    expect(seen).toEqual([start, undefined]);
  });
});
