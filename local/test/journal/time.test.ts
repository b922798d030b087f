import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Journal } from '../../journal/journal.ts';
import { KeptClock } from '../../journal/kept-clock.ts';
import { openJournal } from '../../journal/sqlite-journal.ts';
import { type ClockOption, keptClock, type RuntimeClock } from '../../runtime-clock.ts';
import { start } from './lives.ts';

const origin = Date.parse(start);
let folder: string;
let journal: Journal;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'time-'));
  journal = openJournal(folder);
});
afterEach(() => {
  journal.close();
  rmSync(folder, { recursive: true });
});

async function restarted(clock: ClockOption = { start }): Promise<RuntimeClock> {
  await journal.written();
  journal.close();
  journal = openJournal(folder);
  return keptClock(clock, journal);
}

describe('the clock', () => {
  test('stands where it stood, whatever instant is asked for', async () => {
    const first = keptClock({ start }, journal);
    first.resume();
    await first.scheduler.moveTo(origin + 5000);
    const second = await restarted({ start: '2020-01-01T00:00:00Z' });
    expect([second.scheduler.now(), second.runs]).toEqual([origin + 5000, false]);
  });

  test('that ran runs on, unless it is asked to stand; that stood runs when it is asked to', async () => {
    keptClock('real', journal);
    expect((await restarted({})).runs).toBe(true);
    expect((await restarted({ start })).runs).toBe(false);
    expect((await restarted({})).runs).toBe(false);
    expect((await restarted('real')).runs).toBe(true);
  });

  test('that runs has run on while the runtime did not, and never goes back', async () => {
    let realNow = 1_000_000;
    const kept = () => new KeptClock(journal, () => realNow);
    kept().note(origin, true);
    await restarted();
    realNow += 60_000;
    expect(kept()).toMatchObject({ start: origin, ran: true, reached: origin + 60_000 });
    realNow -= 500_000;
    expect(kept().reached).toBe(origin);
    kept().note(origin, false);
    await restarted();
    expect(kept()).toMatchObject({ start: origin, ran: false, reached: undefined });
  });
});

test('a clock that ran fires late what became due while the runtime did not run, up to the present', async () => {
  let realNow = origin;
  const time = (clock: ClockOption) => keptClock(clock, journal, { realNow: () => realNow });
  const first = time('real');
  const began = first.scheduler.now();
  first.scheduler.at(began + 30_000, 'due', () => {});
  first.scheduler.at(began + 600_000, 'not due', () => {});
  await restarted({});
  realNow += 60_000;
  const second = time({});
  const fired: string[] = [];
  for (const [name, after] of [
    ['not due', 600_000],
    ['due', 30_000],
  ] as const)
    second.scheduler.at(began + after, name, () => void fired.push(name));
  // Loading the templates takes a while.
  realNow += 5000;
  second.resume();
  await second.scheduler.moveTo((now) => now);
  expect(fired).toEqual(['due']);
  expect(second.scheduler.now() - began).toBeGreaterThanOrEqual(65_000);
  expect(second.scheduler.now() - began).toBeLessThan(600_000);
});

describe('timers', () => {
  /** Sets timers that write their names down, in this order. */
  const setAt = (at: number) => (clock: RuntimeClock, fired: string[], names: readonly string[]) => {
    for (const name of names) clock.scheduler.at(at, name, () => void fired.push(name));
  };
  const set = setAt(origin + 1000);

  test('of one instant fire in the order in which they were set first, however they are set again; new ones follow', async () => {
    const fired: string[] = [];
    set(keptClock({ start }, journal), fired, ['a', 'b', 'c', 'd']);
    const second = await restarted();
    set(second, fired, ['new', 'd', 'b', 'a', 'c']);
    second.resume();
    set(second, fired, ['newest']);
    await second.scheduler.moveTo(origin + 1000);
    expect(fired).toEqual(['a', 'b', 'c', 'd', 'new', 'newest']);
  });

  test('that were due and had not fired do so after the restart, one after another; those that had do not', async () => {
    const fired: string[] = [];
    const first = keptClock({ start }, journal);
    first.resume();
    set(first, fired, ['a']);
    // The runtime dies while the work of this timer is under way.
    first.scheduler.at(origin + 1000, 'b', () => new Promise<void>(() => {}));
    set(first, fired, ['c', 'd']);
    void first.scheduler.moveTo(origin + 5000);
    while (fired.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(fired).toEqual(['a']);
    const second = await restarted();
    expect(second.scheduler.now()).toBe(origin + 1000);
    set(second, fired, ['d', 'c']);
    expect(fired).toEqual(['a']);
    second.resume();
    await second.scheduler.moveTo(origin + 1000);
    expect(fired).toEqual(['a', 'c', 'd']);
  });

  test('nothing fires before the services have taken up their state, and the runtime is not at rest till then', async () => {
    const time = keptClock({ start }, journal);
    const fired: string[] = [];
    setAt(origin)(time, fired, ['at once']);
    setAt(origin - 1)(time, fired, ['cancelled']);
    time.scheduler.at(origin, 'called off', () => void fired.push('called off')).cancel();
    const rest = time.scheduler.idle().then(() => fired.push('rest'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(fired).toEqual([]);
    time.resume();
    await rest;
    expect(fired).toEqual(['at once', 'cancelled', 'rest']);
  });

  test('that are cancelled, and those that nobody sets again, leave nothing behind', async () => {
    const first = keptClock({ start }, journal);
    first.scheduler.at(origin + 1000, 'cancelled', () => {}).cancel();
    set(first, [], ['forgotten', 'kept']);
    const second = await restarted();
    set(second, [], ['kept']);
    second.resume();
    await restarted();
    expect(
      journal
        .shelf('timers')
        .left()
        .map(([, timer]) => timer),
    ).toEqual([{ at: origin + 1000, label: 'kept' }]);
  });

  test('property: they fire in the order of instants, then of setting, wherever the restarts come', async () => {
    const timer = fc.record({
      in: fc.integer({ min: 0, max: 4 }),
      restarts: fc.boolean(),
      moves: fc.integer({ min: 0, max: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(timer, { maxLength: 12 }), async (timers) => {
        journal.close();
        rmSync(folder, { recursive: true });
        journal = openJournal(folder);
        let time = keptClock({ start }, journal);
        time.resume();
        const fired: number[] = [];
        const pending = new Map<number, number>();
        const arm = (at: number, name: number) =>
          time.scheduler.at(at, String(name), () => {
            pending.delete(name);
            fired.push(name);
          });
        for (const [name, { in: delay, restarts, moves }] of timers.entries()) {
          if (restarts) {
            time = await restarted();
            for (const [set, at] of [...pending].reverse()) arm(at, set);
            time.resume();
          }
          const at = time.scheduler.now() + 1 + delay;
          pending.set(name, at);
          arm(at, name);
          await time.scheduler.moveTo(time.scheduler.now() + moves);
        }
        await time.scheduler.moveTo(time.scheduler.now() + 10);
        let now = origin;
        const instants = timers.map(({ in: delay, moves }, name) => {
          const at = now + 1 + delay;
          now += moves;
          return { at, name };
        });
        instants.sort((one, other) => one.at - other.at || one.name - other.name);
        expect(fired).toEqual(instants.map(({ name }) => name));
      }),
      { numRuns: 30 },
    );
  });
});
