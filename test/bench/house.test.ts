import { expect, test } from 'vitest';
import { countReturns, measureHouse } from '../../bench/house.ts';
import { withNotedEntries } from '../../bench/noted-entries.ts';

test('this house is measured', async () => {
  const rows = await measureHouse();
  const [, , files, returns] = rows.map(({ measured }) => Number(measured));
  expect(files).toBeGreaterThan(20);
  expect(returns).toBeLessThan(files ?? 0);
  expect(rows.map(({ what }) => what)).toContainEqual(expect.stringContaining('lines of functions/'));
});

test.each([
  ['nowhere', [], 0],
  ['straight on', ['platform', 'leads', 'leads', 'owners'], 0],
  ['back once', ['leads', 'owners', 'leads', 'leads'], 1],
  ['to and fro', ['leads', 'owners', 'leads', 'owners', 'leads'], 3],
])('a walk %s', (_what, places, returns) => {
  expect(countReturns(places)).toBe(returns);
});

test.each([
  ['a function', 'function f(a: A) { return 1; } f();'],
  ['an arrow', 'const f = () => 1; f();'],
  ['an arrow that gives an arrow', 'const f = (a) => (b) => ({ a, b }); f(1);'],
  ['a method', 'const o = { f() { return 1; } }; o.f();'],
])('%s notes that it is entered, once for each call', (_what, code) => {
  const entries: string[] = [];
  const noted = withNotedEntries('functions/a.ts', code.replace(': A', ''), 'note');
  new Function('note', noted)((file: string) => entries.push(file));
  expect(entries).toEqual(['functions/a.ts']);
});
