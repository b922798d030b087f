import { describe, expect, test } from 'vitest';
import { sizeFaults } from '../support/house/function-sizes.ts';
import { sourceFilesOf } from '../support/house/source-file.ts';

const file = 'functions/leads/lead/lead.ts';
const long = '\n'.repeat(40);
const fits = '\n'.repeat(39);

describe('a function', () => {
  test.each([
    ['of 41 lines', `export function take() {${long}}`, 'take has 41 lines'],
    ['that an arrow makes', `const take = async () => {${long}};`, 'take has 41 lines'],
    ['in an object', `const table = { commit: () => {${long}} };`, 'table.commit has 41 lines'],
    ['in a class', `class Queue { async #send() {${long}} }`, 'Queue.#send has 41 lines'],
    ['that a class holds', `class Queue { send = () => {${long}}; }`, 'Queue.send has 41 lines'],
    ['that makes a handler', `export const handler = serve(async () => {${long}});`, 'handler has 41 lines'],
    ['of four parameters', `export function take(a: A, { b }: B, c = 1, ...d: D[]) {}`, 'take takes 4 parameters'],
    ['whose construction takes four', `class Queue { constructor(a: A, b: B, c: C, d: D) {} }`, 'takes 4 parameters'],
    ['that a function holds', `function open() { return { put(a, b, c, d) {} }; }`, 'open.put takes 4 parameters'],
  ])('is refused: one %s', (_what, text, sentence) => {
    const faults = sizeFaults(sourceFilesOf({ [file]: text }));
    expect(faults.map(({ what, why }) => `${what} ${why}`)).toEqual([expect.stringContaining(sentence)]);
  });

  test.each([
    ['of 40 lines', file, `export function take() {${fits}}`],
    ['of three parameters', file, `export function take(a: A, b: B, c: C) {}`],
    ['that is a type alone', file, `type Take = (a: A, b: B, c: C, d: D) => void;`],
    ['that is a test', 'test/leads/lead.test.ts', `test('x', async () => {${long}});`],
    ['of a table of tests', 'test/leads/lead.test.ts', `test.each([[1]])('x', (a, b, c, d) => {${long}});`],
    ['of a property', 'test/leads/lead.test.ts', `fc.property(a, b, c, d, (a, b, c, d) => {});`],
  ])('is let in: one %s', (_what, path, text) => {
    expect(sizeFaults(sourceFilesOf({ [path]: text }))).toEqual([]);
  });

  test.each([
    ['beside the tests', 'test/leads/lead.test.ts', `function take() {${long}}`],
    ['in what supports tests', 'test/support/app.ts', `describe('x', () => {${long}});`],
  ])('is refused %s', (_what, path, text) => {
    expect(sizeFaults(sourceFilesOf({ [path]: text }))).toHaveLength(1);
  });
});
