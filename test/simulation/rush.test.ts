import { describe, expect, test } from 'vitest';
import { modelRush } from '../../bench/quota-model.ts';
import { rushIn } from '../../bench/quotas.ts';
import { synthesizedApp } from '../support/assembly.ts';
import { playRush } from './rush.ts';

// Whoever comes first synthesizes the app, which is no part of a test's time.
await synthesizedApp();

const dividedBy = 500;
const patience = 240_000;
const most = (numbers: readonly number[]) => Math.max(...numbers);

describe('a minute in which the API takes all it may, under the quotas of a new account, both made smaller', () => {
  test('begins every timer, in the time that the model says, and Step Functions has nothing to refuse', {
    timeout: patience,
  }, async () => {
    const region = 'us-east-1';
    const ending = await playRush({ region, dividedBy });
    expect(ending).toMatchObject({ leads: 120, refusedStarts: 0, deadLetters: 0 });
    expect([ending.startedAfterSeconds.length, ending.warnedLateSeconds.length]).toEqual([120, 120]);
    const model = most(modelRush(rushIn(region, { dividedBy, runs: 1 })).startedAfterSeconds);
    const last = most(ending.startedAfterSeconds);
    expect(last / model).toBeGreaterThan(2 / 3);
    expect(last / model).toBeLessThan(3 / 2);
    // A timer that begins after its lead's first step takes it at once.
    expect(most(ending.warnedLateSeconds)).toBeLessThan(Math.max(1, last - 450 + 1));
  });

  test('loses none where nobody paces the starts either: what is refused waits for its turn', {
    timeout: patience,
  }, async () => {
    const ending = await playRush({ region: 'eu-central-1', dividedBy: 1000, timersPerSecond: 10_000 });
    expect(ending.refusedStarts).toBeGreaterThan(60);
    expect(ending).toMatchObject({ leads: 60, deadLetters: 0 });
    expect([ending.startedAfterSeconds.length, ending.warnedLateSeconds.length]).toEqual([60, 60]);
  });
});
