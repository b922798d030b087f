import { childEnded, childFailed } from '../states/fan-out.ts';
import { failureDetails, RUNTIME, type StateFailure, TIMEOUT } from '../values/failure.ts';
import type { Payload } from '../values/payload.ts';
import { cut, cutChildren } from './cut.ts';
import type { Execution, ExecutionStatus, Thread } from './execution.ts';
import { recordAside, recordEnd } from './history.ts';
import type { Run, Step } from './run.ts';

/** How an execution ends otherwise than by its last state. */
interface Ending {
  readonly status: Exclude<ExecutionStatus, 'RUNNING' | 'SUCCEEDED'>;
  readonly failure?: StateFailure;
  /** The event the terminal one follows; 0 where the end comes from outside. */
  readonly follows?: number;
}

/** A flow has ended with its last state's output. */
export async function endThread(run: Run, thread: Thread, output: Payload): Promise<void> {
  thread.status = 'ended';
  thread.output = output;
  if (thread.parent) return childEnded(run, thread);
  const { execution, host } = run;
  const at = host.scheduler.now();
  recordEnd(execution, thread.previous, { type: 'ExecutionSucceeded', at, details: { output: output.text } });
  execution.output = output.text;
  execution.root = undefined;
  close(run, 'SUCCEEDED', at);
}

/** A state failed for good, and with it the flow it belongs to. */
export async function failThread(step: Step, failure: StateFailure): Promise<void> {
  const { run, thread, state } = step;
  thread.status = 'failed';
  cutChildren(run, thread);
  if (!thread.parent || failure.error === RUNTIME)
    return endExecution(run, { status: 'FAILED', failure, follows: thread.tail });
  if (state.type === 'Task')
    recordAside(run.execution, thread, { type: 'TaskStateAborted', at: run.host.scheduler.now() });
  return childFailed(run, thread, failure);
}

const TERMINAL: Readonly<Record<Ending['status'], string>> = {
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
};

/** Ends an execution that failed, ran out of time or is stopped; whatever still runs in it is cut. */
export function endExecution(run: Run, ending: Ending): void {
  const { execution, host } = run;
  if (execution.status !== 'RUNNING') return;
  if (execution.root) cut(run, execution.root);
  const at = host.scheduler.now();
  const details = ending.status === 'TIMED_OUT' ? { error: TIMEOUT } : detailsOf(ending);
  recordEnd(execution, ending.follows ?? 0, { type: TERMINAL[ending.status], at, details });
  execution.error = ending.failure?.error;
  execution.cause = ending.failure?.cause;
  close(run, ending.status, at);
}

function detailsOf(ending: Ending): Record<string, unknown> {
  return ending.failure ? failureDetails(ending.failure) : {};
}

function close(run: Run, status: Execution['status'], at: number): void {
  run.deadline?.cancel();
  run.host.changed?.(run.execution);
  run.execution.status = status;
  run.execution.stoppedAt = at;
  run.host.ended(run.execution);
}
