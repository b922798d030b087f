import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { dealerItems } from '../functions/dealers/dealer/dealer.store.ts';
import { demoDealers } from '../infra/demo/dealers.ts';
import { circlesOf, closureOf, type ImportGraph, importGraph } from '../test/support/house/import-graph.ts';
import { readProject } from '../test/support/house/project.ts';
import { subRooms } from '../test/support/house/rooms.ts';
import type { SourceFile } from '../test/support/house/source-file.ts';
import { upwardImports } from '../test/support/house/sub-rooms.ts';
import { openFakeTable } from './fake-table.ts';
import { type Row, whole } from './figure.ts';
import { functionEnvironment } from './lead-invocation.ts';

/** The order of rooms as it is, with the names that folders had earlier, so that older checkouts can be measured. */
const orders = {
  ...subRooms,
  'functions/leads': (subRooms['functions/leads'] ?? []).flatMap(
    (folder) => ({ dialects: ['dialects', 'adf'], reception: ['dedupe', 'reception', 'notice'] })[folder] ?? [folder],
  ),
};

/** How well a checkout is ordered inside; its packages are installed. README.md says how each row is counted. */
export async function measureHouse(root = path.join(import.meta.dirname, '..')): Promise<Row[]> {
  const files = readProject(root);
  const way = (await enteredFiles(root)).filter((file) => !file.startsWith('functions/events/'));
  return [
    { what: 'circles of imports', goal: '0', measured: String(circlesOf(importGraph(files)).length) },
    { what: 'imports upwards inside a room', goal: '0', measured: String(upwardImports(files, orders).length) },
    { what: 'files that one POST /v1/leads enters', measured: String(way.length) },
    {
      what: 'its returns to a folder of leads/',
      goal: '≤ 8',
      measured: String(countReturns(foldersOf(way.filter((file) => file.startsWith('functions/leads/'))))),
      beside: `${countReturns(way.map((file) => file.split('/')[1] ?? ''))} to any room, ${countReturns(foldersOf(way))} to any folder`,
    },
    closureRow(files),
    ...lineRows(files),
  ];
}

function foldersOf(files: readonly string[]): string[] {
  return files.map((file) => path.posix.dirname(file));
}

/** How often a walk comes back to a place that it has left. */
export function countReturns(places: readonly string[]): number {
  const stations = places.filter((place, index) => place !== places[index - 1]);
  return stations.length - new Set(stations).size;
}

/** The files of functions/ that one new lead enters, in the order in which it first calls something in each. */
async function enteredFiles(root: string): Promise<string[]> {
  const table = await openFakeTable(demoDealers.flatMap(dealerItems));
  const trace = [path.join(import.meta.dirname, 'lead-trace.ts'), root];
  const env = { ...functionEnvironment(table.url), NODE_NO_WARNINGS: '1' };
  const { stdout } = await promisify(execFile)(process.execPath, trace, { env }).finally(() => table.close());
  // The logger writes lines of its own before the last.
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as string[];
}

function closureRow(files: readonly SourceFile[]): Row {
  const all = [...files, ...policyFiles(files)];
  const start = files.find(({ path: file }) => /^functions\/leads\/(lead\/)?lead\.store\.ts$/.test(file))?.path ?? '';
  const sizeOf = (graph: ImportGraph) => closureOf(graph, start).size;
  return {
    what: 'files that lead.store imports in the end',
    measured: String(sizeOf(importGraph(all))),
    beside: `${sizeOf(importGraph(all, ({ typesOnly }) => !typesOnly))} without types`,
  };
}

/** The data that code imports, as files that import nothing. */
function policyFiles(files: readonly SourceFile[]): SourceFile[] {
  const targets = files.flatMap(({ imports }) => imports.map(({ target }) => target));
  const policies = new Set(targets.filter((target) => target.startsWith('policies/')));
  return [...policies].map((policy) => ({ path: policy, text: '', imports: [], exports: [], functions: [] }));
}

function lineRows(files: readonly SourceFile[]): Row[] {
  const linesIn = (folders: RegExp) =>
    files
      .filter(({ path: file }) => folders.test(file))
      .reduce((lines, { text }) => lines + text.split('\n').length - 1, 0);
  return [
    {
      what: 'lines of functions/ and infra/',
      measured: whole(linesIn(/^(functions|infra)\//)),
      beside: `${whole(linesIn(/^local\/(?!test\/)/))} of local/`,
    },
    {
      what: 'lines of their tests and benches',
      measured: whole(linesIn(/^(test\/(?!local\/)|bench\/)/)),
      beside: `${whole(linesIn(/^(local\/test|test\/local)\//))} of the tests of local/`,
    },
  ];
}
