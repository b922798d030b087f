import { test } from 'vitest';
import { synthesizedApp } from '../support/assembly.ts';
import { simulate } from './simulation.ts';
import { judge } from './verdict.ts';

/** Processes that die are started anew, in real time, and seeds that run together wait for each other's. */
const patience = 600_000;

/** A seed costs about a minute of one core, so `npm test` by itself plays one of the eight that a clean check plays. */
const seeds = [1, 2, 3, 4, 5, 6, 7, 8].slice(0, process.env['CI'] === undefined ? 1 : 8);

// Seeds that begin at one moment would each synthesize it.
await synthesizedApp();

// One seed keeps less than a core busy, since whoever calls waits for who is called: as many run together as there are cores.
test.concurrent.for(seeds)(
  'seed %d: 20 leads under faults, and nothing acknowledged is lost, doubled or late',
  { timeout: patience },
  async (seed, { expect }) => {
    const { violations, counts } = judge(await simulate(seed, 20));
    expect(violations).toEqual([]);
    // Three of them come when the faults are over, each from three senders at once.
    expect(counts.leads).toBe(23);
    expect(counts.faults).toBeGreaterThan(20);
  },
);
