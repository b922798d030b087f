import { describe, expect, test } from 'vitest';
import { sourceFilesOf } from '../support/house/source-file.ts';
import { unusedExportFaults } from '../support/house/unused-exports.ts';

const file = 'functions/leads/lead/lead.ts';
const other = 'functions/leads/sla/sla.ts';

function unused(texts: Record<string, string>): string[] {
  return unusedExportFaults(sourceFilesOf(texts)).map(({ what }) => what);
}

describe('an export', () => {
  test.each([
    ['a function', `export function take() {}`, 'take'],
    ['a constant', `export const limit = 1;`, 'limit'],
    ['a type', `export type Lead = string;`, 'Lead'],
    ['an interface that only its own file names', `export interface Lead {} let lead: Lead;`, 'Lead'],
    ['what is named afterwards', `const limit = 1; export { limit as most };`, 'most'],
    ['a default', `export default 1;`, 'default'],
  ])('is refused: %s that nobody imports', (_what, text, name) => {
    expect(unused({ [file]: text, [other]: `import './nothing.ts';` })).toEqual([`${file} ${name}`]);
  });

  test.each([
    ['by its name', other, `import { take } from '../lead/lead.ts';`],
    ['as a type', other, `import type { take } from '../lead/lead.ts';`],
    ['by another name', other, `import { take as receive } from '../lead/lead.ts';`],
    ['with everything', other, `import * as lead from '../lead/lead.ts';`],
    ['lazily', other, `const { take } = await import('../lead/lead.ts');`],
    ['to be passed on', other, `export { take } from '../lead/lead.ts'; import '../x.ts';`],
    ['by a plain script', 'local/start.mjs', `import { take } from '../functions/leads/lead/lead.ts';`],
    ['by a test', 'test/leads/lead.test.ts', `import { take } from '../../functions/leads/lead/lead.ts';`],
  ])('is let in that is imported %s', (_what, path, text) => {
    expect(unused({ [file]: `export function take() {}`, [path]: text })).not.toContain(`${file} take`);
  });

  test.each([
    ['AWS calls', 'functions/leads/get-lead.handler.ts', `export const handler = 1;`],
    ['a listener outside knows', 'functions/events/lead.events.ts', `export const leadClosed = 1;`],
    ['a bundler puts in a package', 'infra/constructs/stand-ins/unsafe-text.ts', `export const isUnsafe = 1;`],
    ['a test shares', 'test/support/app.ts', `export const app = 1;`],
  ])('is let in that %s', (_what, path, text) => {
    expect(unused({ [path]: text })).toEqual([]);
  });
});
