import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFlows, functionArn, invoke, withToken } from './flows.ts';
import { start } from './lives.ts';

const everything = {
  Fan: {
    Type: 'Parallel',
    Next: 'Last',
    Branches: [
      {
        StartAt: 'Pause',
        States: {
          Pause: { Type: 'Wait', Seconds: 10, Assign: { paused: '{% $states.input.n %}' }, Next: 'Ask' },
          Ask: {
            ...invoke,
            Arguments: {
              FunctionName: functionArn,
              Payload: { attempt: '{% $states.context.State.RetryCount %}', n: '{% $paused %}' },
            },
            Retry: [{ ErrorEquals: ['NotYet'], IntervalSeconds: 5, MaxAttempts: 3, BackoffRate: 2 }],
            End: true,
          },
        },
      },
      {
        StartAt: 'Each',
        States: {
          Each: {
            Type: 'Map',
            Items: [5, 15, 3, 25, 1, 8],
            MaxConcurrency: 2,
            ItemProcessor: {
              StartAt: 'Sleep',
              States: {
                Sleep: { Type: 'Wait', Seconds: '{% $states.input %}', Next: 'Twice' },
                Twice: { Type: 'Pass', Output: '{% $states.input * 2 %}', End: true },
              },
            },
            End: true,
          },
        },
      },
      { StartAt: 'Worker', States: { Worker: { ...withToken, HeartbeatSeconds: 70 } } },
    ],
  },
  Last: { Type: 'Pass', End: true },
};

async function story(steps: readonly (readonly [seconds: number, restarts: boolean])[]) {
  const { world, lives } = createFlows(everything);
  try {
    let machine = await lives.next();
    await machine.run('run', { n: 7 });
    let answered = false;
    for (const [seconds, restarts] of steps) {
      if (restarts) machine = await lives.next();
      await machine.after(seconds);
      const due = machine.scheduler.now() >= Date.parse(start) + 40_000;
      if (due && !answered) {
        answered = true;
        await machine
          .api('SendTaskSuccess')({ taskToken: world.tokens[0], output: '"worked"' })
          .catch(() => {});
      }
    }
    await machine.after(200);
    const seen = [
      machine.stepFunctions.executions(),
      machine.stepFunctions.history('run'),
      machine.scheduler.failures(),
    ];
    return seen;
  } finally {
    lives.end();
  }
}

test('however often it is restarted, an execution has the history it has without', async () => {
  const step = fc.tuple(fc.integer({ min: 0, max: 12 }), fc.boolean());
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const unbroken = await story(steps.map(([seconds]) => [seconds, false]));
      expect(await story(steps)).toEqual(unbroken);
    }),
    { numRuns: 25 },
  );
});
