/** Parallel and Map: starting branches or iterations, and what becomes of the state when they end or fail. */

import { momentOf } from '../execution/context-object.ts';
import { cut } from '../execution/cut.ts';
import { createThread, type FanOut, type Thread } from '../execution/execution.ts';
import { record, recordAside, recordBeside } from '../execution/history.ts';
import type { Details } from '../execution/history-event.ts';
import { isLive, type Run, type StateExit, type Step, stepOf } from '../execution/run.ts';
import { StateFailure } from '../values/failure.ts';
import { type Payload, payload } from '../values/payload.ts';
import { itemInput, prepareMap } from './map-items.ts';

/** Starts the branches of a Parallel or the iterations of a Map. */
export async function beginFanOut(step: Step): Promise<StateExit | undefined> {
  const { thread, state } = step;
  const moment = momentOf(step);
  const input = await state.flow.effectiveInput(moment);
  if (state.type === 'Map') {
    thread.fanOut = await prepareMap({ ...step, state }, moment);
    note(step, 'MapStateStarted', { length: thread.fanOut.children.length });
  } else {
    thread.fanOut = branchesOf(state.type === 'Parallel' ? state.branches.length : 0);
    note(step, 'ParallelStateStarted');
  }
  thread.fanOut.follows = thread.previous;
  return pump(step, input);
}

function branchesOf(count: number): FanOut {
  const children = new Array<undefined>(count).fill(undefined);
  const none = { started: 0, active: 0, failures: 0, follows: 0, pumping: false };
  return { ...none, children, items: undefined, limit: count, tolerated: 0, toleranceStated: false };
}

/** Starts what may be started; the outcome once all have ended. */
async function pump(step: Step, input: Payload): Promise<StateExit | undefined> {
  const fan = step.thread.fanOut;
  if (!fan || fan.pumping) return undefined;
  fan.pumping = true;
  try {
    while (fan.started < fan.children.length && fan.active < fan.limit && isCurrent(step, fan))
      await step.run.engine.advance(step.run, await startChild(step, fan, input));
  } catch (error) {
    if (isCurrent(step, fan)) cutSiblings(step, fan);
    throw error;
  } finally {
    fan.pumping = false;
  }
  if (!isCurrent(step, fan) || fan.active > 0 || fan.started < fan.children.length) return undefined;
  return complete(step, fan);
}

function isCurrent(step: Step, fan: FanOut): boolean {
  return step.thread.fanOut === fan && isLive(step.run, step.thread);
}

async function startChild(step: Step, fan: FanOut, input: Payload): Promise<Thread> {
  const { run, thread, state } = step;
  const index = fan.started;
  const path = state.type === 'Map' ? state.processor : state.type === 'Parallel' ? state.branches[index] : undefined;
  const flow = run.definition.flows.get(path ?? '');
  if (path === undefined || !flow) throw new Error(`${state.name} has no branch ${index}`);
  const item = fan.items ? payload(fan.items[index]) : undefined;
  const childInput = item && state.type === 'Map' ? await itemInput({ ...step, state }, index, item) : input;
  const previous = fan.follows;
  const child = createThread({ path, index, parent: thread, item, state: flow.startAt, input: childInput, previous });
  if (item) {
    const details = { name: state.name, index };
    record(run.execution, child, { type: 'MapIterationStarted', at: run.host.scheduler.now(), details });
  }
  fan.children[index] = child;
  fan.started += 1;
  fan.active += 1;
  return child;
}

/** All have ended: the state's result is the list of their outputs. */
async function complete(step: Step, fan: FanOut): Promise<StateExit> {
  const { run, thread, state } = step;
  thread.previous = thread.tail = Math.max(thread.previous, ...fan.children.map((child) => child?.tail ?? 0));
  recordAside(run.execution, thread, { type: `${state.type}StateSucceeded`, at: run.host.scheduler.now() });
  thread.stepStart = thread.previous;
  const result = payload(fan.children.map((child) => child?.output?.value ?? null));
  thread.fanOut = undefined;
  const conclusion = await state.flow.conclude(momentOf(step, { result: result.value }), result);
  return { ...conclusion, next: state.next };
}

/** Takes in that a branch or iteration has ended. */
export async function endChild(run: Run, child: Thread): Promise<void> {
  const { parent } = child;
  const fan = parent?.fanOut;
  if (!parent || !fan) return;
  fan.active -= 1;
  const step = stepOf(run, parent);
  if (step.state.type === 'Map') {
    fan.follows = child.previous;
    iterationNote(step, child, 'MapIterationSucceeded');
  }
  if (!fan.pumping) await resumePump(step, fan);
}

async function resumePump(step: Step, fan: FanOut): Promise<void> {
  if (step.thread.fanOut !== fan) return;
  await step.run.engine.resume(step, async () => pump(step, await step.state.flow.effectiveInput(momentOf(step))));
}

/** Takes in that a branch or iteration has failed for good: the state fails with it, unless a Map tolerates it. */
export async function failChild(run: Run, child: Thread, failure: StateFailure): Promise<void> {
  const { parent } = child;
  const fan = parent?.fanOut;
  if (!parent || !fan) return;
  fan.active -= 1;
  fan.failures += 1;
  const step = stepOf(run, parent);
  if (fan.failures <= fan.tolerated) return tolerate(step, child, failure);
  parent.previous = parent.tail = child.previous;
  cutSiblings(step, fan);
  if (step.state.type === 'Map') iterationNote(step, child, 'MapIterationFailed');
  const passed = fan.toleranceStated
    ? new StateFailure(
        'States.ExceedToleratedFailureThreshold',
        'The specified tolerated failure threshold was exceeded',
      )
    : new StateFailure(failure.error, failure.cause);
  await step.run.engine.resume(step, () => {
    throw passed;
  });
}

async function tolerate(step: Step, child: Thread, failure: StateFailure): Promise<void> {
  const fan = step.thread.fanOut;
  if (!fan) return;
  child.output = payload({ Status: 'FAILED', Error: failure.error ?? '', Cause: failure.cause ?? '' });
  fan.follows = child.previous;
  iterationNote(step, child, 'MapIterationFailed');
  if (!fan.pumping) await resumePump(step, fan);
}

/** Cuts what still runs; AWS notes each at the event where the failure arose. */
function cutSiblings(step: Step, fan: FanOut): void {
  const { run, thread, state } = step;
  const at = run.host.scheduler.now();
  for (const sibling of fan.children) {
    if (sibling?.status !== 'running') continue;
    const details = { name: state.name, index: sibling.index };
    if (state.type === 'Map') recordBeside(run.execution, thread, { type: 'MapIterationAborted', at, details });
    if (sibling.entered)
      recordBeside(run.execution, thread, { type: `${stepOf(run, sibling).state.type}StateAborted`, at });
    cut(run, sibling);
  }
}

function iterationNote(step: Step, child: Thread, type: string): void {
  const details = { name: step.state.name, index: child.index };
  recordAside(step.run.execution, child, { type, at: step.run.host.scheduler.now(), details });
}

function note(step: Step, type: string, details?: Details): void {
  const at = step.run.host.scheduler.now();
  record(step.run.execution, step.thread, details ? { type, at, details } : { type, at });
}
