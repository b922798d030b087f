import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const script = 'infra/commands/install-missing.mjs';
const own = path.resolve(import.meta.dirname, '../..', script);

const lock = {
  '': { version: '1.0.0' },
  member: { version: '1.0.0' },
  'node_modules/member': { resolved: 'member', link: true },
  'node_modules/zod': { version: '4.0.0' },
  'node_modules/zod/node_modules/inner': { version: '2.0.0' },
  'node_modules/node-elsewhere': { version: '24.0.0', optional: true },
};
const { 'node_modules/node-elsewhere': _optional, ...installed } = lock;

type Packages = Readonly<Record<string, object>>;

/** Runs the script in a project with this lock and these packages; an `npm` stands in the PATH that only says its name. */
function run(packages: Packages | undefined, folders: readonly string[] = Object.keys(installed), exit = 0) {
  const root = mkdtempSync(path.join(tmpdir(), 'project-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  cpSync(own, path.join(root, script), { recursive: true });
  const write = (file: string, content: Packages) =>
    writeFileSync(path.join(root, file), JSON.stringify({ packages: content }));
  write('package-lock.json', lock);
  for (const folder of ['bin', ...folders]) mkdirSync(path.join(root, folder), { recursive: true });
  if (packages) write('node_modules/.package-lock.json', packages);
  writeFileSync(path.join(root, 'bin/npm'), `#!/bin/sh\necho npm "$@"\nexit ${exit}\n`, { mode: 0o755 });
  const env = { PATH: `${path.join(root, 'bin')}:/usr/bin:/bin` };
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, script)], { env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

const first = (reason: string) => `${reason}: running "npm ci" first.\n`;
const npm = 'npm ci --include=dev\n';

test.skipIf(process.platform === 'win32').each<[string, string, ...Parameters<typeof run>]>([
  ['all is there but what is for other platforms', '', installed],
  ['nothing is', first('No packages are installed') + npm, undefined, []],
  [
    'a package is of another version',
    first('node_modules/zod is 3.9.0 and should be 4.0.0') + npm,
    { ...installed, 'node_modules/zod': { version: '3.9.0' } },
  ],
  [
    'a package was never installed',
    first('node_modules/member is missing') + npm,
    { ...installed, 'node_modules/member': undefined as never },
  ],
  [
    'a folder is gone',
    first('node_modules/zod/node_modules/inner is missing') + npm,
    installed,
    ['node_modules/zod', 'node_modules/member'],
  ],
])('%s', (_what, said, ...project) => {
  expect(run(...project)).toEqual({ status: 0, stdout: said, stderr: '' });
});

test.skipIf(process.platform === 'win32')('an install that fails is one clear line', () => {
  const { status, stderr } = run(undefined, [], 7);
  expect([status, stderr]).toEqual([1, '"npm ci" failed (exit code 7), so the packages are still missing.\n']);
});

test.each(['lint', 'types', 'synth', 'test'])('npm run %s begins with it', (name) => {
  const { scripts } = JSON.parse(readFileSync(path.resolve(own, '../../../package.json'), 'utf8')) as {
    scripts: Readonly<Record<string, string>>;
  };
  expect(scripts[name]).toMatch(`node ${script} && `);
});
