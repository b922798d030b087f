import fc from 'fast-check';
import engine from 'jsonata';
import { describe, expect, it } from 'vitest';
import { compileExpression } from '../../../step-functions/jsonata/expression.ts';
import { fastPathOf, NOT_FAST } from '../../../step-functions/jsonata/fast-path.ts';
import { toPlainJson } from '../../../step-functions/jsonata/plain-json.ts';
import { seededRandom } from '../../../step-functions/jsonata/seeded-random.ts';

const around = { now: () => 0, random: () => 0.25, uuid: () => 'id' };
const evaluate = async (source: string, input: unknown = {}) =>
  compileExpression(`{% ${source} %}`, around).evaluate({ states: { input }, variables: { v: 1 } });

describe('the functions Step Functions adds', () => {
  it.each([
    ['$partition([1, 2, 3], 2)', [[1, 2], [3]]],
    ['$partition([1], 2.9)', [[1]]],
    ['$partition([1, 2])', [[1, 2]]],
    ['$partition([], 2)', undefined],
    ['$partition([1], 0)', undefined],
    ['$range(0, 9, 3)', [0, 3, 6, 9]],
    ['$range(5, 0, -2)', [5, 3, 1]],
    ['$range(-1.7, 2, 1)', [-1, 0, 1, 2]],
    ['$range(1, 9, 9)', 1],
    ['$range(1, 9, 0)', undefined],
    ['$range(9, 1, 1)', undefined],
    ["$hash('a', 'MD5')", '0cc175b9c0f1b6a831c399e269772661'],
    ["$hash('a', 'SHA-256')", 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb'],
    ["$hash('a')", undefined],
    ['$parse(\'{"a": [1, null]}\')', { a: [1, null] }],
    ["$parse('null')", null],
    ['$random()', 0.25],
    ['$random(42)', 0.7275636800328681],
    ['$uuid()', 'id'],
    ['$parseInteger("abc", "0")', 'NaN'],
  ])('%s', async (source, value) => {
    expect(await evaluate(source)).toEqual(value);
  });

  it.each([
    ["$partition('a', 1)", 'T0412'],
    ['$partition([1], -2)', 'D3137'],
    ["$range('0', 4, 1)", 'T0410'],
    ['$range(0, 4, 1, 2)', 'T0410'],
    ["$hash('a', 'CRC')", 'D3137'],
    ["$parse('{')", 'D3137'],
    ['$parse(1)', 'T0410'],
    ['$uuid(1)', 'T0410'],
    ["$eval('1')", 'T1006'],
  ])('%s fails', async (source, code) => {
    await expect(evaluate(source)).rejects.toMatchObject({ code });
  });

  it('the seeded numbers lie in [0, 1) and come again', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (seed) => {
        expect(seededRandom(seed)).toBe(seededRandom(seed));
        expect(seededRandom(seed)).toBeGreaterThanOrEqual(0);
        expect(seededRandom(seed)).toBeLessThan(1);
      }),
    );
  });
});

describe('the shortcut around the engine', () => {
  const sources = [
    ...[
      '$v',
      '$v.a',
      '$states.input',
      '$states.input.a',
      '$states.input.a.b',
      '$states.input.b.a',
      '$missing',
      '$missing.a',
    ],
    ...[
      '$states.input.a = 1',
      "$states.input.a != 'x'",
      '$states.input.a.b = true',
      '$states.input.a = null',
      '$v = 1',
    ],
    ...['$states.input.toString', '$states.input.a.length', '$states.input.constructor'],
  ];
  const leaf = fc.oneof(fc.constant(null), fc.boolean(), fc.integer({ min: 0, max: 2 }), fc.constantFrom('x', ''));
  const { json } = fc.letrec((tie) => ({
    json: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('json'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'length'), tie('json'), { maxKeys: 3 }),
    ),
  }));

  it('answers what the engine answers, or not at all', async () => {
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...sources), json, json, async (source, input, v) => {
        const compiled = engine(source);
        const fast = fastPathOf(compiled.ast());
        const bindings = { states: { input }, variables: { v } };
        const value = fast ? fast(bindings) : NOT_FAST;
        if (value === NOT_FAST) return;
        answered += 1;
        expect(toPlainJson(value)).toEqual(toPlainJson(await compiled.evaluate(undefined, { v, states: { input } })));
      }),
      { numRuns: 2000 },
    );
    expect(answered).toBeGreaterThan(200);
  });

  it.each(['$states', '$states.input.a[0]', '$states.input.*', '$states.input.a + 1', '$states.input.a[]'])(
    'leaves %s to the engine',
    (source) => {
      expect(fastPathOf(engine(source).ast())).toBeUndefined();
    },
  );
});
