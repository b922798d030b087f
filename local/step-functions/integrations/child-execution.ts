import type { Execution } from '../execution/execution.ts';
import { StateFailure } from '../values/failure.ts';
import { type Payload, readPayload } from '../values/payload.ts';

/**
 * What the end of a child gives the task that waited for it: the child's description, with input and output as JSON
 * where `parsed` (`.sync:2`), else as texts (`.sync`). A child that did not succeed fails the task.
 */
export function childOutcome(child: Execution, parsed: boolean): Payload | StateFailure {
  const read = (text: string): unknown => (parsed ? JSON.parse(text) : text);
  const description = {
    ExecutionArn: child.arn,
    Input: read(child.input),
    Name: child.name,
    ...(child.output === undefined ? {} : { Output: read(child.output) }),
    ...(child.error === undefined ? {} : { Error: child.error }),
    ...(child.cause === undefined ? {} : { Cause: child.cause }),
    StartDate: child.startedAt,
    StateMachineArn: child.machineArn,
    Status: child.status,
    StopDate: child.stoppedAt,
  };
  const text = JSON.stringify(description);
  return child.status === 'SUCCEEDED' ? readPayload(text) : new StateFailure('States.TaskFailed', text);
}
