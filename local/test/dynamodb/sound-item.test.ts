import { createRequire } from 'node:module';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { soundItem } from '../../dynamodb/sound-item.ts';

const require = createRequire(import.meta.url);
const checks = require('dynalite/validations');
const { types, custom } = require('dynalite/validations/putItem');

/** What dynalite alone makes of an item; undefined where it refuses it. */
function checkedItem(item: unknown): unknown {
  try {
    const data = checks.checkTypes({ TableName: 'app', Item: structuredClone(item) }, types);
    checks.checkValidations(data, types, custom, { options: { maxItemSize: Number.POSITIVE_INFINITY } });
    return data.Item;
  } catch {
    return undefined;
  }
}

const odd = fc.oneof(fc.constant(null), fc.integer(), fc.string(), fc.boolean(), fc.constant([]), fc.constant({}));
const number = fc.oneof(
  fc.integer().map(String),
  fc.string(),
  fc.constantFrom('-0', '007', '1e3', '1.50', '9'.repeat(38), '9'.repeat(39)),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.record({ S: fc.string() }),
    fc.record({ N: number }),
    fc.record({ BOOL: fc.oneof(fc.boolean(), odd) }),
    fc.record({ NULL: fc.oneof(fc.boolean(), odd) }),
    fc.record({ SS: fc.array(fc.oneof(fc.string({ maxLength: 2 }), odd), { maxLength: 3 }) }),
    fc.record({ S: fc.string(), N: number }, { requiredKeys: [] }),
    fc.record({ L: fc.oneof(fc.array(tie('value'), { maxLength: 3 }), odd) }),
    fc.record({ M: fc.oneof(fc.dictionary(fc.string(), tie('value'), { maxKeys: 3 }), odd) }),
    odd,
  ),
}));

test('an item that is taken for sound is one that dynalite takes, as it is', () => {
  let sound = 0;
  fc.assert(
    fc.property(fc.dictionary(fc.string(), value, { maxKeys: 4 }), (item) => {
      const copy = soundItem(item);
      if (copy === undefined) return;
      sound += 1;
      expect(copy).toEqual(checkedItem(item));
    }),
    { numRuns: 2_000 },
  );
  expect(sound).toBeGreaterThan(100);
});

test('the items of an app are among them', () => {
  const item = {
    pk: { S: 'lead#1' },
    n: { N: '-12' },
    open: { BOOL: true },
    none: { NULL: true },
    of: { L: [{ M: { a: { SS: ['x'] } } }] },
  };
  expect(soundItem(item)).toEqual(item);
});
