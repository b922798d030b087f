import { describe, expect, it } from 'vitest';
import { type AwsCall, AwsError } from '../../../local/dispatcher.ts';
import { createWorkflows, FUNCTION_ARN, jsonata, lambda, named, type Workflows } from './workflow.ts';

const task = (fields: object) => jsonata({ T: { Type: 'Task', End: true, ...fields } });
const invoke = {
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: FUNCTION_ARN, Payload: '{% $states.input %}' },
};
const role = { name: 'Flow', roleArn: 'arn:aws:iam::000000000000:role/flow' };

describe('a task that calls', () => {
  it('a function by its ARN gets arguments and gives the answer', async () => {
    const workflows = createWorkflows({ lambda: lambda((payload) => ({ got: payload })) });
    await workflows.start(
      workflows.load(task({ Resource: FUNCTION_ARN, Arguments: { n: '{% $states.input.n %}' }, TimeoutSeconds: 9 })),
      { n: 1 },
    );
    expect(workflows.last()?.output).toEqual({ got: { n: 1 } });
    expect(workflows.calls).toEqual([
      {
        service: 'lambda',
        action: 'InvokeFunction',
        input: { FunctionName: FUNCTION_ARN, InvocationType: 'RequestResponse', Payload: '{"n":1}' },
        principal: role,
      },
    ]);
    expect(workflows.event('LambdaFunctionScheduled')).toMatchObject({
      lambdaFunctionScheduledEventDetails: {
        resource: FUNCTION_ARN,
        input: '{"n":1}',
        inputDetails: { truncated: false },
        timeoutInSeconds: 9,
      },
    });
    expect(workflows.event('LambdaFunctionStarted')).not.toHaveProperty('lambdaFunctionStartedEventDetails');
  });

  it('lambda:invoke gives the answer under Payload', async () => {
    const workflows = createWorkflows({ lambda: lambda((payload) => payload) });
    await workflows.start(workflows.load(task({ ...invoke, Output: '{% $states.result.Payload.a %}' })), { a: 7 });
    expect(workflows.last()?.output).toBe(7);
    expect(workflows.types()).toEqual([
      ...['ExecutionStarted', 'TaskStateEntered', 'TaskScheduled', 'TaskStarted', 'TaskSucceeded', 'TaskStateExited'],
      'ExecutionSucceeded',
    ]);
    expect(workflows.event('TaskScheduled')).toMatchObject({
      taskScheduledEventDetails: {
        resourceType: 'lambda',
        resource: 'invoke',
        region: 'us-east-1',
        parameters: JSON.stringify({ FunctionName: FUNCTION_ARN, Payload: { a: 7 } }),
      },
    });
  });

  it.each([
    [
      'arn:aws:states:::sqs:sendMessage',
      { QueueUrl: 'q', MessageBody: { a: 1 } },
      { service: 'sqs', action: 'SendMessage', input: { QueueUrl: 'q', MessageBody: '{"a":1}' } },
    ],
    [
      'arn:aws:states:::aws-sdk:dynamodb:getItem',
      { TableName: 't' },
      { service: 'dynamodb', action: 'GetItem', input: { TableName: 't' } },
    ],
    [
      'arn:aws:states:::aws-sdk:sesv2:sendEmail',
      { From: 'a' },
      { service: 'ses', action: 'SendEmail', input: { From: 'a' } },
    ],
  ])('%s is called in the name of the role', async (resource, given, call) => {
    const answer = async () => ({ Done: true });
    const workflows = createWorkflows({ sqs: answer, dynamodb: answer, ses: answer });
    await workflows.start(workflows.load(task({ Resource: resource, Arguments: given })));
    expect(workflows.calls).toEqual([{ ...call, principal: role }]);
    expect(workflows.last()?.output).toMatchObject({ Done: true });
  });

  it('events:putEvents adds the execution to the resources, and one failed entry fails the task', async () => {
    let failed = 0;
    const workflows = createWorkflows({
      events: async () => ({ FailedEntryCount: failed, Entries: [{ EventId: 'e' }] }),
    });
    const arn = workflows.load(
      task({
        Resource: 'arn:aws:states:::events:putEvents',
        Arguments: { Entries: [{ Source: 's', Detail: { a: 1 } }] },
      }),
    );
    const execution = await workflows.start(arn);
    expect(workflows.calls[0]?.input).toEqual({
      Entries: [{ Source: 's', Detail: '{"a":1}', Resources: [arn, execution] }],
    });
    failed = 1;
    await workflows.start(arn, {}, 'second');
    expect(workflows.last()).toMatchObject({ status: 'FAILED', error: 'EventBridge.FailedEntry' });
  });

  it.each([
    [
      'a function error',
      FUNCTION_ARN,
      lambda(() => {
        throw named('MyError', 'no');
      }),
      'MyError',
      '{"errorType":"MyError","errorMessage":"no"}',
    ],
    [
      'a missing function',
      FUNCTION_ARN,
      async () => {
        throw new AwsError('ResourceNotFoundException', 'Function not found', 404);
      },
      'Lambda.ResourceNotFoundException',
      'Function not found (Service: Lambda, Status Code: 404)',
    ],
    [
      'a denied call',
      FUNCTION_ARN,
      async () => {
        throw new AwsError('AccessDeniedException', 'not authorized', 403);
      },
      'Lambda.AWSLambdaException',
      'not authorized (Service: Lambda, Status Code: 403)',
    ],
    [
      'an SDK error',
      'arn:aws:states:::aws-sdk:lambda:getFunction',
      async () => {
        throw new AwsError('Throttled', 'slow');
      },
      'Lambda.ThrottledException',
      'slow (Service: Lambda, Status Code: 400)',
    ],
  ])('%s fails the task by its name', async (_, resource, handler, error, cause) => {
    const workflows = createWorkflows({ lambda: handler as (call: AwsCall) => Promise<Record<string, unknown>> });
    await workflows.start(workflows.load(task({ Resource: resource })));
    expect(workflows.last()).toMatchObject({ status: 'FAILED', error, cause });
  });
});

