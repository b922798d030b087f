import { Temporal } from 'temporal-polyfill';
import { afterAll, expect, test } from 'vitest';
import { toInstantText } from '../../functions/events/event.ts';
import { dueItems } from '../../functions/platform/due.index.ts';
import { dueEntry, loadDue } from '../../functions/platform/due.store.ts';
import { noEntryIn } from '../../functions/platform/table.index.ts';
import type { StoredItem } from '../../functions/platform/table.ts';
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
const due = async () => (await loadDue(table, 'nap', now)).map(({ PK }) => PK);

test('what is due is found from its very instant on, however late, the oldest first and of its kind alone', async () => {
  const naps = [item('now', 0), item('soon', -1), item('year', 31_536_000_000), item('other', 5_000, 'walk')];
  const together = Array.from({ length: 20 }, (_, each) => item(`minute-${each}`, 60_000));
  await table.commit([...naps, ...together].map((each) => ({ kind: 'create', item: each })));
  const found = await due();
  expect(found.at(0)).toBe('NAP#year');
  expect(found.slice(1, -1).toSorted()).toEqual(together.map(({ PK }) => PK).toSorted());
  expect(found.at(-1)).toBe('NAP#now');
});

test('is held with its version and kind, and nothing else of it', async () => {
  const [year] = await loadDue(table, 'nap', now);
  expect(Object.keys(year ?? {}).sort()).toEqual(['PK', 'SK', 'dueAt', 'dueKind', 'dueShard', 'version']);
});

test('is due no longer when it waits no longer, whatever else stays with it', async () => {
  const awake = { ...item('year', 31_536_000_000), version: 2, ...noEntryIn(dueItems) };
  expect(await table.commit([{ kind: 'replace', item: awake, from: 1 }])).toBe('committed');
  expect(await due()).not.toContain('NAP#year');
});

test('ids spread over all 64 shards', () => {
  const shardOf = (id: string) => dueEntry({ id, kind: 'nap', dueAt: '' })[dueItems.partition];
  const shards = new Set(Array.from({ length: 2_000 }, (_, each) => shardOf(`id-${each}`)));
  expect([...shards].map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: 64 }, (_, shard) => shard));
});
