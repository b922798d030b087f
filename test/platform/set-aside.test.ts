import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asciiJson, lettersOf, type SetAside } from '../../functions/platform/set-aside.ts';

const aside = (id: number, because: string, text: string): SetAside => ({
  PK: 'LEAD#L1',
  SK: `FACT#${id}`,
  because,
  fact: {
    id: `${id}`,
    room: 'leads',
    type: 't.v1',
    time: '',
    subject: 'L1',
    correlationid: 'L1',
    data: { text },
  },
});

describe('the letters of facts that are set aside', () => {
  test('hold every place once, in order and by cause, and stay below what a queue takes', () => {
    const some = fc.tuple(fc.constantFrom('A', 'B'), fc.constantFrom(0, 10, 60_000, 150_000, 300_000));
    fc.assert(
      fc.property(fc.array(some, { maxLength: 12 }), (all) => {
        const set = all.map(([because, length], id) => aside(id, because, 'x'.repeat(length)));
        const letters = lettersOf(set);
        expect(letters.flatMap(({ because, facts }) => facts.map(({ SK }) => [because, SK]))).toEqual(
          set.map(({ because, SK }) => [because, SK]),
        );
        for (const letter of letters) expect(asciiJson(letter).length).toBeLessThan(256 * 1024);
      }),
      { numRuns: 50 },
    );
  });

  test('show a fact where it fits, else where it is kept', () => {
    const [small, large] = lettersOf([aside(1, 'A', 'small'), aside(2, 'A', '\u0001'.repeat(100_000))]).flatMap(
      ({ facts }) => facts,
    );
    expect(small?.fact?.data).toEqual({ text: 'small' });
    expect(large).toEqual({ PK: 'LEAD#L1', SK: 'FACT#2' });
  });
});

test('JSON in ASCII is read as what it was', () => {
  fc.assert(
    fc.property(fc.uint16Array(), (units) => {
      const text = `${String.fromCharCode(...units)}\ufffe\ud800é`;
      const written = asciiJson({ text });
      expect(/^[\x20-\x7e]*$/.test(written)).toBe(true);
      expect(JSON.parse(written)).toEqual({ text });
    }),
  );
});
