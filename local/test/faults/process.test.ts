import { afterAll, describe, expect, test } from 'vitest';
import { FunctionRegistry } from '../../lambda/function-registry.ts';
import { rig } from '../lambda/rig.ts';

let chance: string | undefined;
const registry = new FunctionRegistry();
const { environments } = registry;
const { define, invoke, close, lines } = rig({ registry, inTurn: (_name, run) => run(chance) });
afterAll(close);

describe('chance in a function', () => {
  const source = `
    const crypto = require('node:crypto');
    const { randomUUID } = crypto;
    exports.handler = async () => [
      Math.random(), crypto.randomUUID(), randomUUID(), globalThis.crypto.randomUUID(),
      crypto.randomBytes(8).toString('hex'), Buffer.from(crypto.getRandomValues(new Uint8Array(8))).toString('hex'),
      Buffer.from(globalThis.crypto.getRandomValues(new Uint32Array(2)).buffer).toString('hex'),
      await new Promise((go) => crypto.randomBytes(4, (error, bytes) => go(bytes.toString('hex')))),
    ];
  `;

  test('follows from its seed, and is real again without one', async () => {
    const arn = await define('drawing', source);
    const draw = async (seed: string | undefined) => {
      chance = seed;
      return (await invoke(arn)).answer as (string | number)[];
    };
    const first = await draw('one');
    expect(new Set(first).size).toBe(8);
    expect(await draw('one')).toEqual(first);
    const other = await draw('two');
    expect(other.filter((value, at) => value === first[at])).toEqual([]);
    const real = await draw(undefined);
    expect((await draw(undefined)).filter((value, at) => value === real[at])).toEqual([]);
    for (const uuid of first.slice(1, 4))
      expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(first[0]).toBeGreaterThanOrEqual(0);
    expect(first[0]).toBeLessThan(1);
  });
});

describe('a process that is made to end', () => {
  const number = (key: string) => Number(key.split('~')[1]);
  const source = `
    console.log(process.env.AWS_ACCESS_KEY_ID);
    exports.handler = async ({ wait }) => {
      if (wait) await new Promise(() => {});
      return process.env.AWS_ACCESS_KEY_ID;
    };
  `;

  test.each([
    ['exit', 'Runtime.ExitError', 'Runtime exited with error'],
    ['timeout', undefined, 'Task timed out after 3.00 seconds'],
  ] as const)('by %s is answered as AWS does, and the next invocation gets another', async (death, type, message) => {
    chance = undefined;
    const arn = await define(`ending-${death}`, source, { Timeout: 3 });
    const first = number((await invoke(arn)).answer as string);
    expect(environments.isAlive(first)).toBe(true);
    const waiting = invoke(arn, { wait: true });
    await environments.kill(first, death);
    const ended = await waiting;
    expect(ended).toMatchObject({ FunctionError: 'Unhandled' });
    expect(ended.answer).toMatchObject({ errorMessage: expect.stringContaining(message) });
    expect((ended.answer as { errorType?: string }).errorType).toBe(type);
    expect(environments.isAlive(first)).toBe(false);
    expect(number((await invoke(arn)).answer as string)).toBeGreaterThan(first);
    expect(lines.filter(({ functionName }) => functionName === `ending-${death}`).length).toBeGreaterThan(1);
  });
});
