import { availableParallelism } from 'node:os';
import { afterAll, expect, test } from 'vitest';
import { rig } from './rig.ts';

const { lambda, define, invoke, close } = rig();
afterAll(close);

const named = (name: string) => lambda.functions().find((fn) => fn.name === name);

// Each waits until `together` of them run at once, which only threads of their own can do.
const meeting = `
  const { BroadcastChannel, threadId } = require('node:worker_threads');
  exports.handler = async ({ together, channel }) => {
    const here = new Set([threadId]);
    const bus = new BroadcastChannel(channel);
    await new Promise((go) => {
      const look = () => { if (here.size >= together) go() };
      bus.onmessage = ({ data }) => {
        if (!here.has(data)) { here.add(data); bus.postMessage(threadId) }
        look();
      };
      bus.postMessage(threadId);
      look();
    });
    setTimeout(() => bus.close(), 50);
    return threadId;
  }`;

test('concurrent invocations run in threads of their own, and the threads are used again', async () => {
  await define('meeting', meeting, { Timeout: 20 });
  const event = { together: 3, channel: 'meeting' };
  const first = await Promise.all([1, 2, 3].map(() => invoke('meeting', event)));
  const threads = new Set(first.map((outcome) => outcome.answer));
  expect(threads.size).toBe(3);
  const again = await invoke('meeting', { together: 1, channel: 'alone' });
  expect(threads).toContain(again.answer);
  expect(named('meeting')).toMatchObject({ warm: 3, inFlight: 0, invocations: 4 });
});

test('invocations that wait for further ones of their function get them, however many', async () => {
  await define('gathering', meeting, { Timeout: 20 });
  // More than ever run together, on all but the largest machines.
  const together = Math.min(2 * availableParallelism() + 3, 15);
  const event = { together, channel: 'gathering' };
  const outcomes = await Promise.all(Array.from({ length: together }, () => invoke('gathering', event)));
  expect(new Set(outcomes.map(({ answer }) => answer)).size).toBe(together);
  expect(named('gathering')).toMatchObject({ inFlight: 0, errors: 0 });
  for (let n = 0; n < 5; n += 1) await invoke('gathering', { together: 1, channel: `after-${n}` });
  expect(named('gathering')).toMatchObject({ inFlight: 0, errors: 0 });
});

test('a function whose code loads slowly gets no more threads for it', async () => {
  const load = 'const end = performance.now() + 1200; while (performance.now() < end);';
  await define('slow-to-load', `${load} exports.handler = async () => 1`, { Timeout: 20 });
  await Promise.all(Array.from({ length: 12 }, () => invoke('slow-to-load')));
  expect(named('slow-to-load')).toMatchObject({ inFlight: 0, invocations: 12, errors: 0 });
  expect(named('slow-to-load')?.warm).toBeLessThanOrEqual(availableParallelism());
});

test('beyond the limit of threads invocations wait, and none is lost', async () => {
  await define(
    'counting',
    'const { threadId } = require("node:worker_threads"); exports.handler = async (n) => [n, threadId]',
  );
  const outcomes = await Promise.all(Array.from({ length: 40 }, (_, n) => invoke('counting', n)));
  expect(outcomes.map((outcome) => outcome.answer[0])).toEqual(Array.from({ length: 40 }, (_, n) => n));
  expect(named('counting')?.warm).toBeLessThanOrEqual(8);
  expect(named('counting')).toMatchObject({ inFlight: 0, invocations: 40, errors: 0, throttles: 0 });
});

test('threads beyond the first close when a hundred invocations went by without them', async () => {
  await define('fading', meeting, { Timeout: 20 });
  await Promise.all([1, 2].map(() => invoke('fading', { together: 2, channel: 'fading' })));
  expect(named('fading')?.warm).toBe(2);
  for (let n = 0; n < 101; n += 1) await invoke('fading', { together: 1, channel: `one-${n}` });
  expect(named('fading')?.warm).toBe(1);
});

test('reserved concurrency is a limit, and none reserved means never', async () => {
  await define('reserved', 'exports.handler = async () => { await new Promise((go) => setTimeout(go, 20)) }', {
    ReservedConcurrentExecutions: 1,
  });
  const outcomes = await Promise.allSettled([invoke('reserved'), invoke('reserved')]);
  expect(outcomes[0]).toMatchObject({ status: 'fulfilled' });
  expect(outcomes[1]).toMatchObject({
    reason: {
      code: 'TooManyRequestsException',
      status: 429,
      details: { Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' },
    },
  });
  await expect(invoke('reserved')).resolves.toMatchObject({ StatusCode: 200 });
  await define('never', 'exports.handler = async () => 1', { ReservedConcurrentExecutions: 0 });
  await expect(invoke('never')).rejects.toMatchObject({ code: 'TooManyRequestsException' });
});
