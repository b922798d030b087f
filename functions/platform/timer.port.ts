import { startMachine } from './state-machine.port.ts';
import { wholeSecondFrom } from './timer.ts';

/** A timer to start. */
export interface TimerStart {
  /** The business key: one timer runs under a name, however often it is started. */
  readonly name: string;
  /** What the timer hands back with each question. */
  readonly key: object;
  /** When it first asks (ISO text, to the millisecond). */
  readonly wakeAt: string;
}

/** Starts a timer's execution; key and `wakeAt` must depend on the name alone. It wakes at the whole second from `wakeAt` on. */
export async function startTimer(stateMachineArn: string, { name, key, wakeAt }: TimerStart): Promise<void> {
  await startMachine(stateMachineArn, name, { ...key, wakeAt: wholeSecondFrom(wakeAt) });
}
