import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { codeFolders } from './support/house/project.ts';
import { sourceFileOf } from './support/house/source-file.ts';
import { boundaryFaults, type Manifest } from './support/package-boundary.ts';

const root = path.resolve(import.meta.dirname, '..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const manifest = JSON.parse(read('local/package.json')) as Manifest;

const files = codeFolders.flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => path.posix.join(folder, file.replaceAll('\\', '/')))
    .filter((file) => /\.(ts|mjs)$/.test(file)),
);
const targetsOf = (file: string, source: string) => sourceFileOf(file, source).imports.map(({ target }) => target);

test('the package in local/ knows itself and its dependencies, the others know its exports', () => {
  expect(files.length).toBeGreaterThan(100);
  const faults = files.flatMap((file) =>
    boundaryFaults({ path: file, targets: targetsOf(file, read(file)) }, manifest),
  );
  expect(faults).toEqual([]);
});

test('no script and no file of the others names a file of the package', () => {
  const others = [
    ...files.filter((file) => !/^local\/|^test\/(support\/)?(house|package-boundary)/.test(file)),
    'package.json',
  ];
  expect(others.filter((file) => /\blocal\/[\w/-]+\.(ts|mjs)\b/.test(read(file)))).toEqual([]);
});

test.each([
  ['local/runtime.ts', `import { x } from '../functions/leads/lead.ts';`, ['functions/leads/lead.ts']],
  ['local/runtime.ts', `import { App } from 'aws-cdk-lib';`, ['aws-cdk-lib']],
  ['local/runtime.ts', `import { ulid } from 'ulid';`, ['ulid']],
  ['local/test/runtime.test.ts', `import { App } from 'aws-cdk-lib';`, []],
  ['local/runtime.ts', `import * as z from 'zod';\nimport { Seed } from './seed.ts';\nimport 'node:fs';`, []],
  ['bench/start.ts', `import { startRuntime } from 'assembly-runtime';`, []],
  ['bench/start.ts', `import { x } from 'assembly-runtime/sns/sns.ts';`, ['assembly-runtime/sns/sns.ts']],
  ['bench/start.ts', `import { x } from '../local/runtime.ts';`, ['local/runtime.ts']],
])('%s with %j', (file, source, wrong) => {
  const faults = boundaryFaults({ path: file, targets: targetsOf(file, source) }, manifest);
  expect(faults).toEqual(wrong.map((target) => `${file} imports ${target}`));
});
