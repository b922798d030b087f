import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesError, retryDelay } from '../../../step-functions/interpreter/retry-and-catch.ts';
import { HeartbeatFailure, StateFailure } from '../../../step-functions/values/failure.ts';
import { createWorkflows, FUNCTION_ARN, jsonata, lambda, named, START } from '../workflow.ts';

const retrier = {
  errors: ['States.ALL'],
  intervalSeconds: 2,
  maxAttempts: 3,
  backoffRate: 2,
  maxDelaySeconds: undefined,
  jitter: 'NONE' as const,
};

describe('retry', () => {
  /** A task that always fails with what `error` gives for each call. */
  async function failing(retriers: object[], error: (call: number) => Error, random?: () => number) {
    const instants: number[] = [];
    const workflows = createWorkflows(
      {
        lambda: lambda(() => {
          instants.push((workflows.scheduler.now() - START) / 1000);
          throw error(instants.length);
        }),
      },
      random,
    );
    const task = { Type: 'Task', Resource: FUNCTION_ARN, Retry: retriers, End: true };
    await workflows.start(workflows.load(jsonata({ T: task })));
    await workflows.after(86_400_000);
    return { instants, workflows };
  }

  it.each([
    ['the defaults: 1 s, doubled, three times', {}, [0, 1, 3, 7]],
    ['interval, rate and attempts', { IntervalSeconds: 10, BackoffRate: 3, MaxAttempts: 2 }, [0, 10, 40]],
    [
      'MaxDelaySeconds caps the growth',
      { IntervalSeconds: 10, MaxAttempts: 4, MaxDelaySeconds: 25 },
      [0, 10, 30, 55, 80],
    ],
    ['no attempts', { MaxAttempts: 0 }, [0]],
  ])('%s', async (_, fields, expected) => {
    const { instants, workflows } = await failing([{ ErrorEquals: ['States.ALL'], ...fields }], () => named('E'));
    expect(instants).toEqual(expected);
    expect(workflows.last()).toMatchObject({ status: 'FAILED', error: 'E', transitions: 1 });
  });

  it('counts per retrier', async () => {
    const { instants } = await failing(
      [
        { ErrorEquals: ['A'], IntervalSeconds: 1, MaxAttempts: 1 },
        { ErrorEquals: ['B'], IntervalSeconds: 5, MaxAttempts: 2 },
      ],
      (call) => named(call === 2 ? 'B' : call === 3 ? 'B' : 'A'),
    );
    // A once after 1 s, B after 5 and 10 s, and the second A finds its retrier used up.
    expect(instants).toEqual([0, 1, 6, 16]);
  });

  it('full jitter draws from nothing to the whole delay', async () => {
    const { instants } = await failing(
      [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 10, MaxAttempts: 2, JitterStrategy: 'FULL' }],
      () => named('E'),
      () => 0.5,
    );
    expect(instants).toEqual([0, 5, 15]);
  });

  it('never delays beyond the cap, nor below zero', () => {
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.double({ min: 1, max: 4, noNaN: true }),
        fc.nat(20),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (interval, rate, attempts, drawn) => {
          const capped = {
            ...retrier,
            intervalSeconds: interval,
            backoffRate: rate,
            maxDelaySeconds: 60,
            jitter: 'FULL' as const,
          };
          const delay = retryDelay(capped, attempts, () => drawn);
          expect(delay).toBeGreaterThanOrEqual(0);
          expect(delay).toBeLessThanOrEqual(60_000);
        },
      ),
    );
  });

  it('succeeds on a later attempt, with one event family an attempt and the count in the context object', async () => {
    let calls = 0;
    const workflows = createWorkflows({
      lambda: lambda((payload) => {
        calls += 1;
        if (calls < 3) throw named('E');
        return payload;
      }),
    });
    const task = {
      Type: 'Task',
      Resource: FUNCTION_ARN,
      Arguments: '{% $states.context.State.RetryCount %}',
      Retry: [{ ErrorEquals: ['E'] }],
      End: true,
    };
    await workflows.start(workflows.load(jsonata({ T: task })));
    await workflows.after(60_000);
    expect(workflows.last()).toMatchObject({ status: 'SUCCEEDED', output: 2, transitions: 1 });
    const attempt = ['LambdaFunctionScheduled', 'LambdaFunctionStarted'];
    expect(workflows.types()).toEqual([
      ...[
        'ExecutionStarted',
        'TaskStateEntered',
        ...attempt,
        'LambdaFunctionFailed',
        ...attempt,
        'LambdaFunctionFailed',
      ],
      ...[...attempt, 'LambdaFunctionSucceeded', 'TaskStateExited', 'ExecutionSucceeded'],
    ]);
  });
});

