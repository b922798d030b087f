import type { StateMachineType } from '../definition/state-machine.ts';
import type { Execution } from '../execution/execution.ts';
import type { HistoryEvent } from '../execution/history-event.ts';

/** What the executions of one state machine have used up so far. */
export interface StateMachineUsage {
  readonly machineArn: string;
  readonly type: StateMachineType;
  readonly executions: number;
  /** States entered and retries of Standard executions: https://aws.amazon.com/step-functions/pricing/ */
  readonly transitions: number;
  /** Events of Standard executions, as they would be logged. */
  readonly events: number;
  /** Durations of closed Express executions, each rounded up to 100 ms of virtual time. */
  readonly expressMilliseconds: number;
}

type Sums = { -readonly [Member in keyof StateMachineUsage]: StateMachineUsage[Member] };

const express = { roundedToMilliseconds: 100 };
/** The event that begins a try, by the event that enters the state. */
const tries: Readonly<Record<string, RegExp>> = {
  TaskStateEntered: /^(Task|LambdaFunction)Scheduled$/,
  MapStateEntered: /^MapStateStarted$/,
  ParallelStateEntered: /^ParallelStateStarted$/,
};

/** Adds up what executions use: those that have ended once and for all, those under way whenever it is asked. */
export class StateMachinesUsage {
  readonly #closed = new Map<string, Sums>();
  /** What of an execution was counted at its last end: one that is redriven ends again. */
  readonly #counted = new WeakMap<Execution, { transitions: number; events: number }>();

  /** An execution has ended. */
  addEnded(execution: Execution): void {
    const sums = this.#closed.get(execution.machineArn) ?? emptySums(execution);
    this.#closed.set(execution.machineArn, sums);
    this.#add(sums, execution);
    if (execution.type === 'STANDARD')
      this.#counted.set(execution, { transitions: transitionsOf(execution), events: execution.events.length });
  }

  /** The usage of all machines, by those that ran first; `underWay` are the executions that have not ended. */
  of(underWay: Iterable<Execution>): readonly StateMachineUsage[] {
    const all = new Map([...this.#closed].map(([arn, sums]) => [arn, { ...sums }]));
    for (const execution of underWay) {
      const sums = all.get(execution.machineArn) ?? emptySums(execution);
      all.set(execution.machineArn, sums);
      this.#add(sums, execution);
    }
    return [...all.values()];
  }

  #add(sums: Sums, execution: Execution): void {
    const before = this.#counted.get(execution);
    if (!before) sums.executions += 1;
    if (execution.type === 'STANDARD') {
      sums.transitions += transitionsOf(execution) - (before?.transitions ?? 0);
      sums.events += execution.events.length - (before?.events ?? 0);
    } else if (execution.stoppedAt !== undefined) {
      const begun = Math.ceil((execution.stoppedAt - execution.startedAt) / express.roundedToMilliseconds);
      sums.expressMilliseconds += Math.max(1, begun) * express.roundedToMilliseconds;
    }
  }
}

function emptySums({ machineArn, type }: Execution): Sums {
  return { machineArn, type, executions: 0, transitions: 0, events: 0, expressMilliseconds: 0 };
}

function transitionsOf({ transitions, events }: Execution): number {
  return (
    transitions + Object.entries(tries).reduce((sum, [entered, tried]) => sum + retries(events, entered, tried), 0)
  );
}

/** A try without another entry into its state is a retry; of states that failed before their first try nothing is missing. */
function retries(events: readonly HistoryEvent[], entered: string, tried: RegExp): number {
  let count = 0;
  let entries = 0;
  for (const { type } of events) {
    if (type === entered) entries += 1;
    else if (tried.test(type)) {
      if (entries > 0) entries -= 1;
      else count += 1;
    }
  }
  return count;
}
