import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { instant } from '../../functions/events/event.ts';
import { boundedAmount, boundedId, boundedInstant } from '../../functions/platform/bounded.contract.ts';
import { cursorOf, pageParameters } from '../../functions/platform/page.contract.ts';
import { hostileDates, hostileTexts } from '../support/hostile-texts.ts';

describe('an instant', () => {
  test.each([
    ['2026-03-02T09:30:00Z', '2026-03-02T09:30:00.000Z'],
    ['2026-03-02T09:30:00.1234567Z', '2026-03-02T09:30:00.123Z'],
    ['2026-03-02T09:30:00.1239999999999999Z', '2026-03-02T09:30:00.123Z'],
    ['2026-03-02T09:30:00-05:00', '2026-03-02T14:30:00.000Z'],
    ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
    ['0000-01-01T00:00:00+00:01', undefined],
    ['9999-12-31T23:59:59-00:01', undefined],
    ['2026-03-02T09:30:60Z', undefined],
    ['2026-02-30T09:30:00Z', undefined],
    ['2026-03-02T09:30:00', undefined],
    ['2026-03-02', undefined],
    [1_772_442_600, undefined],
  ])('%s is %s', (stated, expected) => {
    expect(boundedInstant.safeParse(stated).data).toBe(expected);
  });

  test('that is taken is in the form and the order of all others', () => {
    const date = fc.date({ min: new Date('0000-01-02'), max: new Date('9999-12-30'), noInvalidDate: true });
    const offset = fc.constantFrom('Z', '+14:00', '-12:00', '+05:45');
    fc.assert(
      fc.property(date, offset, fc.stringMatching(/^\d{0,12}$/), (at, zone, digits) => {
        const stated = `${at.toISOString().slice(0, 19)}${digits && `.${digits}`}${zone}`;
        const text = boundedInstant.parse(stated);
        expect(instant.safeParse(text).success).toBe(true);
        const exact = Temporal.Instant.from(stated.replace(/(\.\d{9})\d+/, '$1'));
        expect(text).toBe(exact.toString({ smallestUnit: 'millisecond' }));
      }),
    );
    for (const stated of [...hostileDates, ...hostileTexts])
      expect(() => boundedInstant.safeParse(stated)).not.toThrow();
  });
});

test.each([
  ['x'.repeat(200), true],
  ['🚗'.repeat(200), true],
  ['x'.repeat(201), false],
  [' padded ', true],
  ['', false],
  [' ', false],
  ['a\u0000', false],
  ['a\u0085b', false],
  ['half \ud83d', false],
  ['unreadable \ufffd', false],
])('%j as an id is taken: %s', (id, isTaken) => {
  expect(boundedId.safeParse(id).success).toBe(isTaken);
});

test.each([
  [0, true],
  [0.5, true],
  [100, true],
  [100.1, false],
  [-1, false],
  [5e-324, false],
  [Number.POSITIVE_INFINITY, false],
  ['1', false],
])('%s as an amount up to 100 is taken: %s', (amount, isTaken) => {
  expect(boundedAmount(100).safeParse(amount).success).toBe(isTaken);
});

describe('a cursor', () => {
  const { cursor } = pageParameters;
  const id = '01M80195KFN20D5E0GPQYEA5GR';

  test('of a page is taken back', () => {
    const last = `2026-11-23T15:00:00.000Z#${id}`;
    expect(cursor.parse(cursorOf(last))).toBe(last);
  });

  test.each([
    ['a month that is none', `2026-99-23T15:00:00.000Z#${id}`],
    ['a day that is none', `2026-02-30T15:00:00.000Z#${id}`],
    ['another precision', `2026-11-23T15:00:00Z#${id}`],
    ['a year of six digits', `+010000-01-01T00:00:00.000Z#${id}`],
    ['an id without end', `2026-11-23T15:00:00.000Z#${'x'.repeat(2000)}`],
    ['another id', '2026-11-23T15:00:00.000Z#a b'],
    ['no id', '2026-11-23T15:00:00.000Z#'],
    ['nothing', ''],
  ])('with %s is refused', (_what, last) => {
    expect(z.object({ cursor }).safeParse({ cursor: cursorOf(last) }).success).toBe(false);
  });
});
