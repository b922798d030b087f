import { execFile } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { Row } from '../../bench/figure.ts';
import { usualEffort } from '../../bench/growth.ts';
import { synthesizedApp } from '../support/assembly.ts';

const bench = pathToFileURL(path.resolve('bench/growth.ts')).href;

/** Measures in a process of its own, as `npm run bench` does: nothing that other tests have left in this one is in it. */
async function measured(effort: object): Promise<readonly Row[]> {
  const script = `import { measureGrowth } from ${JSON.stringify(bench)};
    for await (const row of measureGrowth(${JSON.stringify(effort)})) console.log(JSON.stringify(row));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
}

test('growth is measured at two sizes, and what is counted is the same at both', async () => {
  const { assembly } = await synthesizedApp();
  const few = { dealers: 5, made: 12, listed: 2, idle: { rounds: 1, each: 1 }, posted: { rounds: 1, each: 10 } };
  const tiny = { ...few, sizes: [14, 26], due: { minutes: 1, each: 2 } };
  const rows = await measured({ ...tiny, assembly });
  expect(rows).toHaveLength(20);
  for (const { measured } of rows) expect(measured).toMatch(/^[\d.,]+( ms| MB)? · [\d.,]+( ms| MB)?$/);
  expect(rows.slice(0, -1).map(({ goal }) => goal)).toEqual(Array.from({ length: 19 }, () => 'flat ±20 %'));
  const counted = rows.filter(({ what }) => /^a (sweep .*: (read units|write units|calls)|page )/.test(what));
  expect(counted.map(({ beside }) => beside)).toEqual(counted.map(() => '1.00 times the first'));
  const written = rows.find(({ what }) => what === 'a sweep with 2 due: write units');
  expect(Number.parseFloat(written?.measured ?? '')).toBeGreaterThan(0);
  // Two runtimes start, each in a process of its own, beside whatever else runs.
}, 180_000);

test('how many leads are posted can be said', () => {
  expect(usualEffort().posted).toEqual({ rounds: 10, each: 500 });
  expect(usualEffort('2000').posted).toEqual({ rounds: 4, each: 500 });
  expect(() => usualEffort('some')).toThrow('some is no number of leads.');
});
