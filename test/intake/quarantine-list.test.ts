import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { toInstantText } from '../../functions/events/event.ts';
import { createQuarantined, saveQuarantined } from '../../functions/intake/quarantine/quarantine.store.ts';
import { dismiss, enterQuarantine, type QuarantineId } from '../../functions/intake/quarantine/quarantine.ts';
import { type ListRequest, listQuarantined } from '../../functions/intake/quarantine/quarantine-list.store.ts';
import { isPlace } from '../../functions/platform/page.contract.ts';
import type { Item, Table } from '../../functions/platform/table.ts';
import { itemFixture } from '../support/item-fixtures.ts';

const now = Temporal.Instant.from('2026-12-02T00:00:00Z');
const tenant = { kind: 'provider', senderId: 'portal' } as const;
const oem = { kind: 'oem' } as const;

/** A document that entered so many minutes ago; several may come at one instant. */
interface Entered {
  readonly id: string;
  readonly minutesAgo: number;
  readonly isDismissed: boolean;
  /** Whether it was listed before lists had shards. */
  readonly isOld: boolean;
}

const idOf = ({ id }: Entered) => id.padStart(26, '0');
const placeOf = (one: Entered) => `${toInstantText(now.subtract({ minutes: one.minutesAgo }))}#${idOf(one)}`;

function itemsOf(one: Entered): readonly Item[] {
  const at = now.subtract({ minutes: one.minutesAgo });
  const entered = enterQuarantine({
    quarantineId: idOf(one) as QuarantineId,
    tenant,
    ...{ kind: 'lead', reason: 'unknown-store', errors: [], credentialId: 'c-1', route: 'POST /v1/leads' },
    ...{ receivedAt: toInstantText(at), bytes: 12, sha256: 'ab', objectKey: `quarantine/${one.id}` },
  });
  const created = createQuarantined(entered, at).map(({ item }) => item);
  const dismissed = dismiss(entered.state, { now: at, credentialId: 'c-1', reason: 'a test' });
  const saved = one.isDismissed ? saveQuarantined(dismissed, at).map(({ item }) => item) : [];
  return [...created, ...saved].map((item) => (one.isOld ? listedAsBefore(item) : item));
}

function listedAsBefore(item: Item): Item {
  const list = String(item['listedUnder']).replace(/#\d+$/, '');
  return item['listedUnder'] === undefined ? item : { ...item, listedUnder: list };
}

/** A table that holds items and answers as the index of lists does. */
function tableOf(items: readonly Item[]) {
  const kept = new Map(items.map((item) => [`${item.PK} ${item.SK}`, item]));
  const asked: string[] = [];
  const table: Pick<Table, 'get' | 'page'> = {
    get: async ({ PK, SK }) => kept.get(`${PK} ${SK}`),
    async page({ partition, sort }, value, { after, limit }) {
      asked.push(value);
      const behind = [...kept.values()]
        .filter((item) => item[partition] === value && String(item[sort]) > after)
        .sort((one, other) => (String(one[sort]) < String(other[sort]) ? -1 : 1));
      const page = behind.slice(0, limit);
      return { items: page, ...(behind.length > limit && { last: String(page.at(-1)?.[sort]) }) };
    },
  };
  return { table: table as Table, asked };
}

async function pagesOf(table: Table, request: Omit<ListRequest, 'cursor'>): Promise<readonly (readonly string[])[]> {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await listQuarantined(table, { ...request, ...(cursor !== undefined && { cursor }) }, now);
    pages.push(page.documents.map(({ quarantineId }) => quarantineId));
    expect(page.cursor === undefined || (isPlace(page.cursor) && page.cursor !== cursor)).toBe(true);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return pages;
}

const someEntered = fc.uniqueArray(
  fc.record({
    id: fc.stringMatching(/^[0-9A-Z]{1,6}$/),
    minutesAgo: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 60 * 24 * 80 })),
    isDismissed: fc.boolean(),
    isOld: fc.boolean(),
  }),
  { selector: idOf, maxLength: 150, size: 'max' },
);

test('pages one after the other are the whole list in its order, with no repeat and nothing missing', async () => {
  const query = fc.record({ limit: fc.integer({ min: 1, max: 100 }), isOpenOnly: fc.boolean(), isOem: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(someEntered, query, async (all, { limit, isOpenOnly, isOem }) => {
      const { table } = tableOf(all.flatMap(itemsOf));
      const wanted = isOpenOnly ? all.filter(({ isDismissed }) => !isDismissed) : all;
      const sorted = wanted.toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
      const request = { tenant: isOem ? oem : tenant, limit, ...(isOpenOnly && { status: 'open' as const }) };
      const pages = await pagesOf(table, request);
      expect(pages.flat()).toEqual(sorted.map(idOf));
      expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
    }),
    { numRuns: 40 },
  );
});

const many = (count: number, isOld = false): Entered[] =>
  Array.from({ length: count }, (_, each) => ({ id: `D${each}`, minutesAgo: 1 + each, isDismissed: false, isOld }));

describe('the shards of a list', () => {
  test('share what enters evenly: a thousand documents a second are far from the thousand writes of a partition', () => {
    const listed = many(4000)
      .flatMap(itemsOf)
      .flatMap((item) => item['listedUnder'] ?? []);
    const ofMonth = listed
      .filter((list) => /^QUARANTINE#2026-1/.test(String(list)))
      .map((list) => String(list).slice(19));
    const ofSender = listed.filter((list) => /^QUARANTINE#provider/.test(String(list))).map(String);
    for (const lists of [ofMonth, ofSender]) {
      const counts = Object.values(Object.groupBy(lists, (list) => list)).map((same) => same?.length ?? 0);
      expect(counts).toHaveLength(16);
      expect(Math.max(...counts)).toBeLessThan(4000 / 10);
    }
  });

  test('are asked once for a page, all of them', async () => {
    const { table, asked } = tableOf(many(600).flatMap(itemsOf));
    expect((await listQuarantined(table, { tenant, limit: 100 }, now)).documents).toHaveLength(100);
    expect([asked.length, new Set(asked).size]).toEqual([17, 17]);
  });

  test('show a document once that moves from one to another', async () => {
    const [document, ...others] = many(20).map(itemsOf);
    const still = document?.map((item) => ({ ...listedAsBefore(item), SK: `${item.SK} as it was` })) ?? [];
    const { table } = tableOf([...(document ?? []), ...still, ...others.flat()]);
    expect((await pagesOf(table, { tenant, limit: 7 })).flat()).toHaveLength(20);
  });
});

test('a list ends early where few of many are wanted, and goes on behind what was looked at', async () => {
  const { table } = tableOf(many(1200).flatMap(itemsOf));
  const pages = await pagesOf(table, { tenant, limit: 100, status: 'dismissed' });
  expect(pages).toEqual([[], [], []]);
});

test.each([1, 2])('a document of form %s is listed where it always was', async (form) => {
  const { item } = itemFixture('quarantine', form);
  const listed = itemFixture('listed', 1).item;
  const { table } = tableOf([item, listed]);
  for (const whose of [tenant, oem])
    expect((await pagesOf(table, { tenant: whose, limit: 50 })).flat()).toEqual([item['quarantineId']]);
});
