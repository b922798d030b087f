import { expect, test } from 'vitest';
import { entityTag, isMatched } from '../../functions/platform/entity-tag.ts';

test.each<[string | undefined, number | undefined, boolean]>([
  [undefined, 3, true],
  [undefined, undefined, true],
  [entityTag(3), 3, true],
  ['"3"', 3, true],
  ['"2"', 3, false],
  ['"33"', 3, false],
  ['*', 3, true],
  [' * ', 3, true],
  ['*', undefined, false],
  ['"3"', undefined, false],
  ['"1", "3" ,"4"', 3, true],
  ['"1","2"', 3, false],
  ['W/"3"', 3, false],
  ['3', 3, false],
  ['', 3, false],
  ['"*"', 3, false],
])('If-Match: %s on version %s lets a change through: %s', (header, version, expected) => {
  expect(isMatched(header, version)).toBe(expected);
});
