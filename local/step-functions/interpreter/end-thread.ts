import { cutChildren } from '../execution/cut.ts';
import { endExecution, succeedExecution } from '../execution/end-execution.ts';
import type { Thread } from '../execution/execution.ts';
import { recordAside } from '../execution/history.ts';
import type { Run, Step } from '../execution/run.ts';
import { endChild, failChild } from '../states/fan-out.ts';
import { RUNTIME, type StateFailure } from '../values/failure.ts';
import type { Payload } from '../values/payload.ts';

/** Ends a flow with its last state's output: the execution with it, or a branch or iteration of the state above. */
export async function endThread(run: Run, thread: Thread, output: Payload): Promise<void> {
  thread.status = 'ended';
  thread.output = output;
  if (thread.parent) return endChild(run, thread);
  succeedExecution(run, thread, output);
}

/** Fails the flow of a state that failed for good. */
export async function failThread(step: Step, failure: StateFailure): Promise<void> {
  const { run, thread, state } = step;
  thread.status = 'failed';
  cutChildren(run, thread);
  if (!thread.parent || failure.error === RUNTIME)
    return endExecution(run, { status: 'FAILED', failure, follows: thread.tail });
  if (state.type === 'Task')
    recordAside(run.execution, thread, { type: 'TaskStateAborted', at: run.host.scheduler.now() });
  return failChild(run, thread, failure);
}
