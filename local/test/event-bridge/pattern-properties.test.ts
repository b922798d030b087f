import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toMillionths } from '../../event-bridge/pattern/comparable-number.ts';
import { compilePattern } from '../../event-bridge/pattern.ts';

const key = fc.constantFrom('a', 'b', 'c', 'detail-type');
const scalar = fc.oneof(
  fc.string(),
  fc.boolean(),
  fc.constant(null),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const { event } = fc.letrec<{ event: Record<string, unknown>; value: unknown }>((tie) => ({
  event: fc.dictionary(key, tie('value'), { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
  value: fc.oneof({ maxDepth: 3 }, scalar, tie('event')),
}));

/** The pattern that asks for exactly the values of an event. */
function asking(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return [value];
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, asking(member)]));
}

describe('properties', () => {
  test('the pattern of an event’s own values matches it, alone and in an array', () => {
    fc.assert(
      fc.property(event, (given) => {
        const matches = compilePattern(asking(given));
        expect(matches(given)).toBe(true);
        expect(compilePattern({ in: asking(given) })({ in: [{}, given, { z: 1 }] })).toBe(true);
      }),
    );
  });

  test('and with one more field that is missing it does not; asking for its absence it does', () => {
    fc.assert(
      fc.property(event, (given) => {
        const asked = Object(asking(given));
        expect(compilePattern({ ...asked, more: [{ exists: true }] })(given)).toBe(false);
        expect(compilePattern({ ...asked, more: [{ exists: false }] })(given)).toBe(true);
      }),
    );
  });

  test('a value that is there is either one of the list or anything but it', () => {
    const values = fc.oneof(fc.array(fc.string(), { minLength: 1 }), fc.array(fc.integer(), { minLength: 1 }));
    fc.assert(
      fc.property(values, scalar, (list, value) => {
        const anyOf = compilePattern({ a: list })({ a: value });
        expect(compilePattern({ a: [{ 'anything-but': list }] })({ a: value })).toBe(!anyOf);
      }),
    );
  });

  test('a wildcard matches as the regular expression of the same form', () => {
    const letters = fc.stringMatching(/^[ab]{0,8}$/);
    const wildcard = fc.stringMatching(/^[ab]{0,3}(\*[ab]{1,3}){0,2}\*?$/);
    fc.assert(
      fc.property(wildcard, letters, (form, text) => {
        const expected = new RegExp(`^${form.replaceAll('*', '.*')}$`).test(text);
        expect(compilePattern({ a: [{ wildcard: form }] })({ a: text })).toBe(expected);
      }),
    );
  });

  test('numbers compare as numbers to six decimals', () => {
    const number = fc.integer({ min: -2e9, max: 2e9 }).map((millionths) => millionths / 1e6);
    fc.assert(
      fc.property(number, number, (value, bound) => {
        const holds = (operator: string) => compilePattern({ a: [{ numeric: [operator, bound] }] })({ a: value });
        expect([holds('<'), holds('='), holds('>')]).toEqual([value < bound, value === bound, value > bound]);
        expect([holds('<='), holds('>=')]).toEqual([value <= bound, value >= bound]);
      }),
    );
  });

  test('a number in millionths is what its text says', () => {
    const cases = ['0', '-0', '1', '1e3', '1.5e-3', '0.000001', '-500000000000', '1E+2', '100.500'];
    expect(cases.map(toMillionths)).toEqual([
      ...[0n, 0n, 1_000_000n, 1_000_000_000n, 1_500n, 1n, -500_000_000_000_000_000n, 100_000_000n, 100_500_000n],
    ]);
    expect(['1e-7', '0.0000001', '500000000000.000001', '', 'x', '"1"'].map(toMillionths)).toEqual(
      Array(6).fill(undefined),
    );
  });
});
