import type { Journal } from './journal/journal.ts';
import { KeptClock } from './journal/kept-clock.ts';
import { KeptTimers } from './journal/kept-timers.ts';
import { createRealScheduler } from './real-scheduler.ts';
import { type CountingScheduler, createScheduler } from './virtual-scheduler.ts';
import type { TimeWatcher } from './watcher.ts';

/** How a clock is asked for: the instant at which it starts, as ISO-8601, now by default; or one that runs by itself. */
export type ClockOption = { readonly start?: string } | 'real';

/** The clock of one runtime. */
export interface RuntimeClock {
  readonly scheduler: CountingScheduler;
  /** Whether it passes by itself. */
  readonly runs: boolean;
  /** Lets what an earlier run left go on, once all services have taken it up. */
  resume(): void;
}

/** Makes the clock of a runtime that keeps nothing. */
export function freshClock(clock: ClockOption, watcher?: TimeWatcher): RuntimeClock {
  const runs = clock === 'real';
  const start = startOf(clock);
  const options = { start, watcher };
  return { runs, scheduler: runs ? createRealScheduler(options) : createScheduler(options), resume: () => {} };
}

/**
 * Makes the clock of a runtime with a journal: it goes on from where an earlier run left it, and runs as it ran then
 * unless it is asked to do otherwise. A clock that ran has run on meanwhile, and what became due fires late. `realNow`
 * gives the host's own time, epoch ms.
 */
export function keptClock(
  clock: ClockOption,
  journal: Journal,
  { realNow = Date.now, watcher }: { readonly realNow?: () => number; readonly watcher?: TimeWatcher | undefined } = {},
): RuntimeClock {
  const kept = { clock: new KeptClock(journal, realNow), timers: new KeptTimers(journal.shelf('timers')) };
  const asked = clock === 'real' || clock.start !== undefined ? clock === 'real' : undefined;
  const runs = asked ?? kept.clock.ran;
  const start = kept.clock.start ?? startOf(clock);
  const options = { start, kept, watcher };
  const scheduler = runs ? createRealScheduler(options) : createScheduler(options);
  return { scheduler, runs, resume: () => scheduler.resume(kept.clock.reached) };
}

function startOf(clock: ClockOption): number {
  return clock === 'real' || clock.start === undefined ? Date.now() : Date.parse(clock.start);
}
