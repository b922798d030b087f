/** Task states: handing the call over and taking its answer, be it the call's own, a worker's token or a child's end. */
import { armDeadline } from './deadline.ts';
import { forgetPending } from './ending.ts';
import type { Pending } from './execution.ts';
import { dataLimitFailure, HeartbeatFailure, StateFailure, TIMEOUT } from './failure.ts';
import { resume } from './interpreter.ts';
import { momentOf } from './moment.ts';
import { exceedsLimit, type Payload } from './payload.ts';
import { isLive, type Outcome, type Step } from './run.ts';
import { secondsOf } from './seconds.ts';
import type { TaskState } from './state.ts';
import { noteFailed, noteScheduled, noteSubmitted, noteSucceeded, type TaskLimits } from './task-events.ts';
import { newTaskToken } from './task-token.ts';
import type { Template } from './template.ts';

type Result = Payload | Error;

/** Hands the task over; its answer resumes the thread. */
export async function beginTask(step: Step<TaskState>): Promise<undefined> {
  const { run, thread, state } = step;
  const { host, execution } = run;
  const { resource } = state;
  const token =
    resource.kind === 'service' && resource.pattern === 'token' ? newTaskToken(host.around.uuid()) : undefined;
  const moment = momentOf(step, token === undefined ? {} : { token });
  const input = await state.flow.effectiveInput(moment);
  if (exceedsLimit(input.text)) throw dataLimitFailure(nameOf(state));
  const secondsIn = async (template: Template | undefined, field: string) =>
    template ? secondsOf(await template.evaluate(moment), field) : undefined;
  const timeout = await secondsIn(state.timeout, 'TimeoutSeconds');
  const limits = { timeout, heartbeat: await secondsIn(state.heartbeat, 'HeartbeatSeconds') };
  noteScheduled(step, input, limits);
  const pending = pendingOf(step, limits, token);
  thread.pending = pending;
  armDeadline(run);
  const call = host.perform({ execution, resource, input });
  void host.scheduler.track(
    call.then(
      (output) => answered(step, pending, output),
      (error: unknown) => answered(step, pending, error),
    ),
  );
}

function nameOf(state: TaskState): string {
  return state.resource.kind === 'function' ? state.resource.arn : state.resource.resourceType;
}

function pendingOf(step: Step<TaskState>, limits: TaskLimits, token: string | undefined): Pending {
  const { host } = step.run;
  const pending: Pending = { kind: token === undefined ? 'call' : 'token' };
  const label = `${step.run.execution.machineName}.${step.state.name}`;
  if (limits.timeout !== undefined) {
    const at = host.scheduler.now() + limits.timeout * 1000;
    const timer = host.scheduler.at(at, `${label} timeout`, () =>
      settle(step, pending, new StateFailure(TIMEOUT, undefined)),
    );
    pending.cancel = () => timer.cancel();
  }
  if (token === undefined) return pending;
  pending.token = token;
  const beat = () => {
    pending.cancelHeartbeat?.();
    if (limits.heartbeat === undefined) return;
    const at = host.scheduler.now() + limits.heartbeat * 1000;
    const timer = host.scheduler.at(at, `${label} heartbeat`, () => settle(step, pending, new HeartbeatFailure()));
    pending.cancelHeartbeat = () => timer.cancel();
  };
  beat();
  host.awaitToken(token, { settle: (outcome) => tokenAnswered(step, pending, outcome), heartbeat: beat });
  return pending;
}

/** The call itself was answered. A task that goes on afterwards records TaskSubmitted and waits. */
async function answered(step: Step<TaskState>, pending: Pending, outcome: unknown): Promise<void> {
  const { resource } = step.state;
  if (outcome instanceof Error) return settle(step, pending, outcome);
  const output = outcome as Payload;
  if (resource.kind === 'function' || resource.pattern === 'call') return settle(step, pending, output);
  if (!isWaiting(step, pending)) return;
  await resume(step, () => {
    noteSubmitted(step, output);
    pending.submitted = true;
    return undefined;
  });
  if (pending.early) return settle(step, pending, pending.early);
  if (resource.pattern === 'sync')
    step.run.host.whenEnded(output, resource, (ended) => void track(step, settle(step, pending, ended)));
}

/** A worker may answer before the call that brought it the token has returned: its answer then waits. */
function tokenAnswered(step: Step<TaskState>, pending: Pending, outcome: Result): void {
  if (pending.submitted) void track(step, settle(step, pending, outcome));
  else pending.early = outcome;
}

function track(step: Step, work: Promise<void>): Promise<void> {
  return step.run.host.scheduler.track(work);
}

function isWaiting(step: Step, pending: Pending): boolean {
  return step.thread.pending === pending && isLive(step.run, step.thread);
}

/** The task's final answer; one that comes too late is passed over. */
async function settle(step: Step<TaskState>, pending: Pending, outcome: Result): Promise<void> {
  if (!isWaiting(step, pending)) return;
  forgetPending(step.run, step.thread);
  await resume(step, () => conclude(step, outcome));
}

async function conclude(step: Step<TaskState>, outcome: Result): Promise<Outcome> {
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
