import type { Temporal } from 'temporal-polyfill';
import { startMachine, stopMachine } from './state-machine.port.ts';
import { sweptNames, wholeSecondFrom } from './timer.ts';

/** A timer to start. */
export interface TimerStart {
  /** The business key: one timer runs under a name, however often it is started. */
  readonly name: string;
  /** What the timer hands back with each question. */
  readonly key: object;
  /** When it first asks (ISO text, to the millisecond). */
  readonly wakeAt: string;
}

/**
 * Starts a timer's execution; key and `wakeAt` must depend on the name alone. It wakes at the whole second from `wakeAt`
 * on. An execution that already ran under the name counts as started; `throttled` where the account starts too many.
 */
export async function startTimer(
  stateMachineArn: string,
  { name, key, wakeAt }: TimerStart,
): Promise<'started' | 'throttled'> {
  const outcome = await startMachine(stateMachineArn, name, { ...key, wakeAt: wholeSecondFrom(wakeAt) });
  return outcome === 'throttled' ? outcome : 'started';
}

/**
 * Ends a timer that has nothing left to wait for, so that it need not wake to be told so: that would be paid for. It then
 * reads ABORTED with the reason, a code. Nothing depends on it: a timer that is missed here, because it starts only now, was
 * started again under another name, or could not be stopped, asks and is done. So a stop that is refused is not tried again:
 * of many answers at one moment most would else end as dead letters that nobody has to look at.
 */
export async function endTimer(stateMachineArn: string, name: string, reason: string): Promise<void> {
  await stopMachine(stateMachineArn, name, reason);
}

/** A timer whose step came and went. */
interface OverdueTimer extends TimerStart {
  /** When what it walks began (ISO text). */
  readonly since: string;
}

/**
 * Starts an overdue timer under the first of its names that is free. One that runs for this very step counts as started:
 * two sweeps at once start one. Throws where the account starts too many, for the next sweep, and where all names are used up;
 * in five minutes there is another.
 */
export async function startOverdueTimer(
  stateMachineArn: string,
  { name, key, since, wakeAt }: OverdueTimer,
  now: Temporal.Instant,
): Promise<void> {
  const input = { ...key, wakeAt: wholeSecondFrom(wakeAt) };
  for (const swept of sweptNames(name, since, now)) {
    const outcome = await startMachine(stateMachineArn, swept, input);
    if (outcome === 'started') return;
    if (outcome === 'throttled') throw new Error(`Too many executions are being started for the timer ${name}.`);
  }
  throw new Error(`The timer ${name} was started again and again, and its step is still open.`);
}
