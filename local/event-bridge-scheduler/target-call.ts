import type { Place } from '../cloudformation/resource.ts';
import type { AwsCall, Principal } from '../dispatcher.ts';
import { makeEvent, toTheSecond, uuidOf } from '../event-bridge/event.ts';
import { serviceOf } from '../event-bridge/target.resource.ts';
import { queueUrl } from '../event-bridge/target-call.ts';
import type { InvocationDefeat, TargetInvocation } from './invocation.ts';
import type { LoadedSchedule } from './schedule.resource.ts';

/** The call by which a schedule invokes its target, in the name of the target's role. */
export function targetCall(schedule: LoadedSchedule, invocation: TargetInvocation, place: Place): AwsCall {
  const { target } = schedule;
  const principal = principalOf(schedule);
  const text = inputOf(schedule, invocation, place);
  switch (serviceOf(target)) {
    case 'lambda': {
      const input = { FunctionName: target.Arn, InvocationType: 'Event', Payload: text };
      return { service: 'lambda', action: 'InvokeFunction', input, principal };
    }
    case 'sqs': {
      const input = { QueueUrl: queueUrl(target.Arn), MessageBody: text, ...target.SqsParameters };
      return { service: 'sqs', action: 'SendMessage', input, principal };
    }
    case 'states': {
      // Named by the invocation: a retry after an answer that got lost starts nothing twice.
      const input = { stateMachineArn: target.Arn, name: uuidOf(invocation.id), input: text };
      return { service: 'states', action: 'StartExecution', input, principal };
    }
    default: {
      const entry = { EventBusName: target.Arn, ...target.EventBridgeParameters, Detail: text };
      return { service: 'events', action: 'PutEvents', input: { Entries: [entry] }, principal };
    }
  }
}

/** The call that lays an invocation that failed into the dead-letter queue; undefined where there is none. */
export function deadLetterCall(
  schedule: LoadedSchedule,
  invocation: TargetInvocation & { readonly defeat: InvocationDefeat },
  place: Place,
): AwsCall | undefined {
  const arn = schedule.target.DeadLetterConfig?.Arn;
  if (arn === undefined) return undefined;
  const { failure, exhausted } = invocation.defeat;
  const attributes = {
    SCHEDULE_ARN: schedule.arn,
    TARGET_ARN: schedule.target.Arn,
    SCHEDULED_TIME: toTheSecond(invocation.scheduledAt),
    EXECUTION_ID: executionId(invocation),
    ERROR_CODE: failure.code,
    ERROR_MESSAGE: failure.message,
    RETRY_ATTEMPTS: String(invocation.retries),
    IS_PAYLOAD_TRUNCATED: 'false',
    ...(exhausted && { EXHAUSTED_RETRY_CONDITION: exhausted }),
  };
  const MessageAttributes = Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
  );
  const input = { QueueUrl: queueUrl(arn), MessageBody: inputOf(schedule, invocation, place), MessageAttributes };
  return { service: 'sqs', action: 'SendMessage', input, principal: principalOf(schedule) };
}

function principalOf({ logicalId, target }: LoadedSchedule): Principal {
  return { name: logicalId, roleArn: target.RoleArn, service: 'scheduler.amazonaws.com' };
}

/** The Input with its context attributes filled in, or the notification that a target without Input gets. */
function inputOf({ arn, target }: LoadedSchedule, invocation: TargetInvocation, place: Place): string {
  if (target.Input === undefined) {
    const matter = { source: 'aws.scheduler', detailType: 'Scheduled Event', detail: {}, resources: [arn] };
    // The detail is a text here, unlike a rule's.
    const event = makeEvent(place, { ...matter, id: uuidOf(invocation.id), at: invocation.scheduledAt });
    return JSON.stringify({ ...event, detail: '{}' });
  }
  return target.Input.replaceAll('<aws.scheduler.schedule-arn>', arn)
    .replaceAll('<aws.scheduler.scheduled-time>', toTheSecond(invocation.scheduledAt))
    .replaceAll('<aws.scheduler.execution-id>', executionId(invocation))
    .replaceAll('<aws.scheduler.attempt-number>', String(invocation.retries + 1));
}

function executionId({ id, retries }: TargetInvocation): string {
  return uuidOf(`${id} try ${retries}`).replaceAll('-', '').slice(0, 16);
}
