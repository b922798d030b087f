import { describe, expect, it } from 'vitest';
import { createWorkflows, jsonata, type Workflows } from '../workflow.ts';

const DAY = 86_400_000;
const waiting = jsonata({ W: { Type: 'Wait', Seconds: 60, End: true } });
const passing = jsonata({ P: { Type: 'Pass', End: true } });

function loaded(definition: unknown, properties: Record<string, unknown> = {}) {
  const workflows = createWorkflows();
  return { workflows, arn: workflows.load(definition, properties) };
}

const begin = ({ workflows, arn }: { workflows: Workflows; arn: string }, name: string, input = '{}') =>
  workflows.api('StartExecution', { stateMachineArn: arn, name, input });

describe('StartExecution by name, Standard', () => {
  it('answers the same name and input with the running execution, however many ask at once', async () => {
    const { workflows, arn } = loaded(waiting);
    const answers = await Promise.all(Array.from({ length: 5 }, () => begin({ workflows, arn }, 'a')));
    expect(new Set(answers.map(({ executionArn }) => executionArn))).toEqual(
      new Set(['arn:aws:states:us-east-1:000000000000:execution:app-dev-flow:a']),
    );
    expect(workflows.stepFunctions.executions()).toHaveLength(1);
  });

  it('refuses another input, and any once it is closed, for 90 days', async () => {
    const { workflows, arn } = loaded(waiting);
    await begin({ workflows, arn }, 'a');
    await expect(begin({ workflows, arn }, 'a', '{"b":1}')).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' });
    await workflows.after(60_000);
    await expect(begin({ workflows, arn }, 'a')).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' });
    await workflows.after(90 * DAY - 1);
    await expect(begin({ workflows, arn }, 'a')).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' });
    await workflows.after(1);
    await begin({ workflows, arn }, 'a');
    expect(workflows.stepFunctions.executions()).toMatchObject([{ name: 'a', status: 'RUNNING' }]);
  });

  it.each([
    [{ name: 'a b' }, 'InvalidName'],
    [{ name: 'x'.repeat(81) }, 'InvalidName'],
    [{ input: '{' }, 'InvalidExecutionInput'],
    [{ input: JSON.stringify('x'.repeat(262_143)) }, 'ValidationException'],
    [{ stateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:none' }, 'StateMachineDoesNotExist'],
  ])('refuses %j', async (input, code) => {
    const { workflows, arn } = loaded(passing);
    await expect(workflows.api('StartExecution', { stateMachineArn: arn, ...input })).rejects.toMatchObject({ code });
  });
});

describe('Express', () => {
  const express = { StateMachineType: 'EXPRESS' };
  it('names are free', async () => {
    const { workflows, arn } = loaded(passing, express);
    const [one, other] = [await begin({ workflows, arn }, 'a'), await begin({ workflows, arn }, 'a')];
    expect(one['executionArn']).not.toBe(other['executionArn']);
    await expect(workflows.api('DescribeExecution', { executionArn: one['executionArn'] })).rejects.toMatchObject({
      code: 'ExecutionDoesNotExist',
    });
  });

  it('StartSyncExecution answers with the end, good or bad', async () => {
    const { workflows, arn } = loaded(
      jsonata({
        C: { Type: 'Choice', Choices: [{ Condition: '{% $states.input.ok %}', Next: 'S' }], Default: 'F' },
        S: { Type: 'Succeed' },
        F: { Type: 'Fail', Error: 'E', Cause: 'c' },
      }),
      express,
    );
    const sync = (input: string) => workflows.api('StartSyncExecution', { stateMachineArn: arn, input });
    expect(await sync('{"ok":true}')).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"ok":true}',
      billingDetails: { billedMemoryUsedInMB: 64, billedDurationInMilliseconds: 100 },
    });
    expect(await sync('{"ok":false}')).toMatchObject({ status: 'FAILED', error: 'E', cause: 'c' });
  });

  it('StartSyncExecution is not for Standard', async () => {
    const { workflows, arn } = loaded(passing);
    await expect(workflows.api('StartSyncExecution', { stateMachineArn: arn })).rejects.toMatchObject({
      code: 'StateMachineTypeNotSupported',
    });
  });
});

