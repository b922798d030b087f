import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { circlesToday, functionsToday, subRoomsToday } from './support/house/exceptions.ts';
import { judge } from './support/house/fault.ts';
import { sizeFaults } from './support/house/function-sizes.ts';
import { faultsOf } from './support/house/house.ts';
import { circleFaults } from './support/house/import-graph.ts';
import { sourceFileOf } from './support/house/source-file.ts';
import { subRoomFaults } from './support/house/sub-rooms.ts';

const root = path.resolve(import.meta.dirname, '..');
const folders = ['functions', 'infra', 'local', 'test', 'bench'];

const paths = folders.flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => path.posix.join(folder, file.replaceAll('\\', '/')))
    .filter((file) => file.endsWith('.ts')),
);
const files = paths.map((file) => sourceFileOf(file, readFileSync(path.join(root, file), 'utf8')));

describe('the house', () => {
  test('has no file that breaks its rules', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(files.flatMap(faultsOf)).toEqual([]);
  });

  test('has no circles of imports, those of types included', () => {
    expect(judge(circleFaults(files), circlesToday)).toEqual([]);
  });

  test('has rooms whose folders import downwards', () => {
    expect(judge(subRoomFaults(files), subRoomsToday)).toEqual([]);
  });

  test('has functions of at most 40 lines and three parameters', () => {
    expect(judge(sizeFaults(files), functionsToday)).toEqual([]);
  });

  test('holds only the folders the blueprint names', () => {
    const top = readdirSync(root, { withFileTypes: true }).filter(
      (entry) => entry.isDirectory() && !entry.name.startsWith('.'),
    );
    const known = [...folders, 'statemachines', 'policies', 'node_modules', 'cdk.out', 'coverage'];
    expect(top.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([]);
  });
});
