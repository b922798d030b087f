import { failureDetails, type StateFailure, TIMEOUT } from '../values/failure.ts';
import type { Payload } from '../values/payload.ts';
import { cut } from './cut.ts';
import type { Execution, ExecutionStatus, Thread } from './execution.ts';
import { recordEnd } from './history.ts';
import type { Run } from './run.ts';

/** How an execution ends otherwise than by its last state. */
interface Ending {
  readonly status: Exclude<ExecutionStatus, 'RUNNING' | 'SUCCEEDED'>;
  readonly failure?: StateFailure;
  /** The event the terminal one follows; 0 where the end comes from outside. */
  readonly follows?: number;
}

/** Ends an execution with the output of its last state. */
export function succeedExecution(run: Run, root: Thread, output: Payload): void {
  const { execution, host } = run;
  const at = host.scheduler.now();
  recordEnd(execution, root.previous, { type: 'ExecutionSucceeded', at, details: { output: output.text } });
  execution.output = output.text;
  execution.root = undefined;
  close(run, 'SUCCEEDED', at);
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
  run.host.noteChange?.(run.execution);
  run.execution.status = status;
  run.execution.stoppedAt = at;
  run.host.close(run.execution);
}
