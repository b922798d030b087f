import { describe, expect, it } from 'vitest';
import { createWorkflows, FUNCTION_ARN, jsonata, lambda, named } from '../workflow.ts';

const pass = (name: string, fields: object = {}) => ({
  StartAt: name,
  States: { [name]: { Type: 'Pass', End: true, ...fields } },
});
const boom = { StartAt: 'Boom', States: { Boom: { Type: 'Fail', Error: 'Mine', Cause: 'why' } } };
const late = (state: object) => ({
  StartAt: 'Late',
  States: { Late: { Type: 'Wait', Seconds: 5, Next: 'Do' }, Do: state },
});
const long = { StartAt: 'Long', States: { Long: { Type: 'Wait', Seconds: 60, End: true } } };

async function run(definition: unknown, input: unknown = {}) {
  const workflows = createWorkflows({ lambda: lambda((payload) => payload) });
  await workflows.start(workflows.load(definition), input);
  await workflows.after(3_600_000);
  return workflows;
}

describe('Parallel', () => {
  it('gives the outputs of its branches in their order, whichever ends first', async () => {
    const branches = [late({ Type: 'Pass', Output: 'slow', End: true }), pass('Fast', { Output: 'fast' })];
    const workflows = await run(jsonata({ P: { Type: 'Parallel', Branches: branches, End: true } }));
    expect(workflows.last()?.output).toEqual(['slow', 'fast']);
  });

  it('chains each branch on its own and goes on from the last event', async () => {
    const workflows = await run(
      jsonata({ P: { Type: 'Parallel', Branches: [pass('A'), pass('B')], Next: 'Z' }, Z: { Type: 'Succeed' } }),
    );
    expect(workflows.chain()).toEqual([
      ...['ExecutionStarted<0', 'ParallelStateEntered<0', 'ParallelStateStarted<2'],
      ...['PassStateEntered<3', 'PassStateExited<4', 'PassStateEntered<3', 'PassStateExited<6'],
      ...['ParallelStateSucceeded<7', 'ParallelStateExited<7', 'SucceedStateEntered<9', 'SucceedStateExited<10'],
      'ExecutionSucceeded<11',
    ]);
  });

  it('hands its Arguments to the branches and its result to Output', async () => {
    const branch = pass('A', { Output: '{% $states.input.n + $outer %}' });
    const workflows = await run(
      jsonata({
        S: { Type: 'Pass', Assign: { outer: 1 }, Next: 'P' },
        P: {
          Type: 'Parallel',
          Arguments: { n: 2 },
          Branches: [branch, branch],
          Output: '{% $sum($states.result) %}',
          End: true,
        },
      }),
    );
    expect(workflows.last()?.output).toBe(6);
  });

  it('a failing branch cuts the others and is caught with the error it had', async () => {
    const workflows = await run(
      jsonata({
        P: {
          Type: 'Parallel',
          Branches: [long, late({ Type: 'Fail', Error: 'Mine', Cause: 'why' }), pass('A')],
          Catch: [{ ErrorEquals: ['Mine'], Next: 'Z' }],
          End: true,
        },
        Z: { Type: 'Succeed' },
      }),
    );
    expect(workflows.last()).toMatchObject({ status: 'SUCCEEDED', output: { Error: 'Mine', Cause: 'why' } });
    expect(workflows.last()?.stoppedAt).toBe('2026-03-01T00:00:05.000Z');
    const failed = workflows.types().indexOf('FailStateEntered') + 1;
    expect(workflows.chain().slice(failed, failed + 3)).toEqual([
      ...[`WaitStateAborted<${failed}`, `ParallelStateFailed<${failed}`, `ParallelStateExited<${failed + 2}`],
    ]);
  });

  it('starts all branches again on a retry and notes its failure only when retries are used up', async () => {
    const workflows = await run(
      jsonata({
        P: { Type: 'Parallel', Branches: [boom], Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1 }], End: true },
      }),
    );
    expect(workflows.chain()).toEqual([
      ...['ExecutionStarted<0', 'ParallelStateEntered<0', 'ParallelStateStarted<2', 'FailStateEntered<3'],
      ...['ParallelStateStarted<4', 'FailStateEntered<5', 'ParallelStateFailed<6', 'ExecutionFailed<7'],
    ]);
    expect(workflows.last()).toMatchObject({ error: 'Mine', cause: 'why' });
  });

  it('a task that ends its branch is noted as aborted', async () => {
    const workflows = createWorkflows({
      lambda: lambda(() => {
        throw named('E');
      }),
    });
    const branch = { StartAt: 'T', States: { T: { Type: 'Task', Resource: FUNCTION_ARN, End: true } } };
    await workflows.start(workflows.load(jsonata({ P: { Type: 'Parallel', Branches: [branch], End: true } })));
    expect(workflows.chain().slice(6)).toEqual(
      ['LambdaFunctionFailed<6', 'TaskStateAborted<7', 'ParallelStateFailed<7', 'ExecutionFailed<9'].map(
        (event) => event,
      ),
    );
  });

  it('States.Runtime in a branch ends the execution whatever is caught', async () => {
    const branch = {
      StartAt: 'C',
      States: { C: { Type: 'Choice', Choices: [{ Condition: false, Next: 'X' }] }, X: { Type: 'Succeed' } },
    };
    const workflows = await run(
      jsonata({
        P: { Type: 'Parallel', Branches: [branch], Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Z' }], End: true },
        Z: { Type: 'Succeed' },
      }),
    );
    expect(workflows.last()).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(workflows.types()).not.toContain('ParallelStateFailed');
  });
});

