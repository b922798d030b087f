import { AwsError } from '../../dispatcher.ts';
import type { StateMachine } from '../definition/state-machine.ts';
import { endExecution } from '../execution/end-execution.ts';
import type { Execution } from '../execution/execution.ts';
import type { Run } from '../execution/run.ts';
import { engine } from '../interpreter/interpreter.ts';
import { redrive, requireRedrivable } from '../interpreter/redrive.ts';
import { begin, createRun, requireInput, requireName, type StartInput } from '../interpreter/start.ts';
import { isOver } from '../service/executions.ts';
import { definitionOf, requestTracing, requireMachine, type Service, whenEnded } from '../service/service.ts';
import { StateFailure } from '../values/failure.ts';
import type { Json } from '../values/payload.ts';
import { describeExecution, requireExecution } from './describe.ts';

/**
 * StartExecution. A Standard name is taken for 90 days after its execution closed: the same name with the same input is
 * answered with the execution while it runs, anything else is ExecutionAlreadyExists. Express names are free.
 */
export function startExecution(service: Service, request: Json): Json {
  const machine = requireMachine(service, request['stateMachineArn']);
  const start = startOf(service, request);
  const now = service.scheduler.now();
  service.executions.purge(now);
  const holder = machine.type === 'STANDARD' ? service.executions.byName(machine.arn, start.name) : undefined;
  if (holder && !isOver(holder, now)) {
    if (holder.status === 'RUNNING' && holder.input === start.input) return startAnswer(holder);
    requireInput(start.input);
    throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${holder.arn}'`);
  }
  return startAnswer(launch(service, machine, start).execution);
}

function startAnswer(execution: Execution): Json {
  return { executionArn: execution.arn, startDate: new Date(execution.startedAt) };
}

function startOf(service: Service, request: Json): StartInput {
  const name = request['name'] === undefined ? service.sources.uuid() : String(request['name']);
  requireName(name);
  return { name, input: request['input'] === undefined ? '{}' : String(request['input']) };
}

function launch(service: Service, machine: StateMachine, start: StartInput): Run {
  const run = createRun(service.host, machine, start);
  service.executions.add(run.execution);
  service.runs.set(run.execution.arn, run);
  requestTracing(service, machine);
  service.measure('AWS/States', { StateMachineArn: machine.arn }, { ExecutionsStarted: 1 });
  void service.scheduler.track(begin(run));
  return run;
}

/** StartSyncExecution, for Express machines: answers when the execution has ended. */
export async function startSyncExecution(service: Service, request: Json): Promise<Json> {
  const machine = requireMachine(service, request['stateMachineArn']);
  if (machine.type !== 'EXPRESS')
    throw new AwsError('StateMachineTypeNotSupported', 'This operation is not supported by this type of state machine');
  const { execution } = launch(service, machine, startOf(service, request));
  await new Promise<void>((resolve) => whenEnded(service, execution.arn, () => resolve()));
  const {
    redriveCount: _count,
    redriveStatus: _status,
    redriveStatusReason: _reason,
    ...described
  } = describeExecution(execution, service.scheduler.now());
  const durationMs = (execution.stoppedAt ?? 0) - execution.startedAt;
  const billed = Math.max(100, Math.ceil(durationMs / 100) * 100);
  return { ...described, billingDetails: { billedMemoryUsedInMB: 64, billedDurationInMilliseconds: billed } };
}

/** StopExecution, for Standard executions. */
export function stopExecution(service: Service, request: Json): Json {
  const execution = requireExecution(service, request['executionArn']);
  const run = service.runs.get(execution.arn);
  const text = (name: string) => (request[name] === undefined ? undefined : String(request[name]));
  if (run) endExecution(run, { status: 'ABORTED', failure: new StateFailure(text('error'), text('cause')) });
  return { stopDate: new Date(execution.stoppedAt ?? service.scheduler.now()) };
}

/** RedriveExecution. */
export function redriveExecution(service: Service, request: Json): Json {
  const execution = requireExecution(service, request['executionArn']);
  requireRedrivable(execution, service.scheduler.now());
  const definition = definitionOf(service, execution);
  const run: Run = { engine, host: service.host, definition, execution, deadline: undefined };
  service.runs.set(execution.arn, run);
  void service.scheduler.track(redrive(run));
  return { redriveDate: new Date(service.scheduler.now()) };
}
