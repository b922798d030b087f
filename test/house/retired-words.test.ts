import { describe, expect, test } from 'vitest';
import { retiredWordFaults } from '../support/house/retired-words.ts';
import { sourceFilesOf } from '../support/house/source-file.ts';

const file = 'functions/leads/lead/lead.ts';

describe('a retired word', () => {
  test.each([
    ['alone', file, `export function turned() {}`, 'turned', 'clamp'],
    ['in a function that is not exported', file, `function mixed() {}`, 'mixed', 'hash'],
    ['in a constant', file, `export const demoStores = [];`, 'demoStores', 'dealer'],
    ['in a type', 'local/runtime.ts', `export interface RunningMachine {}`, 'RunningMachine', 'runtime'],
    ["in a file's name", 'local/machine-time.ts', '', 'machine-time', 'runtime'],
    [
      'in a method',
      'test/support/control.ts',
      `const control = { slaNotices: () => [] };`,
      'slaNotices',
      'notification',
    ],
  ])('is refused %s', (_what, path, text, name, instead) => {
    expect(retiredWordFaults(sourceFilesOf({ [path]: text }))).toEqual([
      { what: `${path} ${name}`, why: expect.stringContaining(instead) },
    ]);
  });

  test.each([
    ['as a part of a longer name', file, `export const lastSaid = 1;`],
    ['as a part of a word', file, `export const restored = 1; export const noticed = 2;`],
    ['as a suffix', 'functions/leads/lead/lead.store.ts', `export function saveLead() {}`],
    ['for a state machine', 'infra/stacks/leads.ts', `export const stateMachineName = 'x';`],
    ['for a state machine where there are no others', 'local/step-functions/host.ts', `export class Machine {}`],
    ['for what keeps things', 'local/journal/store.ts', `export function openStore() {}`],
  ])('is let in %s', (_what, path, text) => {
    expect(retiredWordFaults(sourceFilesOf({ [path]: text }))).toEqual([]);
  });
});
