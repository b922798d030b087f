import type { KeptClock } from './journal/kept-clock.ts';
import type { KeptTimers } from './journal/kept-timers.ts';
import type { Scheduler } from './scheduler.ts';
import { type Complain, type Pace, Timeline } from './timeline.ts';
import type { TimeWatcher } from './watcher.ts';

/** A scheduler that also tells how many timers have thrown. */
export interface CountingScheduler extends Scheduler {
  failures(): number;
  /** Lets a scheduler with `kept` begin: what was under way is done again, then what is due by `to` (epoch ms) fires. */
  resume(to?: number): void;
}

/** What remembers time across restarts. */
interface KeptTime {
  readonly clock: KeptClock;
  readonly timers: KeptTimers;
}

export interface SchedulerOptions {
  /** The instant at which the clock starts, epoch milliseconds. */
  readonly start: number;
  /** Hears of a timer that threw; by default it is written to stderr. */
  readonly complain?: Complain;
  /** With it nothing fires before `resume`. */
  readonly kept?: KeptTime;
  /** Hears of each timer and each move; nobody by default. */
  readonly watcher?: TimeWatcher | undefined;
}

/** Makes a scheduler whose clock stands still between moves. A timer that throws is reported and counted, and stops nothing. */
export function createScheduler(options: SchedulerOptions): CountingScheduler {
  const { kept, watcher, complain = complainOnStderr } = options;
  let now = options.start;
  kept?.clock.note(now, false);
  const still: Pace = {
    now: () => now,
    hold: (at) => {
      if (at !== now) kept?.clock.note(at, false);
      now = at;
    },
    release: () => {},
    expect: () => {},
  };
  return new Timeline(still, { complain, watcher }, kept?.timers);
}

/** Writes the failure of a timer where people look. */
export function complainOnStderr(label: string, error: unknown): void {
  console.error(`The timer ${label} failed:`, error);
}
