import { globSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { alone } from './support/alone.ts';
import { eventNameFaults } from './support/house/event-names.ts';
import {
  circlesToday,
  eventNamesToday,
  exportsToday,
  functionsToday,
  namesToday,
  subRoomsToday,
} from './support/house/exceptions.ts';
import { judge } from './support/house/fault.ts';
import { sizeFaults } from './support/house/function-sizes.ts';
import { faultsOf } from './support/house/house.ts';
import { circleFaults } from './support/house/import-graph.ts';
import { codeFolders, readProject } from './support/house/project.ts';
import { retiredWordFaults } from './support/house/retired-words.ts';
import { subRoomFaults } from './support/house/sub-rooms.ts';
import { unusedExportFaults } from './support/house/unused-exports.ts';

const root = path.resolve(import.meta.dirname, '..');
const files = readProject(root);

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

  test('exports nothing that nobody imports', () => {
    expect(judge(unusedExportFaults(files), exportsToday)).toEqual([]);
  });

  test('takes the names of events from events/', () => {
    expect(judge(eventNameFaults(files), eventNamesToday)).toEqual([]);
  });

  test('uses no retired word in a name', () => {
    expect(judge(retiredWordFaults(files), namesToday)).toEqual([]);
  });

  test('runs those tests in processes of their own that change what modules are loaded with, and no others', () => {
    const changing = globSync('test/**/*.test.ts', { cwd: root }).filter((file) =>
      /\b(mockClient|vi\.hoisted|vi\.mock)\(|relay\.rig/.test(readFileSync(path.join(root, file), 'utf8')),
    );
    expect(changing.filter((file) => file !== 'test/house.test.ts').sort()).toEqual(alone);
  });

  test('holds only the folders the blueprint names', () => {
    const top = readdirSync(root, { withFileTypes: true }).filter(
      (entry) => entry.isDirectory() && !entry.name.startsWith('.'),
    );
    const known = [...codeFolders, 'statemachines', 'policies', 'node_modules', 'cdk.out', 'coverage'];
    expect(top.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([]);
  });
});
