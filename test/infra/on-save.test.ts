import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, expect, test, vi } from 'vitest';
import { onSave } from '../../infra/commands/on-save.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'on-save-'));
const file = path.join(folder, 'room', 'a.ts');
const stopping = new AbortController();
afterAll(() => {
  stopping.abort();
  rmSync(folder, { recursive: true });
});

/** Editors and Git save this way: the file itself is never written to. */
function saveByRename(text: string): void {
  writeFileSync(`${folder}-new`, text);
  renameSync(`${folder}-new`, file);
}

test('every save is heard once, in whatever way the file is saved', async () => {
  mkdirSync(path.dirname(file));
  writeFileSync(file, 'first');
  const run = vi.fn(async () => {});
  const watching = onSave([folder, path.join(folder, 'not there')], run, stopping.signal);
  const saves = [
    () => saveByRename('second'),
    () => saveByRename('third'),
    () => writeFileSync(file, 'three'),
    () => saveByRename('fourth'),
    () => rmSync(file),
  ];
  for (const [before, save] of saves.entries()) {
    save();
    await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(before + 1), 10_000);
  }
  await setTimeout(600);
  expect(run).toHaveBeenCalledTimes(saves.length);
  stopping.abort();
  await watching;
});
