import { describe, expect, test } from 'vitest';
import { Retryable } from '../../functions/platform/failure.ts';
import { settle } from '../../functions/platform/settle.flow.ts';
import type { Write } from '../../functions/platform/table.ts';
import { contextAt, tableThat } from './platform.builders.ts';

const writes: readonly Write[] = [{ kind: 'put', item: { PK: 'a', SK: 'b', form: 1 } }];

/** Decides anew each time and counts how often. */
function counting(decided: readonly Write[] = writes) {
  const state = { runs: 0 };
  return {
    state,
    decide: async () => {
      state.runs += 1;
      return { writes: decided, result: state.runs };
    },
  };
}

describe('settling a decision', () => {
  test.each<[string, ('committed' | 'conflict')[], number]>([
    ['at once', ['committed'], 1],
    ['after one conflict, on what stands then', ['conflict', 'committed'], 2],
    ['at the fifth try', ['conflict', 'conflict', 'conflict', 'conflict', 'committed'], 5],
  ])('commits %s', async (_when, answers, runs) => {
    const { decide, state } = counting();
    const { table, commits } = tableThat(answers);
    expect(await settle(table, contextAt(), decide)).toBe(runs);
    expect(state.runs).toBe(runs);
    expect(commits).toEqual(Array.from({ length: runs }, () => writes));
  });

  test('makes each attempt at an instant of its own, later than what was decided meanwhile', async () => {
    const instants: string[] = [];
    const { table } = tableThat(['conflict', 'conflict', 'committed']);
    await settle(table, contextAt('2026-11-23T15:00:00.000Z'), async ({ now }) => {
      instants.push(now.toString());
      return { writes, result: undefined };
    });
    expect(instants).toEqual(['2026-11-23T15:00:01Z', '2026-11-23T15:00:02Z', '2026-11-23T15:00:03Z']);
  });

  test('gives up after five conflicts, so that it is tried again later', async () => {
    const { decide, state } = counting();
    const { table, commits } = tableThat(Array.from({ length: 9 }, () => 'conflict' as const));
    await expect(settle(table, contextAt(), decide)).rejects.toThrow(Retryable);
    expect([state.runs, commits.length]).toEqual([5, 5]);
  });

  test('commits nothing where nothing is to be written', async () => {
    const { decide } = counting([]);
    const { table, commits } = tableThat([]);
    expect(await settle(table, contextAt(), decide)).toBe(1);
    expect(commits).toEqual([]);
  });

  test.each([
    ['the decision', async () => Promise.reject(new Error('no such rule'))],
    ['the table', counting().decide],
  ])('a fault of %s passes through, tried once', async (_where, decide) => {
    const { table, commits } = tableThat([new Error('no such rule')]);
    await expect(settle(table, contextAt(), decide)).rejects.toThrow('no such rule');
    expect(commits.length).toBeLessThanOrEqual(1);
  });
});
