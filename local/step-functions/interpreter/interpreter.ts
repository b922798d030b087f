/**
 * Carries a thread through its states until it has to wait or has ended. Everything it needs to go on afterwards is in
 * the thread; a timer, a task's answer or a branch's end comes back through `resume`.
 */

import { momentOf } from '../execution/context-object.ts';
import type { Thread } from '../execution/execution.ts';
import { record } from '../execution/history.ts';
import { type Engine, isLive, type Run, type StateExit, type Step, stepOf, type Work } from '../execution/run.ts';
import { chooseState } from '../states/choice.ts';
import { failureOf } from '../states/fail.ts';
import { beginFanOut } from '../states/fan-out.ts';
import { beginTask } from '../states/task.ts';
import { beginWait } from '../states/wait.ts';
import { dataLimitFailure, evaluationFailure, explainFailure, StateFailure } from '../values/failure.ts';
import { exceedsLimit } from '../values/payload.ts';
import { endThread, failThread } from './end-thread.ts';
import { recordSecondFailure, recover } from './recover.ts';

/** The interpreter as its parts call it. */
export const engine: Engine = { advance, resume };

async function advance(run: Run, thread: Thread): Promise<void> {
  while (isLive(run, thread)) {
    const step = stepOf(run, thread);
    const left = await carryOut(step, () => {
      thread.stepStart = thread.previous;
      if (!thread.entered) enter(step);
      return begin(step);
    });
    if (!left) return;
  }
}

async function resume(step: Step, work: Work): Promise<void> {
  step.thread.stepStart = step.thread.previous;
  if (await carryOut(step, work)) await advance(step.run, step.thread);
}

/** Does the work and leaves the state; whether the thread goes on. */
async function carryOut(step: Step, work: Work): Promise<boolean> {
  step.run.host.noteChange?.(step.run.execution, step.thread);
  try {
    const exit = await work();
    if (!exit || !isLive(step.run, step.thread)) return false;
    await leave(step, exit);
    return true;
  } catch (error) {
    return carryFailure(step, error);
  }
}

/** Gives a failure to Retry and Catch; a failure of the catcher's own fields fails the state for good. */
async function carryFailure(step: Step, error: unknown): Promise<boolean> {
  if (!(error instanceof StateFailure)) throw error;
  const { run, thread, state } = step;
  if (!isLive(run, thread)) return false;
  const failure = explainFailure(error, state.name, thread.enteredEventId);
  try {
    const caught = await recover(step, failure, () => advance(run, thread));
    if (caught === 'retrying') return false;
    if (caught) {
      await leave(step, caught);
      return true;
    }
  } catch (second) {
    if (!(second instanceof StateFailure)) throw second;
    const final = explainFailure(second, state.name, thread.enteredEventId);
    recordSecondFailure(step, final);
    await failThread(step, final);
    return false;
  }
  await failThread(step, failure);
  return false;
}

function enter(step: Step): void {
  const { run, thread, state } = step;
  const at = run.host.scheduler.now();
  thread.entered = true;
  thread.enteredAt = at;
  thread.attempts = [];
  thread.retryCount = 0;
  run.execution.transitions += 1;
  thread.enteredEventId = record(run.execution, thread, {
    type: `${state.type}StateEntered`,
    at,
    details: { name: state.name, input: thread.input.text },
  });
}

async function leave(step: Step, exit: StateExit): Promise<void> {
  const { run, thread, state } = step;
  const { output, assigned, next } = exit;
  if (output.text === undefined) throw evaluationFailure('The state gave no output.');
  if (exceedsLimit(output.text)) throw dataLimitFailure(state.name);
  const details: Record<string, unknown> = { name: state.name, output: output.text };
  if (assigned) {
    details['assignedVariables'] = Object.fromEntries(Object.entries(assigned).map(([name, it]) => [name, it.text]));
    const values = Object.entries(assigned).map(([name, it]) => [name, it.value]);
    thread.variables = { ...thread.variables, ...Object.fromEntries(values) };
  }
  record(run.execution, thread, { type: `${state.type}StateExited`, at: run.host.scheduler.now(), details });
  thread.entered = false;
  thread.fanOut = undefined;
  if (next === undefined) return endThread(run, thread, output);
  thread.state = next;
  thread.input = output;
}

/** Begins the state's work; nothing when it has to wait. */
function begin(step: Step): ReturnType<Work> {
  const { state } = step;
  switch (state.type) {
    case 'Pass':
    case 'Succeed':
      return passOn(step);
    case 'Choice':
      return chooseState({ ...step, state });
    case 'Fail':
      return failureOf({ ...step, state });
    case 'Wait':
      return beginWait({ ...step, state });
    case 'Task':
      return beginTask({ ...step, state });
    default:
      return beginFanOut(step);
  }
}

async function passOn(step: Step): Promise<StateExit> {
  const { flow, next } = step.state;
  const moment = momentOf(step);
  const conclusion = await flow.conclude(moment, await flow.effectiveInput(moment));
  return { ...conclusion, next };
}
