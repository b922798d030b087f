import type { StateMachineType } from '../definition/state-machine.ts';
import type { Payload } from '../values/payload.ts';
import type { HistoryEvent } from './history-event.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** An execution; plain data but for its thread's timers. Instants are epoch milliseconds. */
export interface Execution {
  readonly arn: string;
  readonly name: string;
  readonly machineArn: string;
  readonly machineName: string;
  readonly roleArn: string;
  readonly type: StateMachineType;
  readonly startedAt: number;
  /** The input's text as it was sent. */
  readonly input: string;
  status: ExecutionStatus;
  stoppedAt: number | undefined;
  output: string | undefined;
  error: string | undefined;
  cause: string | undefined;
  /** States entered. */
  transitions: number;
  redriveCount: number;
  redrivenAt: number | undefined;
  /** Absent once an Express execution's history was given up. */
  events: HistoryEvent[];
  /** Where the execution stands; given up when it succeeded. */
  root: Thread | undefined;
}

/** One flow under way: the execution's own, a branch's or an iteration's. */
export interface Thread {
  /** The flow's path in the compiled machine. */
  readonly path: string;
  /** Its place among its siblings; 0 for the execution's own. */
  readonly index: number;
  readonly parent: Thread | undefined;
  /** The item of an iteration. */
  readonly item: Payload | undefined;
  status: 'running' | 'ended' | 'failed' | 'cut';
  /** The state it is in or about to enter. */
  state: string;
  entered: boolean;
  input: Payload;
  output: Payload | undefined;
  variables: Readonly<Record<string, unknown>>;
  /** The event the next one follows. */
  previous: number;
  /** The event after which an aside stands. */
  tail: number;
  /** `previous` at the start of the step under way; a failed evaluation goes back to it. */
  stepStart: number;
  enteredEventId: number;
  enteredAt: number;
  /** Attempts used, by retrier. */
  attempts: number[];
  retryCount: number;
  /** What it waits for. */
  pending: Pending | undefined;
  fanOut: FanOut | undefined;
}

/** What a thread waits for: its own object, so that a late answer to an earlier wait is told apart. */
export interface Pending {
  readonly kind: 'wait' | 'retry' | 'call' | 'token';
  /** When a wait or the delay before a retry is over. */
  readonly until?: number;
  /** What the task was called with. */
  readonly input?: Payload;
  /** When the task runs out of time. */
  readonly timesOutAt?: number | undefined;
  /** The seconds a worker may stay silent, and when it will have been silent for too long. */
  readonly heartbeatSeconds?: number | undefined;
  heartbeatDueAt?: number;
  /** What the call answered, where the task goes on after it. */
  started?: Payload;
  /** The task token by which an answer finds it. */
  token?: string;
  /** Whether the call that hands the token over was answered. */
  submitted?: boolean;
  /** A worker's answer that came before that. */
  early?: Payload | Error;
  cancel?: () => void;
  cancelHeartbeat?: () => void;
}

/** The branches of a Parallel or iterations of a Map under way. */
export interface FanOut {
  readonly children: (Thread | undefined)[];
  readonly items: readonly unknown[] | undefined;
  readonly limit: number;
  /** Failures tolerated before the Map fails. */
  readonly tolerated: number;
  /** Whether a tolerance was stated, so that exceeding it has its own error. */
  readonly toleranceStated: boolean;
  started: number;
  active: number;
  failures: number;
  /** The event the next iteration follows. */
  follows: number;
  pumping: boolean;
}

/** Makes a thread at the start of a flow. */
export function createThread(
  at: Pick<Thread, 'path' | 'index' | 'parent' | 'item' | 'state' | 'input' | 'previous'>,
): Thread {
  return {
    ...at,
    status: 'running',
    entered: false,
    output: undefined,
    variables: at.parent?.variables ?? {},
    tail: at.previous,
    stepStart: at.previous,
    enteredEventId: 0,
    enteredAt: 0,
    attempts: [],
    retryCount: 0,
    pending: undefined,
    fanOut: undefined,
  };
}
