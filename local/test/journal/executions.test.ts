import { describe, expect, test } from 'vitest';
import { createFlows, functionArn, invoke, jsonata, lambdaThatAnswers, token, withToken } from './flows.ts';
import { start } from './lives.ts';

describe('an execution goes on after a restart', () => {
  test.each([0, 1, 5, 9])('from a wait, restarted %s seconds into it', async (seconds) => {
    const { lives } = createFlows({
      Pause: { Type: 'Wait', Seconds: 10, Assign: { a: 1 }, Next: 'End' },
      End: { Type: 'Pass', Output: '{% $a %}', End: true },
    });
    const first = await lives.next();
    await first.run();
    await first.after(seconds);
    const second = await lives.next();
    await second.after(9 - seconds);
    expect(second.stepFunctions.executions()).toMatchObject([{ status: 'RUNNING' }]);
    await second.after(1);
    expect(second.stepFunctions.executions()).toMatchObject([
      { status: 'SUCCEEDED', output: 1, stoppedAt: '2026-03-02T14:00:10.000Z', startedAt: start },
    ]);
    expect(second.types()).toEqual([
      ...['ExecutionStarted', 'WaitStateEntered', 'WaitStateExited'],
      ...['PassStateEntered', 'PassStateExited', 'ExecutionSucceeded'],
    ]);
  });

  test('from a call that was not answered: it is made again, with the input it had', async () => {
    const seen: unknown[] = [];
    const { world, lives } = createFlows({
      Ask: { ...invoke, Arguments: { FunctionName: functionArn, Payload: '{% $uuid() %}' }, End: true },
    });
    world.lambda = ({ input }) => {
      seen.push(input['Payload']);
      return new Promise(() => {});
    };
    const first = await lives.next();
    await first.run();
    await first.journal.written();
    world.lambda = ({ input }) => {
      seen.push(input['Payload']);
      return lambdaThatAnswers({
        service: 'lambda',
        action: 'InvokeFunction',
        input: { Payload: '{}' },
        principal: { name: 'x' },
      });
    };
    const second = await lives.next();
    expect(second.stepFunctions.executions()).toMatchObject([{ status: 'SUCCEEDED' }]);
    expect(seen).toHaveLength(2);
    expect(seen[0]).toBe(seen[1]);
    expect(second.types().filter((type) => type === 'TaskScheduled')).toHaveLength(1);
  });

  test('waiting for a token, whose answer, heartbeats and limits hold', async () => {
    const { world, lives } = createFlows({ Ask: { ...withToken, HeartbeatSeconds: 30, TimeoutSeconds: 100 } });
    const first = await lives.next();
    for (const name of ['answered', 'silent', 'slow']) await first.run(name);
    await first.scheduler.idle();
    const [answered, , slow] = world.tokens;
    await first.after(20);
    await first.api('SendTaskHeartbeat')({ taskToken: answered });
    await first.api('SendTaskHeartbeat')({ taskToken: slow });
    const second = await lives.next();
    await second.after(15);
    expect(second.stepFunctions.executions().map(({ status }) => status)).toEqual(['RUNNING', 'FAILED', 'RUNNING']);
    await second.api('SendTaskSuccess')({ taskToken: answered, output: '"yes"' });
    for (let beat = 0; beat < 4; beat += 1) {
      await second.api('SendTaskHeartbeat')({ taskToken: slow });
      await second.after(14);
    }
    const third = await lives.next();
    await third.after(14);
    expect(third.stepFunctions.executions()).toMatchObject([
      { status: 'SUCCEEDED', output: 'yes' },
      { status: 'FAILED', error: 'States.Timeout', stoppedAt: '2026-03-02T14:00:30.000Z' },
      { status: 'FAILED', error: 'States.Timeout', stoppedAt: '2026-03-02T14:01:40.000Z' },
    ]);
    await expect(third.api('SendTaskSuccess')({ taskToken: answered, output: '1' })).rejects.toThrow('Task Timed Out');
  });

  test('a worker that answered before the call that told it was answered is heard', async () => {
    const { world, lives } = createFlows({
      Ask: {
        ...withToken,
        Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
        Arguments: { FunctionName: functionArn, Payload: { token } },
      },
    });
    let given = '';
    world.lambda = ({ input }) => {
      given = (JSON.parse(String(input['Payload'])) as { token: string }).token;
      return new Promise(() => {});
    };
    const first = await lives.next();
    await first.run();
    await first.journal.written();
    await first.api('SendTaskSuccess')({ taskToken: given, output: '"early"' });
    world.lambda = async () => ({ StatusCode: 200, Payload: 'null' });
    const second = await lives.next();
    expect(second.stepFunctions.executions()).toMatchObject([{ status: 'SUCCEEDED', output: 'early' }]);
  });

  test('waiting for its child', async () => {
    const { lives } = createFlows({
      Child: {
        ...{ Type: 'Task', Resource: 'arn:aws:states:::states:startExecution.sync:2', End: true },
        Arguments: { StateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:child', Name: 'c' },
        Output: '{% $states.result.Status %}',
      },
    });
    const first = await lives.next();
    await first.run();
    await first.after(20);
    const second = await lives.next();
    await second.after(25);
    expect(second.stepFunctions.executions()).toMatchObject([
      { name: 'run', output: 'SUCCEEDED' },
      { name: 'c', status: 'SUCCEEDED', stoppedAt: '2026-03-02T14:00:45.000Z' },
    ]);
  });

  test('with the definition it began with; new ones have the new', async () => {
    const { world, lives } = createFlows({ Pause: { Type: 'Wait', Seconds: 10, Output: 'old', End: true } });
    const first = await lives.next();
    await first.run('old');
    world.definition = jsonata({ Other: { Type: 'Wait', Seconds: 3, Output: 'new', End: true } });
    const second = await lives.next();
    await second.run('new');
    const third = await lives.next();
    await third.after(10);
    expect(third.stepFunctions.executions()).toMatchObject([
      { name: 'old', output: 'old', stoppedAt: '2026-03-02T14:00:10.000Z' },
      { name: 'new', output: 'new', stoppedAt: '2026-03-02T14:00:03.000Z' },
    ]);
  });

  test('to its end by its own time limit', async () => {
    const { world, lives } = createFlows({ Pause: { Type: 'Wait', Seconds: 10, End: true } });
    world.definition = { ...world.definition, TimeoutSeconds: 4 };
    const first = await lives.next();
    await first.run();
    const second = await lives.next();
    await second.after(20);
    expect(second.stepFunctions.executions()).toMatchObject([
      { status: 'TIMED_OUT', stoppedAt: '2026-03-02T14:00:04.000Z' },
    ]);
  });
});

describe('a closed execution', () => {
  test('holds its name, can be looked at and redriven, and is forgotten after 90 days', async () => {
    const { world, lives } = createFlows({
      Fan: {
        ...{ Type: 'Map', Items: [1, 2, 3], End: true },
        ItemProcessor: {
          StartAt: 'Ask',
          States: {
            Ask: {
              ...invoke,
              Arguments: { FunctionName: functionArn, Payload: { item: '{% $states.input %}' } },
              End: true,
            },
          },
        },
      },
    });
    let broken = true;
    world.lambda = async ({ input }) =>
      broken && String(input['Payload']).includes('2')
        ? { StatusCode: 200, FunctionError: 'Unhandled', Payload: '{"errorType":"Broken"}' }
        : { StatusCode: 200, Payload: String(input['Payload']) };
    const first = await lives.next();
    await first.run();
    await first.scheduler.idle();
    const before = first.types();
    broken = false;
    const second = await lives.next();
    expect(second.stepFunctions.executions()).toMatchObject([{ status: 'FAILED', error: 'Broken' }]);
    expect(second.types()).toEqual(before);
    await expect(second.run('run', { other: 1 })).rejects.toThrow('Execution Already Exists');
    const executionArn = 'arn:aws:states:us-east-1:000000000000:execution:flow:run';
    await second.api('RedriveExecution')({ executionArn });
    await second.scheduler.idle();
    const third = await lives.next();
    expect(third.stepFunctions.executions()).toMatchObject([{ status: 'SUCCEEDED' }]);
    expect(third.types().filter((type) => type === 'ExecutionRedriven')).toHaveLength(1);
    await third.after(90 * 86_400);
    expect(third.stepFunctions.executions()).toEqual([]);
    const fourth = await lives.next();
    expect(fourth.stepFunctions.executions()).toEqual([]);
    for (const kind of ['executions', 'events of executions', 'threads of executions', 'items of maps'])
      expect([kind, fourth.journal.shelf(kind, 'the state machine flow').left()]).toEqual([kind, []]);
  });
});
