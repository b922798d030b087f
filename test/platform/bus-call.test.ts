import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { callsOf } from '../../functions/platform/bus-call.ts';

const entry = fc.record({ subject: fc.constantFrom('A', 'B', 'C', 'D'), bytes: fc.integer({ min: 1, max: 300_000 }) });
const entries = fc.array(entry, { maxLength: 60 });

const atOnce = fc.integer({ min: 1, max: 16 });

test('every entry is in one call, which is no larger than a call may be; no two of an aggregate are on their way together', () => {
  fc.assert(
    fc.property(entries, atOnce, (all, most) => {
      const groups = callsOf(all, most);
      expect(new Set(groups.flat(2))).toEqual(new Set(all));
      expect(groups.flat(2)).toHaveLength(all.length);
      for (const call of groups.flat()) {
        expect(call.length).toBeLessThanOrEqual(10);
        const bytes = call.reduce((sum, each) => sum + each.bytes, 0);
        expect(call.length === 1 || bytes <= 256 * 1024).toBe(true);
      }
      for (const group of groups)
        expect(new Set(group.flat().map(({ subject }) => subject)).size).toBe(group.flat().length);
    }),
  );
});

test('the entries of an aggregate keep their order', () => {
  fc.assert(
    fc.property(entries, atOnce, (all, most) => {
      const called = callsOf(all, most).flat(2);
      for (const whose of ['A', 'B', 'C', 'D']) {
        const isTheirs = ({ subject }: { subject: string }) => subject === whose;
        expect(called.filter(isTheirs)).toEqual(all.filter(isTheirs));
      }
    }),
  );
});

const small = (count: number) => Array.from({ length: count }, (_, each) => ({ subject: `${each}`, bytes: 1000 }));
const sizes = (count: number, most: number) =>
  callsOf(small(count), most).map((group) => group.map(({ length }) => length));

test('a call is filled while there is room', () => {
  expect(sizes(25, 1)).toEqual([[10], [10], [5]]);
});

test('calls are made one, two, four at a time, and so on to the most', () => {
  expect(sizes(100, 8).map((group) => group.length)).toEqual([1, 2, 4, 3]);
  expect(sizes(300, 8).map((group) => group.length)).toEqual([1, 2, 4, 8, 8, 7]);
});
