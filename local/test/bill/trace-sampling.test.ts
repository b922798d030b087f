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
