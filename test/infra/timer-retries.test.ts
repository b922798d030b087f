import { expect, test } from 'vitest';
import timer from '../../statemachines/timer.asl.json' with { type: 'json' };

test('a timer asks for longer than a day until it is answered, whatever the error', () => {
  const [{ IntervalSeconds, BackoffRate, MaxDelaySeconds, MaxAttempts, ErrorEquals, JitterStrategy }] = timer.States
    .Decide.Retry as [(typeof timer.States.Decide.Retry)[number]];
  const pauses = Array.from({ length: MaxAttempts }, (_, retry) =>
    Math.min(IntervalSeconds * BackoffRate ** retry, MaxDelaySeconds),
  );
  expect([ErrorEquals, JitterStrategy]).toEqual([['States.ALL'], 'FULL']);
  // Full jitter takes half of a pause on the average.
  expect(pauses.reduce((sum, pause) => sum + pause / 2, 0)).toBeGreaterThan(24 * 3600);
});
