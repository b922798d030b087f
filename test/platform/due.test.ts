import { Temporal } from 'temporal-polyfill';
import { afterAll, describe, expect, test } from 'vitest';
import { toInstantText } from '../../functions/events/event.ts';
import { dueItems } from '../../functions/platform/due.index.ts';
import { type DueItem, dueEntry, noDueEntry, oldestDue } from '../../functions/platform/due.store.ts';
import type { StoredItem, Table } from '../../functions/platform/table.ts';
import { startApp } from '../support/app.ts';
import { tableOf } from '../support/app-table.ts';

const app = await startApp();
afterAll(() => app.close());
const table = tableOf(app);

const now = Temporal.Instant.from('2026-11-24T01:00:00Z');
const item = (id: string, millisecondsLate: number, kind = 'nap'): StoredItem => ({
  PK: `NAP#${id}`,
  SK: 'NAP',
  form: 1,
  version: 1,
  secret: 'not held by the index',
  ...dueEntry({ id, kind, dueAt: toInstantText(now.subtract({ milliseconds: millisecondsLate })) }),
});
const nothingFails = (error: unknown) => {
  throw error;
};
const all = async (): Promise<DueItem[]> => {
  const found: DueItem[] = [];
  for await (const each of oldestDue(table, now, nothingFails)) found.push(each);
  return found;
};
const due = async () => (await all()).map(({ key }) => key.PK);

test('what is due is found from its very instant on, however late, the oldest first over all shards', async () => {
  const naps = [item('now', 0), item('soon', -1), item('year', 31_536_000_000), item('other', 5_000, 'walk')];
  const together = Array.from({ length: 20 }, (_, each) => item(`minute-${each}`, 60_000));
  await table.commit([...naps, ...together].map((each) => ({ kind: 'create', item: each })));
  const found = await due();
  expect(found.at(0)).toBe('NAP#year');
  expect(found.slice(1, -2).toSorted()).toEqual(together.map(({ PK }) => PK).toSorted());
  expect(found.slice(-2)).toEqual(['NAP#other', 'NAP#now']);
});

test('is told with its kind and time', async () => {
  expect(await all()).toContainEqual({
    key: { PK: 'NAP#other', SK: 'NAP' },
    kind: 'walk',
    dueAt: '2026-11-24T00:59:55.000Z',
  });
});

test('is held with its version and kind, and nothing else of it', async () => {
  const { dueShard } = dueEntry({ id: 'year', kind: 'nap', dueAt: '' });
  const [year] = await table.queryIndex(dueItems, dueShard ?? '');
  expect(Object.keys(year ?? {}).sort()).toEqual(['PK', 'SK', 'dueAt', 'dueKind', 'dueShard', 'version']);
});

test('is due no longer when it waits no longer, whatever else stays with it', async () => {
  const awake = { ...item('year', 31_536_000_000), version: 2, ...noDueEntry };
  expect(await table.commit([{ kind: 'replace', item: awake, from: 1 }])).toBe('committed');
  expect(await due()).not.toContain('NAP#year');
});

test('what is due at one instant is read to its end, page after page', async () => {
  const shard = dueEntry({ id: 'year', kind: 'nap', dueAt: '' })[dueItems.partition];
  const ids = Array.from({ length: 20_000 }, (_, each) => `crowd-${each}`)
    .filter((id) => dueEntry({ id, kind: 'nap', dueAt: '' })[dueItems.partition] === shard)
    .slice(0, 230);
  expect(ids).toHaveLength(230);
  for (let first = 0; first < ids.length; first += 100)
    await table.commit(ids.slice(first, first + 100).map((id) => ({ kind: 'create', item: item(id, 30_000) })));
  const found = (await due()).filter((place) => place.startsWith('NAP#crowd-'));
  expect(found.toSorted()).toEqual(ids.map((id) => `NAP#${id}`).toSorted());
});

describe('a shard that cannot be read', () => {
  const broken = (isBroken: (shard: string) => boolean): Table => ({
    ...table,
    pageUpTo: (index, shard, page) =>
      isBroken(shard) ? Promise.reject(new Error(`no ${shard}`)) : table.pageUpTo(index, shard, page),
  });
  const read = async (from: Table) => {
    const errors: unknown[] = [];
    const found: string[] = [];
    for await (const { key } of oldestDue(from, now, (error) => errors.push(error))) found.push(key.PK);
    return { errors, found };
  };

  test('is told, and the others are read', async () => {
    const { found } = await read(table);
    const own = dueEntry({ id: 'now', kind: 'nap', dueAt: '' })[dueItems.partition] ?? '';
    const without = await read(broken((shard) => shard === own));
    expect(without.errors).toEqual([new Error(`no ${own}`)]);
    expect(found).toContain('NAP#now');
    expect(without.found).not.toContain('NAP#now');
    expect(without.found.length).toBeGreaterThan(0);
  });

  test('ends the reading where that is all of them', async () => {
    await expect(read(broken(() => true))).rejects.toThrow('no 0');
  });
});

test('ids spread over all 64 shards', () => {
  const shardOf = (id: string) => dueEntry({ id, kind: 'nap', dueAt: '' })[dueItems.partition];
  const shards = new Set(Array.from({ length: 2_000 }, (_, each) => shardOf(`id-${each}`)));
  expect([...shards].map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: 64 }, (_, shard) => shard));
});
