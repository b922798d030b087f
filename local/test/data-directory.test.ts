import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, expect, test } from 'vitest';
import { startProcess } from '../runtime-process.ts';
import { smallApp } from './small-app.ts';

const start = path.resolve(import.meta.dirname, '../start.mjs');
const folder = smallApp();
const room = mkdtempSync(path.join(tmpdir(), 'directory-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
  rmSync(room, { recursive: true });
});

const seed = path.join(folder, 'seed.json');
writeFileSync(seed, '{}');
const flags = ['--assembly', folder, '--seed', seed, '--clock', '2026-03-02T14:00:00Z'];

test('a second process on the same directory is refused in one line; after kill -9 it is taken', async () => {
  const data = ['--data', path.join(room, 'not', 'there', 'yet')];
  const first = await startProcess([...flags, ...data]);
  const second = spawn(process.execPath, [start, '--port', '0', ...flags, ...data], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const code = new Promise((resolve) => second.once('close', resolve));
  const [said, complained] = await Promise.all([text(second.stdout), text(second.stderr)]);
  expect([await code, said]).toEqual([2, '']);
  expect(complained).toMatch(/^--data: .*\/not\/there\/yet is in use by another process \(\d+\)\.\n$/);
  await fetch(`${first.url}/_local/clock`, { method: 'POST', body: '{"advance":"PT1H"}' });
  await first.kill();
  const third = await startProcess([...flags, ...data]);
  expect(await (await fetch(`${third.url}/_local/clock`)).json()).toMatchObject({ now: '2026-03-02T15:00:00.000Z' });
  await third.kill();
});

test('without a directory nothing is written', async () => {
  const place = mkdtempSync(path.join(room, 'place-'));
  const machine = await startProcess(flags, { cwd: place, env: { ...process.env, TMPDIR: place, HOME: place } });
  await fetch(`${machine.url}/prod/v1`, { method: 'POST', body: '{"id":"one"}' });
  await fetch(`${machine.url}/_local/clock`, { method: 'POST', body: '{"advance":"PT1H"}' });
  await machine.kill();
  expect(readdirSync(place, { recursive: true })).toEqual([]);
});
