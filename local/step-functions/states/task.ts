/** Task states: handing the call over and taking its answer, be it the call's own, a worker's token or a child's end. */

import type { FieldTemplate } from '../data-flow/template.ts';
import type { TaskState } from '../definition/state.ts';
import { momentOf } from '../execution/context-object.ts';
import { forgetPending } from '../execution/cut.ts';
import { armDeadline } from '../execution/deadline.ts';
import type { Pending } from '../execution/execution.ts';
import { isLive, type StateExit, type Step } from '../execution/run.ts';
import { dataLimitFailure, HeartbeatFailure, StateFailure, TIMEOUT } from '../values/failure.ts';
import { exceedsLimit, type Payload } from '../values/payload.ts';
import { secondsOf } from './seconds.ts';
import { noteFailed, noteScheduled, noteSubmitted, noteSucceeded } from './task-events.ts';
import { newTaskToken } from './task-token.ts';

type Result = Payload | Error;

/** Hands the task over; its answer resumes the thread. */
export async function beginTask(step: Step<TaskState>): Promise<undefined> {
  const { run, thread, state } = step;
  const { host } = run;
  const { resource } = state;
  const token =
    resource.kind === 'service' && resource.pattern === 'token' ? newTaskToken(host.sources.uuid()) : undefined;
  const moment = momentOf(step, token === undefined ? {} : { token });
  const input = await state.flow.effectiveInput(moment);
  if (exceedsLimit(input.text)) throw dataLimitFailure(nameOf(state));
  const secondsIn = async (template: FieldTemplate | undefined, field: string) =>
    template ? secondsOf(await template.evaluate(moment), field) : undefined;
  const timeout = await secondsIn(state.timeout, 'TimeoutSeconds');
  const limits = { timeout, heartbeat: await secondsIn(state.heartbeat, 'HeartbeatSeconds') };
  noteScheduled(step, input, limits);
  const now = host.scheduler.now();
  const pending: Pending = {
    kind: token === undefined ? 'call' : 'token',
    input,
    timesOutAt: limits.timeout === undefined ? undefined : now + limits.timeout * 1000,
    heartbeatSeconds: limits.heartbeat,
    ...(token !== undefined && { token }),
  };
  thread.pending = pending;
  arm(step, pending);
  armDeadline(run);
  handOver(step, pending, input);
}

/** Goes on with a task of an earlier run; a call that was not answered then is made again. */
export function resumeTask(step: Step<TaskState>, pending: Pending): void {
  const { run, thread, state } = step;
  const { scheduler } = run.host;
  thread.pending = pending;
  arm(step, pending);
  scheduler.at(scheduler.now(), `${run.execution.name} ${state.name} again`, () => {
    const { submitted, input, started } = pending;
    if (!submitted && input) handOver(step, pending, input);
    else if (started) whenChildEnds(step, pending, started);
  });
}

function handOver(step: Step<TaskState>, pending: Pending, input: Payload): void {
  const { host, execution } = step.run;
  const call = host.perform({ execution, resource: step.state.resource, input });
  void host.scheduler.track(
    call.then(
      (output) => takeAnswer(step, pending, output),
      (error: unknown) => takeAnswer(step, pending, error),
    ),
  );
}

function nameOf(state: TaskState): string {
  return state.resource.kind === 'function' ? state.resource.arn : state.resource.resourceType;
}

/** Sets the timers of a task that waits, and makes it findable by its token. */
function arm(step: Step<TaskState>, pending: Pending): void {
  const { host, execution } = step.run;
  const { timesOutAt, heartbeatSeconds, heartbeatDueAt, token } = pending;
  const label = `${execution.machineName} ${execution.name} ${step.state.name}`;
  if (timesOutAt !== undefined) {
    const timeOut = () => settle(step, pending, new StateFailure(TIMEOUT, undefined));
    const timer = host.scheduler.at(timesOutAt, `${label} timeout`, timeOut);
    pending.cancel = () => timer.cancel();
  }
  if (token === undefined) return;
  const beat = (at?: number) => {
    pending.cancelHeartbeat?.();
    if (heartbeatSeconds === undefined) return;
    pending.heartbeatDueAt = at ?? host.scheduler.now() + heartbeatSeconds * 1000;
    const fall = () => settle(step, pending, new HeartbeatFailure());
    const timer = host.scheduler.at(pending.heartbeatDueAt, `${label} heartbeat`, fall);
    pending.cancelHeartbeat = () => timer.cancel();
    host.noteChange?.(execution, step.thread);
  };
  beat(heartbeatDueAt);
  host.awaitToken(token, { settle: (outcome) => takeTokenAnswer(step, pending, outcome), heartbeat: () => beat() });
}

/** Takes the answer of the call itself. A task that goes on afterwards records TaskSubmitted and waits. */
async function takeAnswer(step: Step<TaskState>, pending: Pending, outcome: unknown): Promise<void> {
  const { resource } = step.state;
  if (outcome instanceof Error) return settle(step, pending, outcome);
  const output = outcome as Payload;
  if (resource.kind === 'function' || resource.pattern === 'call') return settle(step, pending, output);
  if (!isWaiting(step, pending)) return;
  await step.run.engine.resume(step, () => {
    noteSubmitted(step, output);
    pending.submitted = true;
    if (resource.pattern === 'sync') pending.started = output;
    return undefined;
  });
  if (pending.early) return settle(step, pending, pending.early);
  if (resource.pattern === 'sync') whenChildEnds(step, pending, output);
}

function whenChildEnds(step: Step<TaskState>, pending: Pending, started: Payload): void {
  const { run, state } = step;
  if (state.resource.kind !== 'service') return;
  run.host.whenEnded(started, state.resource, (ended) => void track(step, settle(step, pending, ended)));
}

/** Takes a worker's answer; one that comes before the call that handed the token over has returned waits. */
function takeTokenAnswer(step: Step<TaskState>, pending: Pending, outcome: Result): void {
  step.run.host.noteChange?.(step.run.execution, step.thread);
  if (pending.submitted) void track(step, settle(step, pending, outcome));
  else pending.early = outcome;
}

function track(step: Step, work: Promise<void>): Promise<void> {
  return step.run.host.scheduler.track(work);
}

function isWaiting(step: Step, pending: Pending): boolean {
  return step.thread.pending === pending && isLive(step.run, step.thread);
}

/** Takes the task's final answer; one that comes too late is ignored. */
async function settle(step: Step<TaskState>, pending: Pending, outcome: Result): Promise<void> {
  if (!isWaiting(step, pending)) return;
  forgetPending(step.run, step.thread);
  await step.run.engine.resume(step, () => conclude(step, outcome));
}

async function conclude(step: Step<TaskState>, outcome: Result): Promise<StateExit> {
  const { thread, state } = step;
  const result = outcome instanceof Error || !exceedsLimit(outcome.text) ? outcome : dataLimitFailure(nameOf(state));
  if (result instanceof Error) {
    if (!(result instanceof StateFailure)) throw result;
    noteFailed(step, result);
    thread.stepStart = thread.previous;
    throw result;
  }
  noteSucceeded(step, result);
  thread.stepStart = thread.previous;
  const moment = momentOf(step, { result: result.value });
  return { ...(await state.flow.conclude(moment, result)), next: state.next };
}