describe('which errors a list of names matches', () => {
  const task = new StateFailure('E', 'x');
  const timeout = new StateFailure('States.Timeout', undefined);
  it.each([
    [['E'], task, true],
    [['F', 'E'], task, true],
    [['States.ALL'], task, true],
    [['States.TaskFailed'], task, true],
    [['States.TaskFailed'], timeout, false],
    [['States.ALL'], timeout, true],
    [['States.Timeout'], new HeartbeatFailure(), true],
    [['States.HeartbeatTimeout'], new HeartbeatFailure(), true],
    [['States.HeartbeatTimeout'], timeout, false],
    [['States.ALL'], new StateFailure('States.Runtime', 'x'), false],
    [['States.Runtime'], new StateFailure('States.Runtime', 'x'), false],
    [['States.ALL'], new StateFailure('States.DataLimitExceeded', 'x'), false],
    [['States.DataLimitExceeded'], new StateFailure('States.DataLimitExceeded', 'x'), true],
  ])('%j', (names, failure, matches) => {
    expect(matchesError(names, failure)).toBe(matches);
  });
});

describe('catch', () => {
  const catching = (catcher: object) =>
    jsonata({
      T: { Type: 'Task', Resource: FUNCTION_ARN, Catch: [{ ErrorEquals: ['Other'], Next: 'D' }, catcher], Next: 'D' },
      D: { Type: 'Pass', Output: { in: '{% $states.input %}', v: '{% $exists($v) ? $v : 0 %}' }, End: true },
    });
  async function run(catcher: object) {
    const workflows = createWorkflows({
      lambda: lambda(() => {
        throw named('E', 'no');
      }),
    });
    await workflows.start(workflows.load(catching(catcher)), { a: 1 });
    return workflows;
  }

  it('gives error and cause to the next state', async () => {
    const workflows = await run({ ErrorEquals: ['States.TaskFailed'], Next: 'D' });
    const Cause = '{"errorType":"E","errorMessage":"no"}';
    expect(workflows.last()?.output).toEqual({ in: { Error: 'E', Cause }, v: 0 });
    expect(workflows.chain().slice(4, 6)).toEqual(['LambdaFunctionFailed<4', 'TaskStateExited<5']);
  });

  it('has its own Output and Assign, which see input and error', async () => {
    const workflows = await run({
      ErrorEquals: ['States.ALL'],
      Output: '{% $states.input.a & $states.errorOutput.Error %}',
      Assign: { v: '{% $states.errorOutput.Error %}' },
      Next: 'D',
    });
    expect(workflows.last()?.output).toEqual({ in: '1E', v: 'E' });
  });

  it('fails for good when its own fields cannot be evaluated', async () => {
    const workflows = await run({ ErrorEquals: ['States.ALL'], Output: '{% $states.input.absent %}', Next: 'D' });
    expect(workflows.last()).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
    expect(workflows.event('EvaluationFailed')).toMatchObject({
      evaluationFailedEventDetails: { location: 'Catch[1]/Output', state: 'T' },
    });
  });
});
