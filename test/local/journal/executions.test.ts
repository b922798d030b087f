import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { ServiceHandler } from '../../../local/dispatcher.ts';
import { createStepFunctions } from '../../../local/step-functions/step-functions.ts';
import { ask, createLives, type Lives, loadInto, start } from './lives.ts';

const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:decide';
const invoke = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke' };

function jsonata(states: Record<string, unknown>): object {
  return { QueryLanguage: 'JSONata', StartAt: Object.keys(states)[0], States: states };
}

interface World {
  definition: object;
  lambda: ServiceHandler;
  readonly tokens: string[];
}

const lambdaThatAnswers: ServiceHandler = async ({ input }) => {
  const { attempt = 9 } = JSON.parse(String(input['Payload'])) as { attempt?: number };
  if (attempt >= 2) return { StatusCode: 200, Payload: JSON.stringify({ done: true }) };
  return { StatusCode: 200, FunctionError: 'Unhandled', Payload: JSON.stringify({ errorType: 'NotYet' }) };
};

function machineWith(world: World) {
  let ids = 0;
  return createLives(async (life) => {
    const stepFunctions = createStepFunctions({
      ...life,
      uuid: () => {
        ids += 1;
        return `00000000-0000-4000-8000-${String(ids).padStart(12, '0')}`;
      },
      random: () => 0.5,
    });
    life.dispatcher.register('lambda', (call) => world.lambda(call));
    life.dispatcher.register('sqs', async ({ input }) => {
      world.tokens.push(String(input['MessageBody']));
      return { MessageId: 'm' };
    });
    const load = (name: string, definition: object, StateMachineType = 'STANDARD') =>
      loadInto(stepFunctions.kinds, 'AWS::StepFunctions::StateMachine', {
        name,
        properties: {
          ...{ StateMachineName: name, StateMachineType, RoleArn: 'arn:aws:iam::000000000000:role/flow' },
          DefinitionString: JSON.stringify(definition),
        },
      });
    const child = await load('child', jsonata({ Pause: { Type: 'Wait', Seconds: 45, End: true } }));
    const arn = await load('flow', world.definition);
    const api = (action: string) => ask(life, 'states', action);
    return {
      ...{ stepFunctions, child, api },
      run: (name = 'run', input: unknown = {}) =>
        api('StartExecution')({ stateMachineArn: arn, name, input: JSON.stringify(input) }),
      async after(seconds: number) {
        await life.scheduler.moveTo(life.scheduler.now() + seconds * 1000);
      },
      types: (name = 'run') => (stepFunctions.history(name) ?? []).map(({ type }) => type),
    };
  });
}

let lives: Lives<Awaited<ReturnType<ReturnType<typeof machineWith>['next']>>>;
afterEach(() => lives.end());

function world(states: Record<string, unknown>, lambda: ServiceHandler = lambdaThatAnswers): World {
  const made: World = { definition: jsonata(states), lambda, tokens: [] };
  lives = machineWith(made) as typeof lives;
  return made;
}

const token = '{% $states.context.Task.Token %}';
const withToken = {
  Type: 'Task',
  Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
  Arguments: { QueueUrl: 'q', MessageBody: token },
  End: true,
};

describe('an execution goes on after a restart', () => {
  test.each([0, 1, 5, 9])('from a wait, restarted %s seconds into it', async (seconds) => {
    world({
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
    const made = world({
      Ask: { ...invoke, Arguments: { FunctionName: functionArn, Payload: '{% $uuid() %}' }, End: true },
    });
    made.lambda = ({ input }) => {
      seen.push(input['Payload']);
      return new Promise(() => {});
    };
    const first = await lives.next();
    await first.run();
    await first.journal.written();
    made.lambda = ({ input }) => {
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
    const made = world({ Ask: { ...withToken, HeartbeatSeconds: 30, TimeoutSeconds: 100 } });
    const first = await lives.next();
    for (const name of ['answered', 'silent', 'slow']) await first.run(name);
    await first.scheduler.idle();
    const [answered, , slow] = made.tokens;
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
    const made = world({
      Ask: {
        ...withToken,
        Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
        Arguments: { FunctionName: functionArn, Payload: { token } },
      },
    });
    let given = '';
    made.lambda = ({ input }) => {
      given = (JSON.parse(String(input['Payload'])) as { token: string }).token;
      return new Promise(() => {});
    };
    const first = await lives.next();
    await first.run();
    await first.journal.written();
    await first.api('SendTaskSuccess')({ taskToken: given, output: '"early"' });
    made.lambda = async () => ({ StatusCode: 200, Payload: 'null' });
    const second = await lives.next();
    expect(second.stepFunctions.executions()).toMatchObject([{ status: 'SUCCEEDED', output: 'early' }]);
  });

  test('waiting for its child', async () => {
    world({
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
    const made = world({ Pause: { Type: 'Wait', Seconds: 10, Output: 'old', End: true } });
    const first = await lives.next();
    await first.run('old');
    made.definition = jsonata({ Other: { Type: 'Wait', Seconds: 3, Output: 'new', End: true } });
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
    const made = world({ Pause: { Type: 'Wait', Seconds: 10, End: true } });
    made.definition = { ...made.definition, TimeoutSeconds: 4 };
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
    const made = world({
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
    made.lambda = async ({ input }) =>
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

describe('property', () => {
  async function story(steps: readonly (readonly [seconds: number, restarts: boolean])[]) {
    const made = world(everything);
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
            .api('SendTaskSuccess')({ taskToken: made.tokens[0], output: '"worked"' })
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
});