describe('a task token', () => {
  const waiting = (fields: object = {}) =>
    task({
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Arguments: { FunctionName: FUNCTION_ARN, Payload: { token: '{% $states.context.Task.Token %}' } },
      ...fields,
    });
  async function handedOut(
    fields: object = {},
  ): Promise<{ readonly workflows: Workflows; readonly taskToken: string }> {
    let taskToken = '';
    const workflows = createWorkflows({
      lambda: lambda((payload) => {
        taskToken = (payload as { readonly token: string }).token;
      }),
    });
    await workflows.start(workflows.load(waiting(fields)));
    return { workflows, taskToken };
  }

  it('keeps the task until a worker answers with success', async () => {
    const { workflows, taskToken } = await handedOut();
    expect(workflows.last()?.status).toBe('RUNNING');
    await workflows.after(86_400_000);
    await workflows.api('SendTaskSuccess', { taskToken, output: '{"ok":1}' });
    await workflows.scheduler.idle();
    expect(workflows.last()).toMatchObject({ status: 'SUCCEEDED', output: { ok: 1 } });
    expect(workflows.types().slice(2, 6)).toEqual(['TaskScheduled', 'TaskStarted', 'TaskSubmitted', 'TaskSucceeded']);
  });

  it('or with a failure', async () => {
    const { workflows, taskToken } = await handedOut();
    await workflows.api('SendTaskFailure', { taskToken, error: 'Mine', cause: 'c' });
    await workflows.scheduler.idle();
    expect(workflows.last()).toMatchObject({ status: 'FAILED', error: 'Mine', cause: 'c' });
  });

  it('may be answered before the call that brings it has returned', async () => {
    const workflows: Workflows = createWorkflows({
      lambda: lambda(async (payload) => {
        await workflows.api('SendTaskSuccess', { taskToken: (payload as { token: string }).token, output: '1' });
      }),
    });
    await workflows.start(workflows.load(waiting()));
    expect(workflows.last()).toMatchObject({ status: 'SUCCEEDED', output: 1 });
  });

  it.each([
    ['TimeoutSeconds', { TimeoutSeconds: 60 }, '2026-03-01T00:01:00.000Z'],
    ['HeartbeatSeconds', { TimeoutSeconds: 60, HeartbeatSeconds: 10 }, '2026-03-01T00:00:10.000Z'],
    ['by expression', { TimeoutSeconds: '{% 5 * 6 %}' }, '2026-03-01T00:00:30.000Z'],
  ])('times out after %s', async (_, fields, stoppedAt) => {
    const { workflows } = await handedOut(fields);
    await workflows.after(3_600_000);
    expect(workflows.last()).toMatchObject({ status: 'FAILED', error: 'States.Timeout', stoppedAt });
    expect(workflows.last()).not.toHaveProperty('cause');
    expect(workflows.types()).toContain('TaskTimedOut');
  });

  it('heartbeats put the heartbeat timeout off, and the whole timeout holds', async () => {
    const { workflows, taskToken } = await handedOut({ TimeoutSeconds: 25, HeartbeatSeconds: 10 });
    for (let beat = 0; beat < 3; beat += 1) {
      await workflows.after(8_000);
      await workflows.api('SendTaskHeartbeat', { taskToken });
    }
    await workflows.after(60_000);
    expect(workflows.last()).toMatchObject({ error: 'States.Timeout', stoppedAt: '2026-03-01T00:00:25.000Z' });
  });

  it('is known only while the task waits', async () => {
    const { workflows, taskToken } = await handedOut();
    await workflows.api('SendTaskSuccess', { taskToken, output: '{}' });
    await workflows.scheduler.idle();
    await expect(workflows.api('SendTaskSuccess', { taskToken, output: '{}' })).rejects.toMatchObject({
      code: 'TaskTimedOut',
    });
    await expect(workflows.api('SendTaskFailure', { taskToken: 'x' })).rejects.toMatchObject({ code: 'InvalidToken' });
    await expect(workflows.api('SendTaskSuccess', { taskToken, output: '{' })).rejects.toMatchObject({
      code: 'InvalidOutput',
    });
  });

  it('a retry hands out another one', async () => {
    const { workflows, taskToken } = await handedOut({ Retry: [{ ErrorEquals: ['Mine'] }] });
    await workflows.api('SendTaskFailure', { taskToken, error: 'Mine' });
    await workflows.after(1_000);
    expect(workflows.types().filter((type) => type === 'TaskScheduled')).toHaveLength(2);
    await expect(workflows.api('SendTaskHeartbeat', { taskToken })).rejects.toMatchObject({ code: 'TaskTimedOut' });
  });
});

