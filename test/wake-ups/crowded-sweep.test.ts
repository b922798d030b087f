import { Temporal } from 'temporal-polyfill';
import { expect, test, vi } from 'vitest';
import { toInstantText } from '../../functions/events/event.ts';
import type { Table } from '../../functions/platform/table.ts';
import { sweepDue } from '../../functions/wake-ups/sweep.flow.ts';
import { contextAt } from '../platform/platform.builders.ts';

vi.hoisted(() => {
  process.env['POWERTOOLS_LOG_LEVEL'] = 'SILENT';
});

const time = Temporal.Instant.from('2026-11-24T01:00:00.000Z');
const dueSince = (seconds: number) => toInstantText(time.subtract({ seconds }));

/** A table in which so many timers have been due for long, and one other thing for half a minute. */
function tableWith(timers: number): Table {
  const items = [
    ...Array.from({ length: timers }, (_, each) => ({
      PK: `T#${each}`,
      SK: 'X',
      dueKind: 'timer',
      dueAt: dueSince(600),
    })),
    { PK: 'HERE', SK: 'X', dueKind: 'here', dueAt: dueSince(30) },
  ];
  const pageUpTo = async (
    _index: unknown,
    shard: string,
    { after, limit }: { after?: { n: number }; limit: number },
  ) => {
    if (shard !== '0') return { items: [] };
    const from = after?.n ?? 0;
    return {
      items: items.slice(from, from + limit),
      ...(from + limit < items.length && { next: { n: from + limit } }),
    };
  };
  return { pageUpTo } as unknown as Table;
}

/** Sweeps on a clock that moves while somebody waits: for a turn, or for a service that hangs for so long. */
async function sweep(timers: number, hangsSeconds: number) {
  let ms = 0;
  const later = globalThis.setTimeout;
  vi.stubGlobal('setTimeout', (then: () => void, pause = 0) => {
    ms += pause;
    return later(then, 0);
  });
  let hanging: Promise<void> | undefined;
  const hang = () =>
    (hanging ??= new Promise((resolve) =>
      later(() => {
        ms += hangsSeconds * 1000;
        hanging = undefined;
        resolve();
      }, 1),
    ));
  const told: string[] = [];
  let calls = 0;
  const refused = async () => {
    calls += 1;
    if (hangsSeconds > 0) await hang();
    throw new Error('Step Functions takes none.');
  };
  const kinds = {
    timer: async () => [{ isExecution: true, run: refused }],
    here: async ({ PK }: { readonly PK: string }) => [{ isExecution: false, run: async () => void told.push(PK) }],
  };
  const context = { ...contextAt(toInstantText(time)), clock: () => time.add({ milliseconds: Math.floor(ms) }) };
  const sweeping = { table: tableWith(timers), kinds, startsPerSecond: 30, tellLag: () => {} };
  const swept = await sweepDue(sweeping, context).finally(() => vi.unstubAllGlobals());
  return { told, calls, swept, seconds: ms / 1000 };
}

test.each([
  ['a hundred that are refused', 100, 0],
  ['more than a sweep may start', 1_600, 0],
  ['calls that hang as long as they may', 130, 2],
])('timers that cannot begin hold up nothing else: %s', async (_what, timers, hangsSeconds) => {
  const { told, calls, swept, seconds } = await sweep(timers, hangsSeconds);
  expect(told).toEqual(['HERE']);
  expect(swept).toEqual({ started: 1, left: timers });
  expect(calls).toBeLessThanOrEqual(50 * 30 + 30);
  // The function has 55.
  expect(seconds).toBeLessThan(54);
});
