import type { Scheduler } from '../scheduler.ts';
import type { Schedule } from './schedule.ts';

/** A schedule at work. */
export interface Ticker {
  readonly scheduler: Scheduler;
  readonly schedule: Schedule;
  /** Names the timers in errors. */
  readonly label: string;
  /** Hears of each tick at its instant, epoch milliseconds. */
  readonly fire: (tick: number) => void;
}

/** Fires every tick of a schedule from now on. */
export function startTicking({ scheduler, schedule, label, fire }: Ticker): void {
  const arm = (after: number) => {
    const tick = schedule.next(after);
    if (tick === undefined) return;
    scheduler.at(tick, label, () => {
      arm(tick);
      fire(tick);
    });
  };
  arm(scheduler.now());
}