describe('states:startExecution', () => {
  const child = jsonata({
    W: { Type: 'Wait', Seconds: 30, Next: 'E' },
    E: { Type: 'Pass', Output: { n: '{% $states.input.n %}' }, End: true },
  });
  async function parent(resource: string, definition: unknown = child) {
    const workflows = createWorkflows();
    const childArn = workflows.load(definition, { StateMachineName: 'child' });
    const Arguments = { StateMachineArn: childArn, Name: 'c', Input: { n: 5 } };
    await workflows.start(workflows.load(task({ Resource: `arn:aws:states:::${resource}`, Arguments })));
    return workflows;
  }
  const parentOf = (workflows: Workflows) => workflows.stepFunctions.executions('flow')[0];

  it('goes on at once', async () => {
    const workflows = await parent('states:startExecution');
    expect(parentOf(workflows)).toMatchObject({
      status: 'SUCCEEDED',
      output: { StartDate: '2026-03-01T00:00:00.000Z' },
    });
    expect(workflows.stepFunctions.executions('child')).toMatchObject([
      { name: 'c', status: 'RUNNING', input: { n: 5 } },
    ]);
  });

  it.each([
    ['states:startExecution.sync:2', { n: 5 }],
    ['states:startExecution.sync', '{"n":5}'],
  ])('%s waits for the child', async (resource, Output) => {
    const workflows = await parent(resource);
    expect(parentOf(workflows)?.status).toBe('RUNNING');
    await workflows.after(30_000);
    expect(parentOf(workflows)).toMatchObject({ status: 'SUCCEEDED', output: { Status: 'SUCCEEDED', Output } });
  });

  it('fails with the child', async () => {
    const workflows = await parent('states:startExecution.sync:2', jsonata({ F: { Type: 'Fail', Error: 'Mine' } }));
    expect(parentOf(workflows)).toMatchObject({ status: 'FAILED', error: 'States.TaskFailed' });
    expect(JSON.parse(parentOf(workflows)?.cause ?? '')).toMatchObject({ Error: 'Mine', Status: 'FAILED' });
  });

  it('names the collision when the name is taken', async () => {
    const workflows = createWorkflows();
    const StateMachineArn = workflows.load(child, { StateMachineName: 'child' });
    await workflows.start(StateMachineArn, { n: 1 }, 'c');
    const Arguments = { StateMachineArn, Name: 'c', Input: {} };
    await workflows.start(workflows.load(task({ Resource: 'arn:aws:states:::aws-sdk:sfn:startExecution', Arguments })));
    expect(workflows.last()).toMatchObject({ error: 'Sfn.ExecutionAlreadyExistsException' });
  });
});
