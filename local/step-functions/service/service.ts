import type { Measure } from '../../cloudwatch/measure.ts';
import { AwsError } from '../../dispatcher.ts';
import type { Journal } from '../../journal/journal.ts';
import type { Scheduler } from '../../scheduler.ts';
import type { Definition } from '../definition/state.ts';
import type { StateMachine } from '../definition/state-machine.ts';
import type { Execution } from '../execution/execution.ts';
import type { Host, Run, TokenListener } from '../execution/run.ts';
import type { Integration } from '../integrations/integration.ts';
import type { ClockAndChance } from '../jsonata/clock-and-chance.ts';
import type { KeptExecutions } from '../kept/kept-executions.ts';
import type { Executions } from './executions.ts';
import type { StateMachinesUsage } from './usage.ts';

/** The service's working parts, shared by its API, its views and the interpreter. */
export interface Service {
  readonly host: Host;
  readonly scheduler: Scheduler;
  readonly sources: ClockAndChance;
  readonly integration: Integration;
  readonly journal: Journal;
  readonly kept: KeptExecutions;
  /** By ARN. */
  readonly machines: Map<string, StateMachine>;
  readonly executions: Executions;
  /** The definitions of executions that began before the last restart, as they were then. */
  readonly definitions: WeakMap<Execution, Definition>;
  /** Executions under way, by ARN. */
  readonly runs: Map<string, Run>;
  /** Tasks that wait for a worker, by their token. */
  readonly tokens: Map<string, TokenListener>;
  /** Who waits for an execution's end, by its ARN. */
  readonly waiting: Map<string, ((execution: Execution) => void)[]>;
  readonly usage: StateMachinesUsage;
  readonly measure: Measure;
}

/** The state machine of that ARN; throws StateMachineDoesNotExist. */
export function requireMachine(service: Pick<Service, 'machines'>, arn: unknown): StateMachine {
  const machine = service.machines.get(String(arn));
  if (!machine) throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${String(arn)}'`);
  return machine;
}

/** The definition an execution runs. Throws StateMachineDoesNotExist. */
export function definitionOf(service: Pick<Service, 'machines' | 'definitions'>, execution: Execution): Definition {
  return service.definitions.get(execution) ?? requireMachine(service, execution.machineArn).definition;
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

/** "X-Ray IAM policies for Step Functions" in the developer guide. */
const tracingActions = ['PutTraceSegments', 'PutTelemetryRecords', 'GetSamplingRules', 'GetSamplingTargets'];

/** Asks for the permissions that tracing an execution takes; no traces are collected here. */
export function requestTracing({ integration }: Pick<Service, 'integration'>, { arn, traced }: StateMachine): void {
  if (!traced) return;
  const principal = integration.principalOf(arn);
  for (const action of tracingActions) integration.dispatcher.allows({ service: 'xray', action, input: {}, principal });
}
