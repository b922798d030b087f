import { Timeline } from './timeline.ts';
import { type CountingScheduler, complainOnStderr, type SchedulerOptions } from './virtual-scheduler.ts';

/** The host's own time: `elapsed` in milliseconds since any fixed instant, and one alarm at a time. */
export interface HostTime {
  elapsed(): number;
  /** Calls `ring` after about `milliseconds`; a new alarm takes the place of the old one, undefined takes it away. */
  alarm(milliseconds: number | undefined, ring: () => void): void;
}

/** Node's timers hold 31 bits of milliseconds; a longer wait is looked at again every hour. */
const longestWait = 3_600_000;

/**
 * Makes a scheduler whose clock runs with real time from `start`; a move jumps ahead and time runs on from there.
 * A timer that throws is reported and counted.
 */
export function createRealScheduler(options: SchedulerOptions, time: HostTime = nodeTime()): CountingScheduler {
  const { kept, watcher, complain = complainOnStderr } = options;
  let base = options.start;
  kept?.clock.note(base, true);
  let since = time.elapsed();
  let held = false;
  const now = () => (held ? base : base + Math.floor(time.elapsed() - since));
  const timeline: Timeline = new Timeline(
    {
      now,
      hold: (at) => {
        base = at;
        held = true;
        kept?.clock.note(base, true);
      },
      release: () => {
        since = time.elapsed();
        held = false;
        kept?.clock.note(base, true);
      },
      expect: (next) => {
        const wait = next === undefined ? undefined : Math.min(Math.max(next - now(), 0), longestWait);
        time.alarm(wait, () => timeline.catchUp());
      },
    },
    { complain, watcher },
    kept?.timers,
  );
  return timeline;
}

function nodeTime(): HostTime {
  let set: NodeJS.Timeout | undefined;
  return {
    elapsed: () => performance.now(),
    alarm(milliseconds, ring) {
      clearTimeout(set);
      set = milliseconds === undefined ? undefined : setTimeout(ring, Math.ceil(milliseconds)).unref();
    },
  };
}
