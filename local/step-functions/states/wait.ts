import type { WaitState } from '../definition/state.ts';
import { momentOf } from '../execution/context-object.ts';
import { armDeadline } from '../execution/deadline.ts';
import type { StateExit, Step } from '../execution/run.ts';
import { evaluationFailure } from '../values/failure.ts';
import { secondsOf } from './seconds.ts';

/** Waits until Seconds have passed or Timestamp is reached; an instant in the past is no wait. */
export async function beginWait(step: Step<WaitState>): Promise<StateExit | undefined> {
  const { run } = step;
  const until = await untilOf(step);
  if (until <= run.host.scheduler.now()) return conclude(step);
  wait(step, until);
  armDeadline(run);
  return undefined;
}

/** Sets the timer that resumes the thread at `until`. */
export function wait(step: Step<WaitState>, until: number): void {
  const { run, thread } = step;
  const { machineName, name } = run.execution;
  const timer = run.host.scheduler.at(until, `${machineName} ${name} ${step.state.name} wait`, () => {
    thread.pending = undefined;
    return run.engine.resume(step, () => conclude(step));
  });
  thread.pending = { kind: 'wait', until, cancel: () => timer.cancel() };
}

async function conclude(step: Step<WaitState>): Promise<StateExit> {
  const { flow, next } = step.state;
  const moment = momentOf(step);
  return { ...(await flow.conclude(moment, await flow.effectiveInput(moment))), next };
}

/** ISO 8601 with an offset, as Timestamp asks for. */
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

async function untilOf(step: Step<WaitState>): Promise<number> {
  const { seconds, timestamp } = step.state;
  const moment = momentOf(step);
  const now = step.run.host.scheduler.now();
  if (seconds) return now + secondsOf(await seconds.evaluate(moment), 'Seconds') * 1000;
  const text = String(timestamp ? await timestamp.evaluate(moment) : '');
  const until = TIMESTAMP.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(until))
    throw evaluationFailure(
      `The Timestamp parameter does not reference a valid ISO-8601 extended offset date-time format string: ${text}`,
      'Timestamp',
    );
  return cutToSecond(until);
}

/** AWS cuts the milliseconds of a Timestamp off, so such a wait ends early: https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html */
function cutToSecond(milliseconds: number): number {
  return Math.floor(milliseconds / 1000) * 1000;
}
