import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createScheduler } from '../virtual-scheduler.ts';

const start = Date.parse('2026-03-02T14:00:00.000Z');
const minute = 60_000;

describe('a clock that stands still', () => {
  test('timers fire in the order of their instants, and for one instant in the order they were set', async () => {
    const scheduler = createScheduler({ start });
    const seen: string[] = [];
    for (const [after, name] of [
      [5, 'e'],
      [1, 'a'],
      [3, 'b'],
      [3, 'c'],
      [9, 'late'],
      [3, 'd'],
    ] as const) {
      scheduler.at(start + after * minute, name, () => {
        seen.push(`${name}@${(scheduler.now() - start) / minute}`);
      });
    }
    const moved = await scheduler.moveTo(start + 6 * minute);
    expect(seen).toEqual(['a@1', 'b@3', 'c@3', 'd@3', 'e@5']);
    expect(moved).toEqual({ now: start + 6 * minute, fired: 5, skipped: 0 });
    expect(scheduler.now()).toBe(start + 6 * minute);
  });

  test('property: any set of timers, some cancelled, fires sorted and stable', async () => {
    const timer = fc.record({ after: fc.integer({ min: 1, max: 12 }), cancelled: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(timer, { maxLength: 40 }), async (timers) => {
        const scheduler = createScheduler({ start });
        const seen: number[] = [];
        const set = timers.map(({ after }, index) =>
          scheduler.at(start + after, String(index), () => {
            seen.push(index);
          }),
        );
        timers.forEach(({ cancelled }, index) => {
          if (cancelled) set[index]?.cancel();
        });
        await scheduler.moveTo(start + 12);
        const expected = timers
          .map((given, index) => ({ ...given, index }))
          .filter(({ cancelled }) => !cancelled)
          .sort((one, other) => one.after - other.after || one.index - other.index)
          .map(({ index }) => index);
        expect(seen).toEqual(expected);
      }),
    );
  });

  test('between two timers everything the first one started has ended, however many hops it takes', async () => {
    const scheduler = createScheduler({ start });
    const seen: string[] = [];
    scheduler.at(start + 1, 'first', () => {
      setImmediate(() => {
        void scheduler.track(
          (async () => {
            for (let hop = 0; hop < 10; hop += 1) await new Promise((go) => setImmediate(go));
            seen.push(`first's work ended at ${scheduler.now() - start}`);
          })(),
        );
      });
    });
    scheduler.at(start + 2, 'second', () => {
      seen.push('second');
    });
    await scheduler.moveTo(start + 2);
    expect(seen).toEqual(["first's work ended at 1", 'second']);
  });

  test('timers set by timers fire in the same move', async () => {
    const scheduler = createScheduler({ start });
    const ticks: number[] = [];
    const tick = () => {
      ticks.push((scheduler.now() - start) / minute);
      scheduler.at(scheduler.now() + minute, 'tick', tick);
    };
    scheduler.at(start + minute, 'tick', tick);
    expect((await scheduler.moveTo(start + 3 * minute)).fired).toBe(3);
    expect(ticks).toEqual([1, 2, 3]);
  });

  test('a timer due at once fires without a move, even while the work that set it waits for it', async () => {
    const scheduler = createScheduler({ start });
    const answer = await scheduler.track(
      new Promise<string>((resolve) => {
        scheduler.at(start - minute, 'retry', () => resolve('answered'));
      }),
    );
    expect(answer).toBe('answered');
  });

  test('idle waits for a timer due at once and for what it starts; a cancelled one holds up nobody', async () => {
    const scheduler = createScheduler({ start });
    const seen: string[] = [];
    scheduler.at(start, 'now', async () => {
      await new Promise((go) => setImmediate(go));
      seen.push('done');
    });
    scheduler
      .at(start, 'never', () => {
        seen.push('never');
      })
      .cancel();
    await scheduler.idle();
    expect(seen).toEqual(['done']);
  });

  test('ten years ahead is exact', async () => {
    const scheduler = createScheduler({ start });
    const due = Date.parse('2036-03-02T14:00:00.001Z');
    let firedAt = 0;
    scheduler.at(due, 'ten years', () => {
      firedAt = scheduler.now();
    });
    await scheduler.moveTo(due - 1);
    expect(firedAt).toBe(0);
    await scheduler.moveTo(due);
    expect(firedAt).toBe(due);
  });

  test('moves are carried out one after another, and a relative one counts from its own turn', async () => {
    const scheduler = createScheduler({ start });
    const [, second] = await Promise.all([
      scheduler.moveTo((now) => now + minute),
      scheduler.moveTo((now) => now + minute),
    ]);
    expect(second.now).toBe(start + 2 * minute);
  });

  test('time does not go back, and the next move still works', async () => {
    const scheduler = createScheduler({ start });
    await expect(scheduler.moveTo(start - 1)).rejects.toThrow(RangeError);
    await expect(scheduler.moveTo(Number.NaN)).rejects.toThrow(RangeError);
    expect((await scheduler.moveTo(start + 1)).now).toBe(start + 1);
  });

  test('a timer that throws, at once or later, is reported and counted, and the next one fires', async () => {
    const reported: string[] = [];
    const scheduler = createScheduler({ start, complain: (label, error) => reported.push(`${label}: ${error}`) });
    scheduler.at(start + 1, 'throws', () => {
      throw new Error('one');
    });
    scheduler.at(start + 2, 'rejects', async () => {
      throw new Error('two');
    });
    let third = false;
    scheduler.at(start + 3, 'third', () => {
      third = true;
    });
    await scheduler.moveTo(start + 3);
    expect(reported).toEqual(['throws: Error: one', 'rejects: Error: two']);
    expect(scheduler.failures()).toBe(2);
    expect(third).toBe(true);
  });

  test('skipped ticks are counted for the move in which they were skipped', async () => {
    const scheduler = createScheduler({ start });
    scheduler.at(start + 1, 'schedule', () => scheduler.addSkipped(59));
    expect((await scheduler.moveTo(start + 1)).skipped).toBe(59);
    expect((await scheduler.moveTo(start + 2)).skipped).toBe(0);
  });

  test('a timer without an instant is refused by name', () => {
    expect(() => createScheduler({ start }).at(Number.NaN, 'Wait1', () => {})).toThrow('Wait1');
  });
});
