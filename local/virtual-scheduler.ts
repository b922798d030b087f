import type { Scheduler } from './scheduler.ts';
import { type Complain, type Pace, Timeline } from './timeline.ts';

/** A scheduler that also tells how many timers have thrown. */
export interface CountingScheduler extends Scheduler {
  failures(): number;
}

export interface SchedulerOptions {
  /** The instant at which the clock starts, epoch milliseconds. */
  readonly start: number;
  /** Hears of a timer that threw; by default it is written to stderr. */
  readonly complain?: Complain;
}

/** Makes a scheduler whose clock stands still between moves. A timer that throws is reported and counted, and stops nothing. */
export function createScheduler(options: SchedulerOptions): CountingScheduler {
  let now = options.start;
  const still: Pace = {
    now: () => now,
    hold: (at) => {
      now = at;
    },
    release: () => {},
    expect: () => {},
  };
  return new Timeline(still, options.complain ?? complainOnStderr);
}

/** Writes the failure of a timer where people look. */
export function complainOnStderr(label: string, error: unknown): void {
  console.error(`The timer ${label} failed:`, error);
}
