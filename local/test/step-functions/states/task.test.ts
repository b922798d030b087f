import { describe, expect, it } from 'vitest';
import { type AwsCall, AwsError } from '../../../dispatcher.ts';
import { createWorkflows, FUNCTION_ARN, jsonata, lambda, named } from '../workflow.ts';

const task = (fields: object) => jsonata({ T: { Type: 'Task', End: true, ...fields } });
const invoke = {
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: FUNCTION_ARN, Payload: '{% $states.input %}' },
};
const role = { name: 'Flow', roleArn: 'arn:aws:iam::000000000000:role/flow', service: 'states.amazonaws.com' };

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
        throw new AwsError('ResourceNotFoundException', 'Function not found', { status: 404 });
      },
      'Lambda.ResourceNotFoundException',
      'Function not found (Service: Lambda, Status Code: 404)',
    ],
    [
      'a denied call',
      FUNCTION_ARN,
      async () => {
        throw new AwsError('AccessDeniedException', 'not authorized', { status: 403 });
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
