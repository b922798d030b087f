/**
 * AWS Step Functions: Standard and Express machines in JSONata (2.0.6), with all eight types of states, inline Map,
 * Retry and Catch, variables, the context object, task tokens with heartbeats, `.sync:2`, redrive, the history AWS
 * records, and its limits: 256 KB payloads, 25,000 events, five minutes for Express and a year for Standard, 90 days'
 * memory of closed executions. Waits are timers of the scheduler.
 *
 * Refused when a machine is loaded, by machine and state: definitions wholly in JSONPath (single JSONPath states beside
 * JSONata ones are carried out as far as plain reference paths go; Choice, Map and Parallel in JSONPath are refused),
 * distributed Map, activities, `.sync` other than of states:startExecution, any integration not listed in
 * task-resource.ts, Credentials, DefinitionS3Location, encryption keys, versions and aliases.
 *
 * A room imports from the rooms before it only:
 * - values: payloads, failures, and the reading of a definition's fields
 * - jsonata: expressions and the functions AWS adds to them
 * - data-flow: what a state takes, gives and assigns, in JSONata and in JSONPath
 * - definition: the state language, compiled when a state machine is loaded
 * - execution: an execution with its threads, its history and its end
 * - states: what each type of state does
 * - interpreter: an execution's way from state to state, with Retry, Catch, start and redrive
 * - integrations: the calls of Task states, through the dispatcher
 * - kept: executions in the journal
 * - service: everything joined, and what an earlier run left taken up again
 * - api: the actions of the Step Functions API, and what people look at
 */
import type { ResourceKinds } from '../cloudformation/resource.ts';
import { createHandler } from './api/actions.ts';
import { type ExecutionView, executionViews, historyView } from './api/views.ts';
import { createService, type StepFunctionsParts } from './service/create-service.ts';
import type { StateMachineUsage } from './service/usage.ts';
import { stateMachineKind } from './state-machine.resource.ts';

export interface StepFunctions {
  readonly kinds: ResourceKinds;
  /** Executions, oldest first, of all machines or of one by its name or the end of it; Express ones as far as kept. */
  executions(machine?: string): readonly ExecutionView[];
  /** The events of the newest execution of that name; undefined when there is none. */
  history(name: string): readonly Record<string, unknown>[] | undefined;
  /** What all executions have used up so far, by machine. */
  usage(): readonly StateMachineUsage[];
}

/** Puts Step Functions into service and registers its API as `states`. */
export function createStepFunctions(parts: StepFunctionsParts): StepFunctions {
  const service = createService(parts);
  parts.dispatcher.register('states', createHandler(service));
  return {
    kinds: { 'AWS::StepFunctions::StateMachine': stateMachineKind(service) },
    executions: (machine) => executionViews(service, machine),
    history: (name) => historyView(service, name),
    usage: () => service.usage.of([...service.runs.values()].map(({ execution }) => execution)),
  };
}
