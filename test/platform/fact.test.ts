import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { factsBetween, factWrites } from '../../functions/platform/fact.store.ts';
import { factHour, factShards, type KeptFact } from '../../functions/platform/fact.ts';
import type { Item, Table } from '../../functions/platform/table.ts';
import { itemFixture } from '../support/item-fixtures.ts';

const origin = {
  partition: 'LEAD#L1',
  room: 'leads' as const,
  subject: 'L1',
  version: 3,
  now: Temporal.Instant.from('2026-11-23T15:59:59.999Z'),
};
const fact = (type: string, data: object = {}) => ({ type, data });
const envelopesOf = (...facts: ReturnType<typeof fact>[]) =>
  factWrites(origin, facts).map(({ item }) => item['envelope'] as KeptFact);

describe('a fact', () => {
  test('is an item beside its aggregate that must not be there yet, with the whole event', () => {
    expect(factWrites(origin, [fact('lead.closed.v1', { outcome: 'sold' })])).toEqual([
      {
        kind: 'create',
        item: {
          PK: 'LEAD#L1',
          SK: 'FACT#000000003#0#lead.closed.v1',
          envelope: {
            id: 'L1.3.0.lead.closed.v1',
            room: 'leads',
            type: 'lead.closed.v1',
            time: '2026-11-23T15:59:59.999Z',
            subject: 'L1',
            correlationid: 'L1',
            data: { outcome: 'sold' },
          },
          factHour: expect.stringMatching(/^2026-11-23T15#\d{1,2}$/),
          factAt: '2026-11-23T15:59:59.999Z#L1.3.0.lead.closed.v1',
          form: 1,
          // Thirty-five days on, in seconds.
          expiresAt: Date.parse('2026-12-28T15:59:59Z') / 1000,
        },
      },
    ]);
  });

  test('of a kind that one decision brings twice has an id of its own', () => {
    const ids = envelopesOf(fact('lead.sla-warned.v1'), fact('lead.sla-warned.v1')).map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
  });

  test('has the id, key and shard that follow from aggregate, version, position and kind alone', () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/);
    const cause = fc.record({
      subject: word,
      version: fc.nat(100_000),
      kinds: fc.array(word, { minLength: 1, maxLength: 4 }),
    });
    fc.assert(
      fc.property(cause, fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }), (one, at) => {
        const facts = one.kinds.map((type) => fact(type));
        const first = factWrites({ ...origin, ...one }, facts);
        const replayed = factWrites(
          { ...origin, ...one, now: Temporal.Instant.fromEpochMilliseconds(at.getTime()) },
          facts,
        );
        expect(replayed.map(({ item }) => [item.PK, item.SK])).toEqual(first.map(({ item }) => [item.PK, item.SK]));
        expect(replayed.map(({ item }) => (item['envelope'] as KeptFact).id)).toEqual(
          first.map(({ item }) => (item['envelope'] as KeptFact).id),
        );
        expect(new Set(first.map(({ item }) => item.SK)).size).toBe(facts.length);
        for (const { item } of first)
          expect(factShards.map((shard) => factHour('2026-11-23T15', shard))).toContain(item['factHour']);
      }),
    );
  });

  test('sorts within its aggregate by version, then by position', () => {
    const keys = [9, 10, 100, 1_000_000].flatMap((version) =>
      factWrites({ ...origin, version }, [fact('z'), fact('a')]).map(({ item }) => item.SK),
    );
    expect(keys).toEqual(keys.toSorted());
  });
});

describe('a fact that changes no version of its aggregate', () => {
  test('is told from others of that version by its occasion, in its key and in its id', () => {
    const duplicate = [fact('lead.duplicate-found.v1')];
    const [monday, tuesday] = ['content.2026-11-23', 'content.2026-11-24'].map((occasion) =>
      factWrites({ ...origin, occasion }, duplicate).map(({ item }) => [item.SK, (item['envelope'] as KeptFact).id]),
    );
    expect(monday).toEqual([
      [
        'FACT#000000003#content.2026-11-23.0#lead.duplicate-found.v1',
        'L1.3.content.2026-11-23.0.lead.duplicate-found.v1',
      ],
    ]);
    expect(tuesday).not.toEqual(monday);
  });
});

/** A table that holds facts and answers as the index of facts by time does; it notes how many queries it has at one time. */
function tableOf(items: readonly Item[]) {
  const load = { now: 0, most: 0, queries: 0 };
  const table: Pick<Table, 'queryIndex'> = {
    async queryIndex({ partition, sort }, value, { from = '', to = '~' } = {}) {
      load.now += 1;
      load.queries += 1;
      load.most = Math.max(load.most, load.now);
      await new Promise((resolve) => setImmediate(resolve));
      load.now -= 1;
      const sortOf = (item: Item) => String(item[sort]);
      const found = items.filter((item) => item[partition] === value && sortOf(item) >= from && sortOf(item) <= to);
      return found.sort((one, other) => (sortOf(one) < sortOf(other) ? -1 : 1));
    },
  };
  return { table: table as Table, load };
}

describe('the facts of a time range', () => {
  const from = Temporal.Instant.from('2026-11-23T15:30:00Z');
  const savedAt = (minute: number): Item[] => {
    const now = from.add({ minutes: minute - 30 });
    return factWrites({ ...origin, subject: `L${minute}`, partition: `LEAD#L${minute}`, now }, [
      fact('z'),
      fact('a'),
    ]).map(({ item }) => item);
  };
  const all = Array.from({ length: 180 }, (_, minute) => savedAt(minute));

  test('come from all shards of its hours in order of time, none from before it or from its end on', async () => {
    const { table, load } = tableOf(all.flat().toReversed());
    const found = await factsBetween(table, { from, to: from.add({ minutes: 60 }) });
    expect(found.map(({ PK, SK }) => [PK, SK])).toEqual(
      all
        .slice(30, 90)
        .flat()
        .map(({ PK, SK }) => [PK, SK]),
    );
    expect(load).toEqual({ now: 0, most: 16, queries: 2 * 64 });
  });

  test('include those that were saved when there were fewer shards', async () => {
    const { item } = itemFixture('fact', 1);
    const hour = Temporal.Instant.from('2026-11-25T01:00:00Z');
    const found = await factsBetween(tableOf([item]).table, { from: hour, to: hour.add({ hours: 1 }) });
    expect(found).toMatchObject([{ PK: item.PK, SK: item.SK, fact: item['envelope'] }]);
  });

  test('lie far below the writes of a partition, also in the second in which a thousand leads come', () => {
    const four = Array.from({ length: 4 }, (_, each) => fact(`kind-${each}`));
    const second = Array.from({ length: 1000 }, (_, each) =>
      factWrites({ ...origin, subject: `L${each}` }, four),
    ).flat();
    const shards = second.map(({ item }) => String(item['factHour']));
    const counts = Object.values(Object.groupBy(shards, (shard) => shard)).map((same) => same?.length ?? 0);
    expect(counts).toHaveLength(64);
    // Two units a fact.
    expect(2 * Math.max(...counts)).toBeLessThan(1000 / 2);
  });
});
