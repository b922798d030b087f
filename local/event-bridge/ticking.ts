import type { Scheduler } from '../scheduler.ts';
import type { KeptTicks } from './kept-ticks.ts';
import type { Schedule, Upcoming } from './schedule.ts';

/** A schedule at work. */
export interface Ticker<Ticks extends Upcoming = Schedule> {
  readonly scheduler: Scheduler;
  readonly schedule: Ticks;
  /** Names the timers in errors. */
  readonly label: string;
  /** Hears of each tick at its instant, epoch milliseconds. */
  readonly fire: (tick: number) => void;
  readonly kept: KeptTicks;
}

/** Fires every tick of a schedule from where it has come to. */
export function startTicking({ scheduler, schedule, label, fire, kept }: Ticker<Upcoming>): void {
  const arm = (after: number) => {
    const tick = schedule.next(after);
    if (tick === undefined) return;
    scheduler.at(tick, label, () => {
      kept.reach(tick);
      arm(tick);
      fire(tick);
    });
  };
  arm(kept.position);
}
