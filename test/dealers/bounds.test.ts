import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clamp, isWithin } from '../../functions/dealers/dials/bounds.ts';

const bounds = fc
  .tuple(fc.integer(), fc.integer())
  .map(([one, other]) => ({ min: Math.min(one, other), max: Math.max(one, other) }));

describe('clamp', () => {
  test.each([
    ['below', 4, 5],
    ['the lower end', 5, 5],
    ['inside', 7, 7],
    ['the upper end', 9, 9],
    ['above', 10, 9],
  ])('%s: %i becomes %i', (_where, value, expected) => {
    expect(clamp(value, { min: 5, max: 9 })).toBe(expected);
  });

  test('gives a value within the bounds, and leaves one alone that lies there', () => {
    fc.assert(
      fc.property(fc.integer(), bounds, (value, range) => {
        const clamped = clamp(value, range);
        expect(isWithin(clamped, range)).toBe(true);
        expect(clamped === value).toBe(isWithin(value, range));
      }),
    );
  });
});
