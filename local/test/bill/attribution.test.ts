import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unitsOfWork, usdByCause } from '../../bill/attribution.ts';

const causesOf = (causes: Record<string, Record<string, number>>) =>
  new Map(Object.entries(causes).map(([name, of]) => [name, new Map(Object.entries(of))]));
const usd = ({ units }: { units: number }) => units;

describe('what caused the cost', () => {
  test('a function is paid for by those who invoked it, by how often they did', () => {
    const used = [
      { id: 'lambda.request', units: 8, by: 'notify' },
      { id: 'states.transition', units: 5, by: 'Timer' },
      { id: 'events.customEvent', units: 1, by: 'event thing.taken' },
    ];
    const causes = causesOf({ notify: { 'event thing.taken': 1, Timer: 3 } });
    const named = (by: string) => (by === 'Timer' ? 'execution timer' : by);
    expect(Object.fromEntries(usdByCause({ used, usd, causes, named }))).toEqual({
      'event thing.taken': 1 + 8 / 4,
      'execution timer': 5 + (8 * 3) / 4,
    });
  });

  test('a unit of work costs its own part, and its part of everything', () => {
    const spent = { byCause: new Map([['event a', 6]]), total: 12, kind: 'event' };
    expect(
      unitsOfWork(
        new Map([
          ['a', 3],
          ['b', 2],
        ]),
        spent,
      ),
    ).toEqual({
      a: { count: 3, usd: 2, usdOfAll: 4 },
      b: { count: 2, usd: 0, usdOfAll: 6 },
    });
  });

  test('nothing is lost and nothing is paid twice', () => {
    const name = fc.constantFrom('f', 'g', 'h', 'event a', 'event b');
    const used = fc.array(fc.record({ id: fc.constant('x'), units: fc.integer({ min: 0, max: 1000 }), by: name }));
    const causes = fc.dictionary(
      fc.constantFrom('f', 'g'),
      fc.dictionary(fc.constantFrom('event a', 'h', 'i'), fc.integer({ min: 1, max: 9 }), { minKeys: 1 }),
    );
    fc.assert(
      fc.property(used, causes, (each, by) => {
        const byCause = usdByCause({ used: each, usd, causes: causesOf(by), named: (as) => as });
        const total = [...byCause.values()].reduce((sum, more) => sum + more, 0);
        expect(total).toBeCloseTo(
          each.reduce((sum, { units }) => sum + units, 0),
          6,
        );
      }),
    );
  });
});
