import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { parseWith } from '../../functions/platform/zod-errors.contract.ts';

const schema = z.strictObject({ name: z.string(), rows: z.array(z.strictObject({ open: z.string() })) });
const errorsOf = (input: unknown) => {
  const parsed = parseWith(schema, input);
  return parsed.kind === 'invalid' ? parsed.errors : [];
};

describe('what is wrong with an input', () => {
  test('is nothing where it fits', () => {
    expect(parseWith(schema, { name: 'a', rows: [] })).toEqual({ kind: 'ok', value: { name: 'a', rows: [] } });
  });

  test.each<[string, unknown, string, RegExp]>([
    ['a field that is missing', { rows: [] }, 'name', /^is required$/],
    ['a field deep within', { name: 'a', rows: [{ open: '9' }, { open: 9 }] }, 'rows[1].open', /^must be a text$/],
    [
      'a field that nobody asked for',
      { name: 'a', rows: [], colour: 'red' },
      'colour',
      /^is not a field of this form$/,
    ],
    ['one deep within', { name: 'a', rows: [{ open: '9', shut: 1 }] }, 'rows[0].shut', /not a field/],
    ['no object at all', 'Maya', '', /object/],
    ['null', null, '', /object/],
  ])('stands at its place: %s', (_what, input, path, message) => {
    expect(errorsOf(input)).toContainEqual({ path, message: expect.stringMatching(message) });
  });

  test('never repeats what was sent', () => {
    const said = JSON.stringify(errorsOf({ name: 4711, rows: [{ open: ['Maya'] }, 'Okafor'] }));
    expect(said).not.toMatch(/4711|Maya|Okafor/);
  });

  test('is told at most a hundred times, in paths of bounded length', () => {
    const rows = Array.from({ length: 500 }, () => ({}));
    expect(errorsOf({ name: 'a', rows })).toHaveLength(100);
    const [long] = errorsOf({ name: 'a', rows: [], ['x'.repeat(5000)]: 1 });
    expect(long?.path.length).toBeLessThanOrEqual(201);
  });
});
