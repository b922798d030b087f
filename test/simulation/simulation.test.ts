import { expect, test } from 'vitest';
import { simulate } from './simulation.ts';
import { judge } from './verdict.ts';

/** Processes that die are started anew, in real time. */
const patience = 300_000;

/** A seed costs about a minute of one core, so `npm test` by itself plays two of the eight that a clean check plays. */
const seeds = [1, 2, 3, 4, 5, 6, 7, 8].slice(0, process.env['CI'] === undefined ? 2 : 8);

test.each(seeds)(
  'seed %d: 20 leads under faults, and nothing acknowledged is lost, doubled or late',
  { timeout: patience },
  async (seed) => {
    const { violations, counts } = judge(await simulate(seed, 20));
    expect(violations).toEqual([]);
    // Three of them come when the faults are over, each from three senders at once.
    expect(counts.leads).toBe(23);
    expect(counts.faults).toBeGreaterThan(20);
  },
);
