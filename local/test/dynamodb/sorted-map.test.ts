import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Range, SortedMap } from '../../dynamodb/sorted-map.ts';

const key = fc.integer({ min: 0, max: 2_000 }).map((n) => String(n).padStart(4, '0'));
const bound = fc.option(key, { nil: undefined });

describe('a sorted map', () => {
  it('holds what a map holds and walks it in order within any bounds', () => {
    const steps = fc.array(fc.tuple(key, fc.boolean()), { maxLength: 1_500, size: 'max' });
    const range = fc.record({ gte: bound, gt: bound, lt: bound, lte: bound, reverse: fc.boolean() });
    fc.assert(
      fc.property(steps, range, (changes, { reverse, ...bounds }) => {
        const [sorted, plain] = [new SortedMap<number>(), new Map<string, number>()];
        changes.forEach(([name, isPut], at) => {
          if (isPut) sorted.set(name, at);
          else expect(sorted.delete(name)).toBe(plain.has(name));
          if (isPut) plain.set(name, at);
          else plain.delete(name);
        });
        const { gte = '', gt = '', lt = '~', lte = '~' } = bounds;
        const inside = [...plain]
          .filter(([name]) => name >= gte && name > gt && name < lt && name <= lte)
          .sort(([a], [b]) => (a < b ? -1 : 1));
        const given = Object.fromEntries(Object.entries(bounds).filter(([, value]) => value !== undefined)) as Range;
        expect([...sorted.entries({ ...given, reverse })]).toEqual(reverse ? inside.reverse() : inside);
        expect(sorted.size).toBe(plain.size);
        for (const [name, value] of plain) expect(sorted.get(name)).toBe(value);
      }),
      { numRuns: 60 },
    );
  });
});
