import path from 'node:path';
import { type RuntimeProcess, startProcess } from 'assembly-runtime/process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const folder = path.join(import.meta.dirname, 'notes-app');
const clock = ['--clock', '2026-03-02T14:00:00Z'];

let runtime: RuntimeProcess;
beforeAll(async () => {
  const app = ['--app', 'app.ts', '--context', 'stage=trial', '--seed', 'seed.ts'];
  runtime = await startProcess([...app, ...clock], { cwd: folder });
});
afterAll(() => runtime.kill());

async function call(address: string, body?: unknown): Promise<unknown> {
  const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const answer = await fetch(runtime.url + address, sent);
  return { status: answer.status, ...((await answer.json()) as object) };
}

describe('an app of somebody else, with its entry, context and seed', () => {
  test('is what the control API tells of', async () => {
    expect(await call('/_local')).toMatchObject({ api: `${runtime.url}/prod`, functions: ['count', 'show', 'take'] });
  });

  test('holds what the seed script printed', async () => {
    expect(await call('/prod/notes/first')).toMatchObject({ status: 200, text: 'seeded' });
  });

  test('is called over HTTP, by the clock that stands', async () => {
    const at = '2026-03-02T14:00:00.000Z';
    expect(await call('/prod/notes', { id: 'second', text: 'called' })).toEqual({ status: 201, id: 'second', at });
    expect(await call('/prod/notes/second')).toEqual({ status: 200, id: 'second', text: 'called', at });
  });

  test("has cdk.json's context too", async () => {
    expect(await call('/prod/notes', { id: 'third', text: 'a'.repeat(21) })).toMatchObject({ status: 422 });
  });

  test('sees its rule fire when the clock is moved', async () => {
    expect(await call('/_local/clock', { advance: 'P2D' })).toMatchObject({ now: '2026-03-04T14:00:00.000Z' });
    expect(await call('/prod/notes/count-2026-03-03')).toMatchObject({ text: '2' });
    expect(await call('/prod/notes/count-2026-03-04')).toMatchObject({ text: '3' });
    expect(await call('/_local/denied')).toMatchObject({ denied: [] });
  });
});

describe('what is missing is said in one line', () => {
  test.each([
    ['an app', [], import.meta.dirname, /--app must say what to run/],
    ['a context', ['--app', 'app.ts'], folder, 'No context value present for stage key'],
    ['an entry that is there', ['--app', 'no-app.ts'], folder, /no-app\.ts failed:/],
  ])('%s', async (_what, flags, cwd, complaint) => {
    await expect(startProcess([...flags, ...clock], { cwd })).rejects.toThrow(complaint);
  });
});
