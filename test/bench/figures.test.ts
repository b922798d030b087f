import { describe, expect, test } from 'vitest';
import { measureAdf } from '../../bench/adf.ts';
import { measureAdfMutations } from '../../bench/adf-mutations.ts';
import { measureBundles } from '../../bench/bundles.ts';
import { measureBusinessTime } from '../../bench/business-time.ts';
import { measureClockMove } from '../../bench/clock-move.ts';
import { measureColdStart } from '../../bench/cold-start.ts';
import { type Row, tableOf } from '../../bench/figure.ts';
import { measureInterpreter } from '../../bench/interpreter.ts';
import { measurePostLead } from '../../bench/post-lead.ts';
import { quantile, ratesOf } from '../../bench/samples.ts';
import { synthesizedApp } from '../support/assembly.ts';

const brief = { rounds: 1, milliseconds: 5 };

describe('each figure can be measured', () => {
  test.each<[string, number, () => Row[] | Promise<Row[]>]>([
    ['adf', 8, () => measureAdf(brief)],
    ['bundles', 1, () => measureBundles(['leads/start-lead-sla'])],
    ['business-time', 1, () => measureBusinessTime(brief)],
    ['cold-start', 2, () => measureColdStart(1)],
    ['interpreter', 1, () => measureInterpreter(20, 1)],
    ['clock-move', 1, async () => measureClockMove({ leads: 2, days: 1, ...(await synthesizedApp()) }, 1)],
    ['post-lead', 4, async () => measurePostLead({ warmUp: 2, milliseconds: 50, ...(await synthesizedApp()) })],
  ])('%s', async (_name, count, measure) => {
    const rows = await measure();
    expect(rows).toHaveLength(count);
    for (const { measured } of rows) expect(measured).toMatch(/^(< )?[\d.,]+ ?(ms|KB|\/s|s|MB)/);
  });

  test('adf-mutations, which are the same at every run and throw in none', () => {
    const [threw] = measureAdfMutations(300);
    expect(threw).toMatchObject({ goal: '0', measured: '0' });
    expect(threw?.beside).toContain('malformed');
    expect(measureAdfMutations(300)[0]).toEqual(threw);
  });
});

test('a quantile is a sample below which that share lies', () => {
  const samples = Array.from({ length: 100 }, (_, number) => 100 - number);
  expect([0, 0.5, 0.99, 1].map((share) => quantile(samples, share))).toEqual([1, 51, 100, 100]);
  expect(() => quantile([], 0.5)).toThrow('Nothing was measured');
});

test('works are measured in turns', () => {
  const calls: string[] = [];
  const rates = ratesOf({ a: () => calls.push('a'), b: () => calls.push('b') }, { rounds: 2, milliseconds: 0.01 });
  expect(calls.join('')).toMatch(/^(a+b+){3}$/);
  expect(Object.keys(rates)).toEqual(['a', 'b']);
});

test('rows are a table', () => {
  expect(tableOf([{ what: 'x', measured: '1 ms' }])).toContain('| x | – | 1 ms | – |');
});
