import type { Definition } from '../definition/state.ts';
import type { StateMachine } from '../definition/state-machine.ts';
import { armDeadline } from '../execution/deadline.ts';
import type { Execution, Thread } from '../execution/execution.ts';
import { type Run, type Step, stepOf } from '../execution/run.ts';
import { engine } from '../interpreter/interpreter.ts';
import { waitForRetry } from '../interpreter/recover.ts';
import type { LeftExecution } from '../kept/kept-executions.ts';
import { resumeTask } from '../states/task.ts';
import { wait } from '../states/wait.ts';
import { definitionOf, type Service } from './service.ts';

/**
 * Takes up what an earlier run left of a state machine's executions. Those under way go on with the definition they began
 * with: waits wait on, and a call that was not answered is made again.
 */
export function restoreExecutions(
  service: Service,
  machine: StateMachine,
  compile: (definition: string) => Definition,
): void {
  const left = service.kept.serve(machine);
  const definitions = new Map([[machine.definitionText, machine.definition]]);
  const compileOnce = (text: string): Definition => {
    const compiled = definitions.get(text) ?? compile(text);
    definitions.set(text, compiled);
    return compiled;
  };
  service.executions.restore(left);
  for (const { execution, threads, definition } of left) {
    if (execution.status === 'SUCCEEDED' || !execution.root) continue;
    service.definitions.set(execution, compileOnce(definition));
    if (execution.status === 'RUNNING') goOn(service, execution, threads);
  }
}

function goOn(service: Service, execution: Execution, threads: LeftExecution['threads']): void {
  const definition = definitionOf(service, execution);
  const run: Run = { engine, host: service.host, definition, execution, deadline: undefined };
  service.runs.set(execution.arn, run);
  armDeadline(run);
  for (const thread of threads) if (thread.status === 'running' && !thread.fanOut) goOnWith(run, thread);
}

function goOnWith(run: Run, thread: Thread): void {
  const step = stepOf(run, thread);
  const { pending } = thread;
  const { until = 0 } = pending ?? {};
  const again = () => engine.advance(run, thread);
  if (pending?.kind === 'wait' && step.state.type === 'Wait') wait({ ...step, state: step.state }, until);
  else if (pending?.kind === 'retry') waitForRetry(step, until, again);
  else if (pending && step.state.type === 'Task') resumeTask({ ...step, state: step.state }, pending);
  else atOnce(step, again);
}

/** A state that was left in its middle begins anew. */
function atOnce({ run, state }: Step, again: () => Promise<void>): void {
  const { scheduler } = run.host;
  scheduler.at(scheduler.now(), `${run.execution.name} ${state.name} again`, again);
}
