import { describe, expect, test } from 'vitest';
import { circleFaults, circlesOf, closureOf, importGraph } from '../support/house/import-graph.ts';
import { sourceFilesOf } from '../support/house/source-file.ts';

const [a, b, c] = ['functions/leads/a.ts', 'functions/leads/b.ts', 'functions/leads/c.ts'];

describe('circles', () => {
  test.each<[string, Record<string, string>]>([
    ['two files', { [a]: `import { b } from './b.ts';`, [b]: `import { a } from './a.ts';` }],
    ['types alone', { [a]: `import type { B } from './b.ts';`, [b]: `import { type A } from './a.ts';` }],
    ['a type named on the spot', { [a]: `import type { B } from './b.ts';`, [b]: `let a: import('./a.ts').A;` }],
    ['a lazy import', { [a]: `const b = await import('./b.ts');`, [b]: `import './a.ts';` }],
    ['passing on', { [a]: `export * from './b.ts';`, [b]: `export { a } from './a.ts';` }],
  ])('refuse %s', (_what, texts) => {
    expect(circleFaults(sourceFilesOf(texts))).toEqual([{ what: `${a}, ${b}`, why: 'import each other' }]);
  });

  test('refuse a file that imports itself', () => {
    expect(circleFaults(sourceFilesOf({ [a]: `import { a } from './a.ts';` }))).toHaveLength(1);
  });

  test('refuse as one what hangs together', () => {
    const texts = { [c]: `import './b.ts';`, [b]: `import './a.ts'; import './c.ts';`, [a]: `import './b.ts';` };
    expect(circlesOf(importGraph(sourceFilesOf(texts)))).toEqual([[a, b, c]]);
  });

  test('let in two ways to one file', () => {
    const texts = { [a]: `import './b.ts'; import './c.ts';`, [b]: `import './c.ts';`, [c]: `import 'zod';` };
    expect(circleFaults(sourceFilesOf(texts))).toEqual([]);
  });
});

test('a closure is what a file imports in the end', () => {
  const texts = { [a]: `import './b.ts'; import 'zod';`, [b]: `import type { C } from './c.ts';`, [c]: `` };
  const files = sourceFilesOf(texts);
  expect([...closureOf(importGraph(files), a)].sort()).toEqual([b, c]);
  expect([
    ...closureOf(
      importGraph(files, ({ typesOnly }) => !typesOnly),
      a,
    ),
  ]).toEqual([b]);
});
