import { noJournal } from '../../journal/journal.ts';
import type { Execution } from '../execution/execution.ts';
import type { Host } from '../execution/run.ts';
import { childOutcome } from '../integrations/child-execution.ts';
import { performTask } from '../integrations/integration.ts';
import { StateFailure } from '../values/failure.ts';
import { isObject, type Payload } from '../values/payload.ts';
import { type Service, whenEnded } from './service.ts';

/** What the interpreter may ask of the service. */
export function createHost(service: Omit<Service, 'host'>, region: string): Host {
  const { scheduler, sources, integration, journal, kept, tokens } = service;
  return {
    ...{ scheduler, sources, region },
    perform: (request) => performTask(integration, request),
    awaitToken: (token, listener) => void tokens.set(token, listener),
    forgetToken: (token) => void tokens.delete(token),
    whenEnded: (started, { resource }, settle) =>
      whenChildEnded(service, started, (child) =>
        settle(child instanceof Error ? child : childOutcome(child, resource.endsWith(':2'))),
      ),
    ...(journal !== noJournal && { noteChange: (execution, thread) => kept.noteChange(execution, thread) }),
    close: (execution) => closeExecution(service, execution),
  };
}

function whenChildEnded(
  service: Omit<Service, 'host'>,
  started: Payload,
  listener: (child: Execution | StateFailure) => void,
): void {
  const arn = isObject(started.value) ? String(started.value['ExecutionArn']) : '';
  if (service.executions.get(arn)) whenEnded(service, arn, listener);
  else listener(new StateFailure('States.TaskFailed', `There is no execution ${arn}.`));
}

const endings = {
  SUCCEEDED: 'ExecutionsSucceeded',
  FAILED: 'ExecutionsFailed',
  TIMED_OUT: 'ExecutionsTimedOut',
  ABORTED: 'ExecutionsAborted',
} as const;

function measureEnd({ measure, scheduler }: Omit<Service, 'host'>, execution: Execution): void {
  if (execution.status === 'RUNNING') return;
  measure(
    'AWS/States',
    { StateMachineArn: execution.machineArn },
    { [endings[execution.status]]: 1, ExecutionTime: scheduler.now() - execution.startedAt },
  );
}

function closeExecution(service: Omit<Service, 'host'>, execution: Execution): void {
  service.runs.delete(execution.arn);
  service.usage.addEnded(execution);
  measureEnd(service, execution);
  service.executions.close(execution);
  const listeners = service.waiting.get(execution.arn) ?? [];
  service.waiting.delete(execution.arn);
  for (const listener of listeners) listener(execution);
}
