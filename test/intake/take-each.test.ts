import { expect, test } from 'vitest';
import { takeEach } from '../../functions/intake/document/take-each.flow.ts';
import { Rejected, Retryable } from '../../functions/platform/failure.ts';

const failures: Readonly<Record<string, Error>> = {
  large: new Rejected('It is too large.'),
  odd: new RangeError('secret'),
  busy: new Retryable('Somebody else wrote first.'),
  down: new Error('no way through'),
};
const take = async (part: string) => {
  if (part === 'not now') return undefined;
  const failure = failures[part];
  if (failure) throw failure;
  return part.toUpperCase();
};
const left = (milliseconds: readonly number[]) => {
  const each = milliseconds[Symbol.iterator]();
  return { millisecondsLeft: () => each.next().value ?? 0 };
};
const rejected = (position: number, message: string) => ({ position, message });

test.each<[string, string[], object]>([
  ['all', ['a', 'b'], { taken: ['A', 'B'], refused: [], rejected: [], left: 0 }],
  [
    'the others of one that a rule does not take now',
    ['not now', 'a'],
    { taken: ['A'], refused: [0], rejected: [], left: 0 },
  ],
  ['none', [], { taken: [], refused: [], rejected: [], left: 0 }],
  [
    'the others of one that can never be taken',
    ['large', 'a', 'odd'],
    {
      taken: ['A'],
      refused: [],
      rejected: [rejected(0, 'It is too large.'), rejected(2, 'It cannot be stored as it is.')],
      left: 0,
    },
  ],
  [
    'those before a failure that passes',
    ['a', 'b', 'busy', 'c'],
    { taken: ['A', 'B'], refused: [], rejected: [], left: 2 },
  ],
  [
    'the same, whatever the failure',
    ['a', 'large', 'down'],
    { taken: ['A'], refused: [], rejected: [rejected(1, 'It is too large.')], left: 1 },
  ],
])('takes %s', async (_what, parts, expected) => {
  expect(await takeEach(parts, take, {})).toEqual(expected);
});

test.each(['busy', 'down'])('throws a failure that passes where nothing was taken yet: %s', async (failure) => {
  await expect(takeEach([failure, 'a'], take, {})).rejects.toBe(failures[failure]);
  await expect(takeEach(['large', failure], take, {})).rejects.toBe(failures[failure]);
});

test('stops some seconds before the request ends, and takes one at least', async () => {
  expect(await takeEach(['a', 'b', 'c'], take, left([9000, 3999]))).toEqual({
    taken: ['A', 'B'],
    refused: [],
    rejected: [],
    left: 1,
  });
  expect(await takeEach(['a'], take, left([0]))).toEqual({ taken: ['A'], refused: [], rejected: [], left: 0 });
});
