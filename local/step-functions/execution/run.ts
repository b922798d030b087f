import type { Scheduler } from '../../scheduler.ts';
import type { Conclusion } from '../data-flow/data-flow.ts';
import type { Definition, Flow, State } from '../definition/state.ts';
import type { ServiceResource, TaskResource } from '../definition/task-resource.ts';
import type { ClockAndChance } from '../jsonata/clock-and-chance.ts';
import type { Payload } from '../values/payload.ts';
import type { Execution, Thread } from './execution.ts';

/** A task to carry out: what to call and with what. */
export interface TaskRequest {
  readonly execution: Execution;
  readonly resource: TaskResource;
  readonly input: Payload;
}

/** What the interpreter needs of the service that hosts it. */
export interface Host {
  readonly scheduler: Scheduler;
  readonly sources: ClockAndChance;
  readonly region: string;
  /** Carries a task out; rejects with StateFailure. */
  perform(request: TaskRequest): Promise<Payload>;
  /** Calls back once the execution a `.sync:2` task started has ended, with its outcome or a StateFailure. */
  whenEnded(started: Payload, resource: ServiceResource, settle: (outcome: Payload | Error) => void): void;
  /** Makes a thread findable by the token a worker will answer with. */
  awaitToken(token: string, settle: TokenListener): void;
  forgetToken(token: string): void;
  /** Takes note that an execution, and one of its threads where it is named, is no longer as it was. */
  noteChange?(execution: Execution, thread?: Thread): void;
  /** Takes an execution that has ended off the ones under way. */
  close(execution: Execution): void;
}

/** How a worker answers a task token. */
export interface TokenListener {
  settle(outcome: Payload | Error): void;
  heartbeat(): void;
}

/** Work of a step: how it leaves the state, or nothing when the thread has to wait. */
export type Work = () => StateExit | undefined | Promise<StateExit | undefined>;

/** The way back from waiting into the interpreter. */
export interface Engine {
  /** Runs a thread on from where it stands. */
  advance(run: Run, thread: Thread): Promise<void>;
  /** Does a step's remaining work and runs the thread on. */
  resume(step: Step, work: Work): Promise<void>;
}

/** An execution under way, and the definition it runs. */
export interface Run {
  readonly engine: Engine;
  readonly host: Host;
  readonly definition: Definition;
  readonly execution: Execution;
  /** Ends the execution when its time is over; set when it first waits. */
  deadline: { cancel(): void } | undefined;
}

/** One state of one thread, being carried out. */
export interface Step<S extends State = State> {
  readonly run: Run;
  readonly thread: Thread;
  readonly state: S;
}

/** How a state was left. */
export interface StateExit extends Conclusion {
  /** The state to follow; none ends the flow. */
  readonly next: string | undefined;
}

/** The flow a thread runs in. */
function flowOf(run: Run, thread: Thread): Flow {
  const flow = run.definition.flows.get(thread.path);
  if (!flow) throw new Error(`${run.execution.machineName} has no flow ${thread.path}`);
  return flow;
}

/** The step a thread is at. */
export function stepOf(run: Run, thread: Thread): Step {
  const state = flowOf(run, thread).states.get(thread.state);
  if (!state) throw new Error(`${run.execution.machineName} has no state ${thread.state}`);
  return { run, thread, state };
}

/** Whether a thread may still go on. */
export function isLive(run: Run, thread: Thread): boolean {
  return run.execution.status === 'RUNNING' && thread.status === 'running';
}