describe('looking at executions', () => {
  it('describes what runs and what has ended', async () => {
    const { workflows, arn } = loaded(waiting);
    const executionArn = await workflows.start(arn, { a: 1 });
    expect(await workflows.api('DescribeExecution', { executionArn })).toMatchObject({
      name: 'run',
      status: 'RUNNING',
      input: '{"a":1}',
      startDate: new Date('2026-03-01'),
    });
    await workflows.after(60_000);
    expect(await workflows.api('DescribeExecution', { executionArn })).toMatchObject({
      ...{
        status: 'SUCCEEDED',
        output: '{"a":1}',
        stopDate: new Date('2026-03-01T00:01:00Z'),
        redriveStatus: 'NOT_REDRIVABLE',
      },
    });
    expect(await workflows.api('DescribeStateMachine', { stateMachineArn: arn })).toMatchObject({
      name: 'app-dev-flow',
      type: 'STANDARD',
      definition: JSON.stringify(waiting),
    });
    expect(await workflows.api('ListStateMachines', {})).toMatchObject({ stateMachines: [{ name: 'app-dev-flow' }] });
  });

  it('lists page by page, newest first, by status', async () => {
    const { workflows, arn } = loaded(waiting);
    for (const name of ['a', 'b', 'c']) await begin({ workflows, arn }, name);
    const first = await workflows.api('ListExecutions', { stateMachineArn: arn, maxResults: 2 });
    const rest = await workflows.api('ListExecutions', {
      stateMachineArn: arn,
      maxResults: 2,
      nextToken: first['nextToken'],
    });
    expect([first, rest].map(({ executions }) => (executions as { name: string }[]).map(({ name }) => name))).toEqual([
      ['c', 'b'],
      ['a'],
    ]);
    expect(rest).not.toHaveProperty('nextToken');
    const failed = await workflows.api('ListExecutions', { stateMachineArn: arn, statusFilter: 'FAILED' });
    expect(failed).toEqual({ executions: [] });
  });

  it('gives the history page by page, either way round, with or without data', async () => {
    const { workflows, arn } = loaded(passing);
    const executionArn = await workflows.start(arn);
    const page = async (more: object) => {
      const { events } = await workflows.api('GetExecutionHistory', { executionArn, ...more });
      return events as { id: number; timestamp: Date; stateEnteredEventDetails?: object }[];
    };
    expect((await page({})).map(({ id }) => id)).toEqual([1, 2, 3, 4]);
    expect((await page({ reverseOrder: true, maxResults: 3 })).map(({ id }) => id)).toEqual([4, 3, 2]);
    expect((await page({ includeExecutionData: false }))[1]?.stateEnteredEventDetails).toEqual({ name: 'P' });
    expect((await page({}))[0]?.timestamp).toEqual(new Date('2026-03-01'));
  });

  it('shows people names, parsed data, ISO instants and the states entered', async () => {
    const { workflows, arn } = loaded(passing);
    await workflows.start(arn, { a: 1 });
    expect(workflows.stepFunctions.executions('flow')).toEqual([
      {
        ...{
          name: 'run',
          machine: 'app-dev-flow',
          status: 'SUCCEEDED',
          input: { a: 1 },
          output: { a: 1 },
          transitions: 1,
        },
        ...{ startedAt: '2026-03-01T00:00:00.000Z', stoppedAt: '2026-03-01T00:00:00.000Z' },
      },
    ]);
    expect(workflows.stepFunctions.executions('low')).toEqual([]);
    expect(workflows.stepFunctions.history('none')).toBeUndefined();
  });
});

describe('StopExecution', () => {
  it('ends what runs; nothing of it comes back', async () => {
    const { workflows, arn } = loaded(waiting);
    const executionArn = await workflows.start(arn);
    await workflows.after(10_000);
    expect(await workflows.api('StopExecution', { executionArn, error: 'E', cause: 'c' })).toEqual({
      stopDate: new Date('2026-03-01T00:00:10Z'),
    });
    await workflows.after(DAY);
    expect(workflows.last()).toMatchObject({
      status: 'ABORTED',
      error: 'E',
      cause: 'c',
      stoppedAt: '2026-03-01T00:00:10.000Z',
    });
    expect(workflows.chain()).toEqual(['ExecutionStarted<0', 'WaitStateEntered<0', 'ExecutionAborted<0']);
  });
});

describe('RedriveExecution', () => {
  it('goes on with the state that failed, and in a Parallel only with the branches that did', async () => {
    let healthy = false;
    const calls: string[] = [];
    const workflows = createWorkflows({
      lambda: async ({ input }) => {
        calls.push(String(input['Payload']));
        return healthy || input['Payload'] === '"ok"'
          ? { StatusCode: 200, Payload: String(input['Payload']) }
          : { StatusCode: 200, FunctionError: 'Unhandled', Payload: '{"errorType":"Sick"}' };
      },
    });
    const branch = (name: string) => ({
      StartAt: name,
      States: {
        [name]: {
          Type: 'Task',
          Resource: 'arn:aws:lambda:us-east-1:000000000000:function:f',
          Arguments: name,
          End: true,
        },
      },
    });
    const definition = jsonata({
      A: { Type: 'Pass', Next: 'P' },
      P: { Type: 'Parallel', Branches: [branch('ok'), branch('sick')], End: true },
    });
    const executionArn = await workflows.start(workflows.load(definition));
    expect(workflows.last()).toMatchObject({ status: 'FAILED', error: 'Sick' });
    healthy = true;
    await workflows.api('RedriveExecution', { executionArn });
    await workflows.scheduler.idle();
    expect(workflows.last()).toMatchObject({ status: 'SUCCEEDED', output: ['ok', 'sick'] });
    expect(calls).toEqual(['"ok"', '"sick"', '"sick"']);
    expect(await workflows.api('DescribeExecution', { executionArn })).toMatchObject({ redriveCount: 1 });
    await expect(workflows.api('RedriveExecution', { executionArn })).rejects.toMatchObject({
      code: 'ExecutionNotRedrivable',
    });
  });

  it('is refused 14 days after the end', async () => {
    const { workflows, arn } = loaded(jsonata({ F: { Type: 'Fail' } }));
    const executionArn = await workflows.start(arn);
    await workflows.after(14 * DAY);
    await expect(workflows.api('RedriveExecution', { executionArn })).rejects.toMatchObject({
      code: 'ExecutionNotRedrivable',
    });
  });
});
