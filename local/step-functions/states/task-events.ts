import type { TaskState } from '../definition/state.ts';
import type { ServiceResource } from '../definition/task-resource.ts';
import { record } from '../execution/history.ts';
import type { Details } from '../execution/history-event.ts';
import type { Step } from '../execution/run.ts';
import { failureDetails, type StateFailure, TIMEOUT } from '../values/failure.ts';
import type { Payload } from '../values/payload.ts';

/** How long a task may take, and between two heartbeats, in seconds. */
interface TaskLimits {
  readonly timeout: number | undefined;
  readonly heartbeat: number | undefined;
}

/** Records that the task is handed over: LambdaFunctionScheduled or TaskScheduled, then Started. */
export function noteScheduled(step: Step<TaskState>, input: Payload, limits: TaskLimits): void {
  const { resource } = step.state;
  const timeout = limits.timeout === undefined ? {} : { timeoutInSeconds: limits.timeout };
  if (resource.kind === 'function') {
    note(step, 'LambdaFunctionScheduled', { resource: resource.arn, input: input.text, ...timeout });
    note(step, 'LambdaFunctionStarted');
    return;
  }
  const heartbeat = limits.heartbeat === undefined ? {} : { heartbeatInSeconds: limits.heartbeat };
  note(step, 'TaskScheduled', {
    ...resourceNames(resource),
    region: step.run.host.region,
    parameters: input.text,
    ...timeout,
    ...heartbeat,
  });
  note(step, 'TaskStarted', resourceNames(resource));
}

/** Records that the call was taken; the task goes on until its token or its child answers. */
export function noteSubmitted(step: Step<TaskState>, output: Payload): void {
  const { resource } = step.state;
  if (resource.kind === 'service') note(step, 'TaskSubmitted', { ...resourceNames(resource), output: output.text });
}

/** Records that the task gave its result. */
export function noteSucceeded(step: Step<TaskState>, output: Payload): void {
  const { resource } = step.state;
  if (resource.kind === 'function') note(step, 'LambdaFunctionSucceeded', { output: output.text });
  else note(step, 'TaskSucceeded', { ...resourceNames(resource), output: output.text });
}

/** Records that the task failed, or ran out of time. */
export function noteFailed(step: Step<TaskState>, failure: StateFailure): void {
  const { resource } = step.state;
  const how = failure.error === TIMEOUT ? 'TimedOut' : 'Failed';
  if (resource.kind === 'function') note(step, `LambdaFunction${how}`, failureDetails(failure));
  else note(step, `Task${how}`, { ...resourceNames(resource), ...failureDetails(failure) });
}

function resourceNames(resource: ServiceResource): Details {
  return { resourceType: resource.resourceType, resource: resource.resource };
}

function note(step: Step<TaskState>, type: string, details?: Details): void {
  const at = step.run.host.scheduler.now();
  record(step.run.execution, step.thread, details ? { type, at, details } : { type, at });
}
