import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { type Handled, isStuck, type PauseFacts, pauseSeconds } from '../../functions/platform/redelivery.ts';

const now = Temporal.Instant.from('2026-11-23T15:00:00.400Z');
const failed = { kind: 'failed', code: 'x' } as const;
const change = { kind: 'waits', for: { kind: 'change' } } as const;
const turn = (perSecond: number) => ({ kind: 'waits', for: { kind: 'turn', perSecond } }) as const;
const until = (at: string) => ({ kind: 'waits', for: { kind: 'instant', at } }) as const;
type Undone = Exclude<Handled, { kind: 'done' }>;

describe('the pause before an event comes again', () => {
  test.each<[string, Undone, Partial<PauseFacts>, number]>([
    ['a second after the first failure', failed, {}, 1],
    ['twice as long each time', failed, { receiveCount: 5 }, 12],
    ['up to a quarter longer by chance', failed, { receiveCount: 5, random: 0.999 }, 16],
    ['ten minutes at most', failed, { receiveCount: 200, random: 0.999 }, 600],
    ['an hour at most where somebody else is waited for', change, { receiveCount: 200, random: 0.9999 }, 3600],
    ['until an instant, rounded up', until('2026-11-23T15:00:30.500Z'), {}, 31],
    ['at once for an instant that has passed', until('2026-11-23T15:00:00.000Z'), {}, 1],
    ['a quarter of an hour at most for an instant', until('2099-01-01T00:00:00.000Z'), {}, 900],
    ['the next second where hardly anything waits', turn(14), { backlog: 3, random: 0.999 }, 1],
    ['within the time that all that waits needs', turn(14), { backlog: 1400, random: 0.5 }, 51],
    ['a quarter of an hour at most for its turn', turn(0.5), { backlog: 50_000, random: 0.9 }, 900],
  ])('is %s', (_what, undone, facts, seconds) => {
    expect(pauseSeconds(undone, { receiveCount: 1, backlog: 0, now, random: 0, ...facts })).toBe(seconds);
  });

  test('lets as many come in each second as are let through, whatever waits', () => {
    const pauses = Array.from({ length: 7_000 }, (_, n) =>
      pauseSeconds(turn(14), { receiveCount: 1, backlog: 7_000, now, random: (n + 0.5) / 7_000 }),
    );
    const bySecond = Object.values(Object.groupBy(pauses, (seconds) => seconds)).map((all) => all?.length);
    expect(bySecond).toHaveLength(500);
    expect(Math.max(...bySecond.map(Number))).toBeLessThanOrEqual(15);
  });

  test('property: is a whole second at least, and within what SQS takes', () => {
    const undone = fc.oneof(
      fc.constantFrom<Undone>(failed, change, until('2026-11-23T16:00:00.000Z')),
      fc.double({ min: 0.1, max: 500, noNaN: true }).map(turn),
    );
    const facts = fc.record({
      receiveCount: fc.integer({ min: 1, max: 1000 }),
      backlog: fc.nat(1_000_000),
      random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    });
    fc.assert(
      fc.property(undone, facts, (each, given) => {
        const seconds = pauseSeconds(each, { ...given, now });
        expect(Number.isInteger(seconds) && seconds >= 1 && seconds <= 43_200).toBe(true);
      }),
    );
  });
});

test('an event is stuck when it has failed for minutes, not when it waits', () => {
  expect([1, 7, 8].map((count) => isStuck(failed, count))).toEqual([false, false, true]);
  expect(isStuck(change, 100)).toBe(false);
});
