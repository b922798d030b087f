import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { compileScript } from '../../lambda/runtime/compiled-script.ts';
import { rig } from './rig.ts';

const { lambda, assembly, define, invoke, close } = rig();
afterAll(close);

const throwing = (message: string) => `exports.handler = async () => { throw new Error('${message}') }`;

test('a cold start with compiled code runs the text that lies there now, and its errors name the same columns', async () => {
  await define('again', throwing('one'));
  const root = join(assembly, 'asset.again');
  const file = join(root, 'index.js');
  const said = { errorMessage: 'one', trace: ['Error: one', expect.stringContaining(`${file}:1:39`)] };
  const answers = [(await invoke('again')).answer, (await invoke('again')).answer];
  lambda.reload(root);
  answers.push((await invoke('again')).answer);
  for (const { errorMessage, trace } of answers) expect({ errorMessage, trace: trace.slice(0, 2) }).toEqual(said);

  writeFileSync(file, throwing('two'));
  lambda.reload(root);
  expect((await invoke('again')).answer.errorMessage).toBe('two');
});

test('code is used for the text it was compiled from only, which tells by having nothing new to keep', () => {
  const file = '/task/index.js';
  const one = compileScript({ file, text: 'exports.said = 1 // one', code: undefined });
  const code = one.compiled?.();
  const again = compileScript({ file, text: 'exports.said = 1 // one', code });
  const other = compileScript({ file, text: 'exports.said = 2 // two', code });
  expect([again.compiled, typeof other.compiled]).toEqual([undefined, 'function']);
  const exports = [one, again, other].map(({ run }) => {
    const given: { said?: number } = {};
    run(given);
    return given.said;
  });
  expect(exports).toEqual([1, 1, 2]);
});
