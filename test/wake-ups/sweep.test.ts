import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { toInstantText } from '../../functions/events/event.ts';
import { dueEntry } from '../../functions/platform/due.store.ts';
import type { StoredItem } from '../../functions/platform/table.ts';
import { sweepDue } from '../../functions/wake-ups/sweep.flow.ts';
import { contextAt } from '../platform/platform.builders.ts';
import { startApp } from '../support/app.ts';
import { tableOf } from '../support/app-table.ts';

vi.hoisted(() => {
  process.env['POWERTOOLS_LOG_LEVEL'] = 'SILENT';
});

const app = await startApp();
afterAll(() => app.close());
const table = tableOf(app);

const time = '2026-11-24T01:00:00.000Z';
const nap = (id: string, secondsLate: number, kind = 'nap'): StoredItem => {
  const dueAt = toInstantText(Temporal.Instant.from(time).subtract({ seconds: secondsLate }));
  return { PK: `NAP#${id}`, SK: 'NAP', form: 1, version: 1, ...dueEntry({ id, kind, dueAt }) };
};

interface Rig {
  readonly startsPerSecond?: number;
  /** How long it takes until the clock is looked at again. */
  readonly secondsPerLook?: number;
  /** What happens when something is looked at, and when it is started. */
  readonly look?: (id: string) => void;
  readonly start?: (id: string) => void;
}

/** Sweeps over naps, and tells which were started in which order. */
async function sweep({ startsPerSecond = 10, secondsPerLook = 1, look, start }: Rig = {}) {
  const started: string[] = [];
  const lags: number[] = [];
  const kinds = {
    nap: async ({ PK }: { readonly PK: string }) => {
      const id = PK.replace('NAP#', '');
      look?.(id);
      if (id === 'awake') return [];
      const run = async () => {
        started.push(id);
        start?.(id);
      };
      return [{ run, isExecution: !id.startsWith('here') }];
    },
  };
  const context = contextAt(time);
  let looks = 0;
  const clock = () => {
    looks += 1;
    return context.now.add({ seconds: secondsPerLook * looks });
  };
  const tellLag = (seconds: number) => void lags.push(seconds);
  const swept = await sweepDue({ table, kinds, startsPerSecond, tellLag }, { ...context, clock });
  return { started, lags, swept };
}

const fail = (failing: string) => (id: string) => {
  if (id === failing) throw new Error('It is poisoned.');
};

describe('a sweep over what is due', () => {
  test('of nothing starts nothing, and nothing is late', async () => {
    expect(await sweep()).toEqual({ started: [], lags: [0], swept: { started: 0, left: 0 } });
  });

  test('lets only executions wait for their turn', async () => {
    const here = ['here-1', 'here-2', 'here-3'].map((id) => nap(id, 60));
    await table.commit(here.map((item) => ({ kind: 'create', item })));
    // Whatever waits now waits for ever.
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const { started } = await sweep({ startsPerSecond: 1, secondsPerLook: 0 }).finally(() => vi.useRealTimers());
    expect(started.toSorted()).toEqual(['here-1', 'here-2', 'here-3']);
    await table.commit(here.map(({ PK, SK }) => ({ kind: 'put', item: { PK, SK, form: 1 } })));
  });

  describe('of seven things', () => {
    const late = [60, 3, 86_400, 0, 7, 30, 301];
    beforeAll(async () => {
      const naps = late.map((seconds) => nap(String(seconds), seconds));
      await table.commit([...naps, nap('soon', -1)].map((item) => ({ kind: 'create', item })));
    });
    const oldestFirst = late.toSorted((one, other) => other - one).map(String);

    test('starts each once, the oldest first, and says how late that was', async () => {
      const all = { started: oldestFirst, lags: [86_400], swept: { started: 7, left: 0 } };
      expect(await sweep()).toEqual(all);
      expect(await sweep({ startsPerSecond: 7 })).toEqual(all);
      expect(await sweep({ startsPerSecond: 2 })).toEqual(all);
    });

    test('stops when its time is up, and says that more is left', async () => {
      const { started, swept } = await sweep({ startsPerSecond: 1, secondsPerLook: 8 });
      expect(started).toEqual(oldestFirst.slice(0, started.length));
      expect(started.length).toBeLessThan(7);
      expect(swept).toEqual({ started: started.length, left: 7 - started.length });
    });

    test.each(['look', 'start'] as const)(
      'goes on behind what fails at its %s, also in the same second',
      async (at) => {
        const { started, swept } = await sweep({ [at]: fail('86400') });
        expect(started.slice(-6)).toEqual(oldestFirst.slice(1));
        expect(swept).toEqual({ started: 6, left: 1 });
      },
    );

    test('counts what is not due any more as nothing', async () => {
      await table.commit([{ kind: 'create', item: nap('awake', 90) }]);
      expect((await sweep()).swept).toEqual({ started: 7, left: 0 });
    });

    test('leaves what it knows no start for, and what does not say when it is due, and starts the rest', async () => {
      const odd = { ...nap('odd', 1), dueAt: '0' };
      await table.commit([nap('walk', 90, 'walk'), odd].map((item) => ({ kind: 'create', item })));
      const { started, lags, swept } = await sweep();
      expect(started).toEqual(['odd', ...oldestFirst]);
      expect(swept).toEqual({ started: 8, left: 1 });
      expect(lags.every((lag) => lag >= 0)).toBe(true);
    });
  });
});
