import type { Execution } from '../execution/execution.ts';
import { eventShape } from '../execution/history-event.ts';
import type { Service } from '../service/service.ts';

/** An execution as people look at it; instants are ISO texts, input and output are parsed. */
export interface ExecutionView {
  readonly name: string;
  readonly machine: string;
  readonly status: string;
  readonly startedAt: string;
  readonly stoppedAt?: string;
  readonly input: unknown;
  readonly output?: unknown;
  readonly error?: string;
  readonly cause?: string;
  /** States entered. */
  readonly transitions: number;
}

/** Shows the executions of all state machines, or of those that answer to a name, oldest first. */
export function executionViews(service: Service, machine?: string): ExecutionView[] {
  service.executions.purge(service.scheduler.now());
  const found: ExecutionView[] = [];
  for (const execution of service.executions.all()) {
    const shownAs = service.machines.get(execution.machineArn)?.shownAs ?? execution.machineName;
    if (machine === undefined || answersTo(shownAs, machine)) found.push(viewOf(execution, shownAs));
  }
  return found;
}

/** `app-dev-lead-sla` answers to `lead-sla` too: what stands before names stage and application. */
function answersTo(shownAs: string, asked: string): boolean {
  return shownAs === asked || shownAs.endsWith(`-${asked}`);
}

function viewOf(execution: Execution, machine: string): ExecutionView {
  const { name, status, error, cause, transitions } = execution;
  return {
    ...{ name, machine, status, startedAt: iso(execution.startedAt) },
    ...(execution.stoppedAt === undefined ? {} : { stoppedAt: iso(execution.stoppedAt) }),
    input: JSON.parse(execution.input),
    ...(execution.output === undefined ? {} : { output: JSON.parse(execution.output) }),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
    transitions,
  };
}

/** The history of the newest execution of that name, in the shape of GetExecutionHistory; undefined when there is none. */
export function historyView(service: Service, name: string): Record<string, unknown>[] | undefined {
  let newest: Execution | undefined;
  for (const execution of service.executions.all()) if (execution.name === name) newest = execution;
  return newest?.events.map((event) => eventShape(event, iso(event.at)));
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
