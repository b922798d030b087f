import { expect, test } from 'vitest';
import { TraceSampling } from '../../bill/trace-sampling.ts';

test.each([
  ['one in a second', [0], 1],
  ['two in different seconds', [999, 1000], 2],
  ['twenty-one in one second', Array.from({ length: 21 }, (_, each) => each), 2],
])('%s', (_what, instants, expected) => {
  const sampling = new TraceSampling();
  for (const at of instants) sampling.began('here', at);
  expect(sampling.recorded('here')).toBeCloseTo(expected, 10);
  expect(sampling.recorded('elsewhere')).toBe(0);
});

test.each([
  ['one of a hundred', { reservoir: 0, rate: 0.01 }, 0.3],
  ['two of each second and half of those beyond', { reservoir: 2, rate: 0.5 }, 17],
  ['all', { reservoir: 0, rate: 1 }, 30],
])('a rule that records %s', (_what, rule, expected) => {
  const sampling = new TraceSampling();
  for (let each = 0; each < 30; each += 1) sampling.began('here', each < 15 ? 0 : 1000);
  expect(sampling.recorded('here', rule)).toBeCloseTo(expected, 10);
});
