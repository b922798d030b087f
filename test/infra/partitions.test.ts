import { expect, test } from 'vitest';
import { configured } from './synthesized.ts';

test.each([
  ['cn-north-1', 'aws-cn'],
  ['us-gov-west-1', 'aws-us-gov'],
  ['eusc-de-east-1', 'aws-eusc'],
])('%s is synthesized without findings, and no name in it is of the commercial partition', (region, partition) => {
  const { findings, stacks } = configured({ installations: [{ stage: 'live', region }] });
  expect(findings).toEqual([]);
  for (const { stack, text } of stacks) expect(text.match(/arn:aws:[^"]*/g) ?? [], stack).toEqual([]);
  expect(stacks.map(({ text }) => text).join()).toContain(`arn:${partition}:states:::lambda:invoke`);
});
