import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

const module = path.resolve(import.meta.dirname, '../../infra/commands/temporary-folder.ts');

/** What a process says that has such a folder and is ended so, and its exit code. */
async function ended(by: string, exitCode = ''): Promise<readonly [folder: string, code: number]> {
  const script = `import { temporaryFolder } from ${JSON.stringify(module)};
    process.stdout.write(temporaryFolder('test'${exitCode && `, ${exitCode}`}).folder, () => { ${by} });
    setTimeout(() => {}, 30_000);`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script]);
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return [said, code];
}

test.each([
  ["process.kill(process.pid, 'SIGINT')", '', 130],
  ["process.kill(process.pid, 'SIGTERM')", '0', 0],
  ['process.exit(3)', '', 3],
])('is gone after %s', async (by, given, expected) => {
  const [folder, code] = await ended(by, given);
  expect(folder).toContain('lanekeeper-test-');
  expect(code).toBe(expected);
  expect(existsSync(folder)).toBe(false);
});
