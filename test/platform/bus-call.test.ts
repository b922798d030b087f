import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { callsOf } from '../../functions/platform/bus-call.ts';

const entry = fc.record({ subject: fc.constantFrom('A', 'B', 'C', 'D'), bytes: fc.integer({ min: 1, max: 300_000 }) });
const entries = fc.array(entry, { maxLength: 60 });

test('every entry is in one call, which is no larger than a call may be and has one entry of an aggregate at most', () => {
  fc.assert(
    fc.property(entries, (all) => {
      const calls = callsOf(all);
      expect(new Set(calls.flat())).toEqual(new Set(all));
      expect(calls.flat()).toHaveLength(all.length);
      for (const call of calls) {
        expect(call.length).toBeLessThanOrEqual(10);
        const bytes = call.reduce((sum, each) => sum + each.bytes, 0);
        expect(call.length === 1 || bytes <= 256 * 1024).toBe(true);
        expect(new Set(call.map(({ subject }) => subject)).size).toBe(call.length);
      }
    }),
  );
});

test('the entries of an aggregate keep their order', () => {
  fc.assert(
    fc.property(entries, (all) => {
      const called = callsOf(all).flat();
      for (const whose of ['A', 'B', 'C', 'D']) {
        const isTheirs = ({ subject }: { subject: string }) => subject === whose;
        expect(called.filter(isTheirs)).toEqual(all.filter(isTheirs));
      }
    }),
  );
});

test('a call is filled while there is room', () => {
  const small = Array.from({ length: 25 }, (_, each) => ({ subject: `${each}`, bytes: 1000 }));
  expect(callsOf(small).map((call) => call.length)).toEqual([10, 10, 5]);
});
