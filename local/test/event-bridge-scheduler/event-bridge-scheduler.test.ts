import { describe, expect, test } from 'vitest';
import { AwsError } from '../../dispatcher.ts';
import { deadArn, lambdaArn, nightly, principal, roleArn, scheduleArn, schedulerRig, start } from './scheduler-rig.ts';

describe('a schedule', () => {
  test('invokes a function in the name of the target’s role, and skips a time that is left out', async () => {
    const { scheduler, calls, load } = schedulerRig();
    await load(nightly);
    await scheduler.moveTo(Date.parse('2026-03-09T12:00:00Z'));
    const invoked = (time: string) => ({
      at: time.replace('Z', '.000Z'),
      call: {
        ...{ service: 'lambda', action: 'InvokeFunction', principal },
        input: { FunctionName: lambdaArn, InvocationType: 'Event', Payload: `{"tick":"${time}"}` },
      },
    });
    expect(calls).toEqual([invoked('2026-03-07T07:30:00Z'), invoked('2026-03-09T06:30:00Z')]);
  });

  test('does nothing while it is disabled', async () => {
    const { scheduler, calls, load } = schedulerRig();
    await load({ ...nightly, State: 'DISABLED' });
    await scheduler.moveTo(start + 7 * 86_400_000);
    expect(calls).toEqual([]);
  });

  test.each([
    [
      'arn:aws:sqs:us-east-1:000000000000:jobs.fifo',
      { SqsParameters: { MessageGroupId: 'g' } },
      {
        QueueUrl: 'https://sqs.us-east-1.amazonaws.com/000000000000/jobs.fifo',
        MessageBody: '{}',
        MessageGroupId: 'g',
      },
    ],
    [
      'arn:aws:states:us-east-1:000000000000:stateMachine:sweep',
      {},
      { stateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:sweep', input: '{}' },
    ],
    [
      'arn:aws:events:us-east-1:000000000000:event-bus/bus',
      { EventBridgeParameters: { Source: 'clock', DetailType: 'night' } },
      {
        Entries: [
          {
            EventBusName: 'arn:aws:events:us-east-1:000000000000:event-bus/bus',
            ...{ Source: 'clock', DetailType: 'night', Detail: '{}' },
          },
        ],
      },
    ],
  ])('calls %s', async (Arn, parameters, input) => {
    const { scheduler, calls, load } = schedulerRig();
    await load({ ...nightly, Target: { Arn, RoleArn: roleArn, Input: '{}', ...parameters } });
    await scheduler.moveTo(Date.parse('2026-03-07T08:00:00Z'));
    expect(calls).toMatchObject([{ call: { input, principal } }]);
  });

  test('notifies a target without Input', async () => {
    const { scheduler, calls, load } = schedulerRig();
    const { attributes } = await load({ ...nightly, Target: { Arn: lambdaArn, RoleArn: roleArn } });
    expect(attributes['Arn']).toBe(scheduleArn);
    await scheduler.moveTo(Date.parse('2026-03-07T08:00:00Z'));
    expect(JSON.parse(String(calls[0]?.call.input['Payload']))).toMatchObject({
      source: 'aws.scheduler',
      time: '2026-03-07T07:30:00Z',
      resources: [scheduleArn],
      detail: '{}',
    });
  });

  test('tries again, then lays the invocation into the dead-letter queue', async () => {
    const throttled = new AwsError('TooManyRequestsException', 'Rate Exceeded.', { status: 429 });
    const { scheduler, calls, load } = schedulerRig(({ service }) => (service === 'lambda' ? throttled : undefined));
    const Target = { ...nightly.Target, RetryPolicy: { MaximumRetryAttempts: 2 }, DeadLetterConfig: { Arn: deadArn } };
    await load({ ...nightly, Target });
    await scheduler.moveTo(Date.parse('2026-03-07T08:00:00Z'));
    expect(calls.map(({ call }) => call.service)).toEqual(['lambda', 'lambda', 'lambda', 'sqs']);
    expect(new Set(calls.slice(0, 3).map(({ at }) => at)).size).toBe(3);
    expect(calls.at(-1)?.call).toMatchObject({
      principal,
      input: {
        QueueUrl: 'https://sqs.us-east-1.amazonaws.com/000000000000/dead',
        MessageBody: '{"tick":"2026-03-07T07:30:00Z"}',
        MessageAttributes: {
          SCHEDULE_ARN: { StringValue: scheduleArn },
          SCHEDULED_TIME: { StringValue: '2026-03-07T07:30:00Z' },
          ERROR_CODE: { StringValue: 'THROTTLING' },
          RETRY_ATTEMPTS: { StringValue: '2' },
          EXHAUSTED_RETRY_CONDITION: { StringValue: 'MaximumRetryAttempts' },
        },
      },
    });
  });

  test('tells what is lost where nobody takes it', async () => {
    const { scheduler, complaints, load } = schedulerRig(
      () => new AwsError('AccessDeniedException', 'no', { status: 403 }),
    );
    await load(nightly);
    await scheduler.moveTo(Date.parse('2026-03-07T08:00:00Z'));
    expect(complaints).toEqual([expect.stringContaining('default/stack-Nightly could not invoke')]);
  });
});

describe('what is refused by name', () => {
  const target = (more: object) => ({ Target: { ...nightly.Target, ...more } });
  test.each([
    [
      'a flexible window',
      { FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 5 } },
      'FlexibleTimeWindow',
    ],
    ['deletion', { ActionAfterCompletion: 'DELETE' }, 'ActionAfterCompletion'],
    ['an unknown zone', { ScheduleExpressionTimezone: 'Mars/Olympus' }, 'ScheduleExpressionTimezone'],
    ['an offset for a zone', { ScheduleExpressionTimezone: '+02:00' }, 'ScheduleExpressionTimezone'],
    ['a time left out', { ScheduleExpression: 'at(2026-03-08T02:30:00)' }, 'at(2026-03-08T02:30:00)'],
    ['a universal target', target({ Arn: 'arn:aws:scheduler:::aws-sdk:sqs:sendMessage' }), 'Target.Arn'],
    ['parameters of ECS', target({ EcsParameters: {} }), 'EcsParameters'],
    ['an Input that is no JSON', target({ Input: 'go' }), 'Target.Input'],
    ['an unknown property', { Colour: 'red' }, 'Colour'],
  ])('%s', async (_, change, named) => {
    const loading = schedulerRig().load({ ...nightly, ...change });
    await expect(loading).rejects.toThrow('stack/Nightly (AWS::Scheduler::Schedule)');
    await expect(loading).rejects.toThrow(named);
  });
});

test('a group names its schedules', async () => {
  const { load } = schedulerRig();
  const group = await load({ Name: 'nights' }, 'AWS::Scheduler::ScheduleGroup');
  expect(group.ref).toBe('nights');
  const { attributes } = await load({ ...nightly, Name: 'sweep', GroupName: group.ref });
  expect(attributes['Arn']).toBe('arn:aws:scheduler:us-east-1:000000000000:schedule/nights/sweep');
});