describe('Map', () => {
  const map = (fields: object) => jsonata({ M: { Type: 'Map', End: true, ...fields } });

  it.each([
    ['its input', {}, [1, 2], [1, 2]],
    ['Items', { Items: '{% $states.input.(n * 2) %}' }, [{ n: 1 }, { n: 2 }], [2, 4]],
    ['no items', { Items: [] }, {}, []],
  ])('goes through %s', async (_, fields, input, output) => {
    const workflows = await run(map({ ...fields, ItemProcessor: pass('I') }), input);
    expect(workflows.last()?.output).toEqual(output);
  });

  it('ItemSelector and the context object know item and index', async () => {
    const workflows = await run(
      map({
        Items: ['a', 'b'],
        ItemSelector: { i: '{% $states.context.Map.Item.Index %}', v: '{% $states.context.Map.Item.Value %}' },
        ItemProcessor: pass('I', {
          Output: '{% $states.input.v & $states.input.i & $states.context.Map.Item.Value %}',
        }),
      }),
    );
    expect(workflows.last()?.output).toEqual(['a0a', 'b1b']);
  });

  it('runs no more iterations at once than MaxConcurrency, and 40 where nothing is stated', async () => {
    const items = Array.from({ length: 41 }, (_, index) => index);
    const waiting = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 10, End: true } } };
    for (const [concurrency, seconds] of [
      [{ MaxConcurrency: 5 }, 90],
      [{}, 20],
      [{ MaxConcurrency: 0 }, 20],
      [{ MaxConcurrency: 1 }, 410],
    ] as const) {
      const workflows = await run(map({ ...concurrency, Items: items, ItemProcessor: waiting }));
      expect(workflows.last()?.output).toEqual(items);
      expect((Date.parse(workflows.last()?.stoppedAt ?? '') - Date.parse('2026-03-01')) / 1000).toBe(seconds);
    }
  });

  it('a failing iteration cuts the others, each noted before the failure', async () => {
    const processor = {
      StartAt: 'C',
      States: {
        C: { Type: 'Choice', Choices: [{ Condition: '{% $states.input %}', Next: 'Boom' }], Default: 'Long' },
        Boom: { Type: 'Fail', Error: 'Mine' },
        Long: { Type: 'Wait', Seconds: 20, End: true },
      },
    };
    const workflows = await run(map({ Items: [false, true, false], ItemProcessor: processor }));
    expect(workflows.last()).toMatchObject({ status: 'FAILED', error: 'Mine', stoppedAt: '2026-03-01T00:00:00.000Z' });
    const failed = workflows.types().indexOf('FailStateEntered') + 1;
    expect(workflows.chain().slice(failed)).toEqual([
      ...[`MapIterationAborted<${failed}`, `WaitStateAborted<${failed}`, `MapIterationFailed<${failed}`],
      ...[`MapStateFailed<${failed}`, `ExecutionFailed<${failed + 4}`],
    ]);
  });

  const odd = {
    StartAt: 'C',
    States: {
      C: { Type: 'Choice', Choices: [{ Condition: '{% $states.input % 2 = 1 %}', Next: 'Boom' }], Default: 'Ok' },
      Boom: { Type: 'Fail', Error: 'Odd', Cause: 'c' },
      Ok: { Type: 'Pass', End: true },
    },
  };
  it.each([
    [{ ToleratedFailureCount: 2 }, 'SUCCEEDED', undefined],
    [{ ToleratedFailurePercentage: 50 }, 'SUCCEEDED', undefined],
    [{ ToleratedFailureCount: 1 }, 'FAILED', 'States.ExceedToleratedFailureThreshold'],
    [{}, 'FAILED', 'Odd'],
  ])('tolerates %o', async (fields, status, error) => {
    const workflows = await run(map({ ...fields, Items: [1, 2, 3, 4], ItemProcessor: odd }));
    expect(workflows.last()).toMatchObject({ status, ...(error ? { error } : {}) });
  });

  it('nests', async () => {
    const inner = {
      StartAt: 'N',
      States: { N: { Type: 'Map', ItemProcessor: pass('I', { Output: '{% $states.input * 2 %}' }), End: true } },
    };
    const workflows = await run(map({ Items: [[1, 2], [3]], ItemProcessor: inner }));
    expect(workflows.last()?.output).toEqual([[2, 4], [6]]);
  });
});
