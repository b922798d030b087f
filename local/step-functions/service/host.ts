import { randomUUID } from 'node:crypto';
import type { Place } from '../../cloudformation/resource.ts';
import type { Dispatcher } from '../../dispatcher.ts';
import { type Journal, noJournal } from '../../journal/journal.ts';
import type { Scheduler } from '../../scheduler.ts';
import { requireMachine } from '../api/describe.ts';
import type { Machine } from '../definition/state.ts';
import type { Execution } from '../execution/execution.ts';
import type { Host, Run, TokenListener } from '../execution/run.ts';
import { type Integration, perform } from '../integrations/integration.ts';
import type { Surroundings } from '../jsonata/jsonata-functions.ts';
import { KeptExecutions } from '../kept/kept-executions.ts';
import { StateFailure } from '../values/failure.ts';
import { isObject, type Payload, readPayload } from '../values/payload.ts';
import { Executions, type StateMachine } from './executions.ts';
import { MachinesUsage } from './usage.ts';

/** What the service is made of. */
export interface StepFunctionsParts {
  readonly scheduler: Scheduler;
  readonly dispatcher: Dispatcher;
  readonly place: Place;
  /** Chance for jitter and $random; a number in [0, 1). */
  readonly random?: () => number;
  /** A version 4 UUID, for names, tokens and $uuid. */
  readonly uuid?: () => string;
  readonly journal?: Journal;
}

/** The service's working parts, shared by its API, its views and the interpreter. */
export interface Service {
  readonly host: Host;
  readonly scheduler: Scheduler;
  readonly around: Surroundings;
  readonly machines: Map<string, StateMachine>;
  readonly executions: Executions;
  readonly kept: KeptExecutions;
  readonly journal: Journal;
  /** The definitions of executions that began before the last restart, as they were then. */
  readonly definitions: WeakMap<Execution, Machine>;
  /** The definition an execution runs. Throws StateMachineDoesNotExist. */
  machineOf(execution: Execution): Machine;
  /** Executions under way, by ARN. */
  readonly runs: Map<string, Run>;
  readonly tokens: Map<string, TokenListener>;
  /** Who waits for an execution's end. */
  readonly waiting: Map<string, ((execution: Execution) => void)[]>;
  readonly usage: MachinesUsage;
  /** Asks for what tracing an execution takes; no traces are collected here. */
  trace(machine: StateMachine): void;
}

/** "X-Ray IAM policies for Step Functions" in the developer guide. */
const tracing = ['PutTraceSegments', 'PutTelemetryRecords', 'GetSamplingRules', 'GetSamplingTargets'];

/** Joins the interpreter to clock, dispatcher and the executions it serves. */
export function createService(parts: StepFunctionsParts): Service {
  const { scheduler, dispatcher, place, journal = noJournal } = parts;
  const kept = new KeptExecutions(journal);
  const executions = new Executions(kept);
  const definitions = new WeakMap<Execution, Machine>();
  const around = { now: () => scheduler.now(), random: parts.random ?? Math.random, uuid: parts.uuid ?? randomUUID };
  const machines = new Map<string, StateMachine>();
  const runs = new Map<string, Run>();
  const tokens = new Map<string, TokenListener>();
  const waiting: Service['waiting'] = new Map();
  const usage = new MachinesUsage();
  const integration: Integration = {
    dispatcher,
    uuid: around.uuid,
    principalOf: (arn) => {
      const machine = machines.get(arn);
      const service = 'states.amazonaws.com';
      return machine ? { name: machine.logicalId, roleArn: machine.roleArn, service } : { name: arn };
    },
  };
  const host: Host = {
    ...{ scheduler, around, region: place.region },
    perform: (request) => perform(integration, request),
    awaitToken: (token, listener) => void tokens.set(token, listener),
    forgetToken: (token) => void tokens.delete(token),
    whenEnded(started, { resource }, settle) {
      const arn = isObject(started.value) ? String(started.value['ExecutionArn']) : '';
      if (!executions.get(arn)) return settle(new StateFailure('States.TaskFailed', `There is no execution ${arn}.`));
      return whenEnded({ executions, waiting }, arn, (child) => settle(outcomeOf(child, resource.endsWith(':2'))));
    },
    ...(journal !== noJournal && { changed: (execution, thread) => kept.changed(execution, thread) }),
    ended(execution) {
      runs.delete(execution.arn);
      usage.ended(execution);
      executions.close(execution);
      const listeners = waiting.get(execution.arn) ?? [];
      waiting.delete(execution.arn);
      for (const listener of listeners) listener(execution);
    },
  };
  const trace = ({ arn, traced }: StateMachine) => {
    const principal = integration.principalOf(arn);
    for (const action of traced ? tracing : []) dispatcher.allows({ service: 'xray', action, input: {}, principal });
  };
  const machineOf = (execution: Execution) =>
    definitions.get(execution) ?? requireMachine({ machines }, execution.machineArn).machine;
  const state = { machines, executions, kept, definitions, machineOf, runs, tokens, waiting };
  return { ...state, journal, host, scheduler, around, usage, trace };
}

/** Calls back once an execution has ended; at once if it has. */
export function whenEnded(
  service: Pick<Service, 'executions' | 'waiting'>,
  arn: string,
  listener: (execution: Execution) => void,
): void {
  const execution = service.executions.get(arn);
  if (execution && execution.status !== 'RUNNING') listener(execution);
  else service.waiting.set(arn, [...(service.waiting.get(arn) ?? []), listener]);
}

/** What the end of a child gives the task: its description, with input and output as texts for `.sync`, as JSON for `.sync:2`. */
function outcomeOf(child: Execution, parsed: boolean): Payload | StateFailure {
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
