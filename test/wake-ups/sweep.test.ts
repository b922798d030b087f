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

/** Sweeps with starters that note whom they start; each look at the clock takes a second. */
async function sweep(startsPerSecond: number, start: (id: string) => 'started' | 'not-due' = () => 'started') {
  const started: string[] = [];
  const starter = async ({ PK }: { readonly PK: string }) => {
    const id = PK.replace('NAP#', '');
    started.push(id);
    return start(id);
  };
  const swept = await sweepDue({ table, starters: { nap: starter }, startsPerSecond }, contextAt(time));
  return { started, swept };
}

describe('a sweep over what is due', () => {
  test('of nothing starts nothing, and nothing is late', async () => {
    expect(await sweep(10)).toEqual({ started: [], swept: { lagSeconds: 0, started: 0, left: 0 } });
  });

  describe('of seven things', () => {
    const late = [60, 3, 86_400, 0, 7, 30, 301];
    beforeAll(async () => {
      const naps = late.map((seconds) => nap(String(seconds), seconds));
      await table.commit([...naps, nap('soon', -1)].map((item) => ({ kind: 'create', item })));
    });
    const oldestFirst = late.toSorted((one, other) => other - one).map(String);

    test('starts each once, the oldest first, and says how late that was', async () => {
      const swept = { lagSeconds: 86_400, started: 7, left: 0 };
      expect(await sweep(10)).toEqual({ started: oldestFirst, swept });
      expect(await sweep(7)).toEqual({ started: oldestFirst, swept });
    });

    test('starts them second by second where only so many may be started in one', async () => {
      const { started, swept } = await sweep(2);
      expect(started).toEqual(oldestFirst);
      expect(swept.started).toBe(7);
    });

    test('stops when its time is up, and says that more is left', async () => {
      const slow = { ...contextAt(time) };
      let looks = 0;
      // A quarter of a minute goes by at each look.
      const clock = () => {
        looks += 1;
        return slow.now.add({ seconds: 15 * looks });
      };
      const started: string[] = [];
      const starter = async ({ PK }: { readonly PK: string }) => {
        started.push(PK);
        return 'started' as const;
      };
      const swept = await sweepDue({ table, starters: { nap: starter }, startsPerSecond: 1 }, { ...slow, clock });
      expect(started.length).toBeLessThan(7);
      expect(swept).toMatchObject({ started: started.length, left: 1 });
    });

    test('counts what was not due any more as nothing', async () => {
      const { swept } = await sweep(10, (id) => (id === '60' ? 'not-due' : 'started'));
      expect(swept).toMatchObject({ started: 6, left: 0 });
    });

    test('goes on behind what cannot be started, however that fails', async () => {
      const { started, swept } = await sweep(10, (id) => {
        if (id === '86400') throw new Error('It is poisoned.');
        return 'started';
      });
      expect(started).toEqual(oldestFirst);
      expect(swept).toEqual({ lagSeconds: 86_400, started: 6, left: 1 });
    });

    test('leaves what it knows no starter for, and starts the rest', async () => {
      await table.commit([{ kind: 'create', item: nap('walk', 90, 'walk') }]);
      const { started, swept } = await sweep(10);
      expect(started).toEqual(oldestFirst);
      expect(swept).toMatchObject({ started: 7, left: 1 });
    });
  });
});
