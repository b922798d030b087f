import type { Timer } from '../scheduler.ts';
import type { Ticker } from './ticking.ts';

interface DueTicker extends Ticker {
  /** The smallest due instant of the index, epoch milliseconds; undefined when it is empty. */
  readonly smallestDue: () => number | undefined | Promise<number | undefined>;
  readonly complain: (message: string) => void;
}

/**
 * A schedule whose ticks are jumped over while its due index holds nothing due: the next one fired is the first at or
 * after the smallest due instant. Whenever the index's table changes the aim is taken anew, so that an item written
 * while the clock moves is found in time.
 */
export class DueTicking {
  readonly #ticker: DueTicker;
  #target: number | undefined;
  #timer: Timer | undefined;
  #aiming = false;
  #outdated = false;

  constructor(ticker: DueTicker) {
    this.#ticker = ticker;
  }

  /** Takes the first aim; rejects where the index cannot be read. */
  async start(): Promise<void> {
    this.#aimAt(await this.#ticker.smallestDue());
  }

  /** Takes the aim anew; the clock does not move on before that is done. */
  changed(): void {
    this.#outdated = true;
    if (this.#aiming) return;
    this.#aiming = true;
    void this.#ticker.scheduler.track(this.#aim());
  }

  /** Ticks up to now that no timer has reported as skipped; each is told once. */
  passedOver(): number {
    const { scheduler, schedule, kept } = this.#ticker;
    const passed = schedule.count(kept.position, scheduler.now());
    kept.reach(scheduler.now());
    return passed;
  }

  async #aim(): Promise<void> {
    try {
      while (this.#outdated) {
        this.#outdated = false;
        const due = await this.#ticker.smallestDue();
        this.#aimAt(due);
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#ticker.complain(`${this.#ticker.label}: the due index could not be read, no tick is skipped: ${reason}`);
      this.#aimAt(Number.NEGATIVE_INFINITY);
    } finally {
      this.#aiming = false;
    }
  }

  #aimAt(due: number | undefined): void {
    const { scheduler, schedule, label, kept } = this.#ticker;
    const now = scheduler.now();
    const from = due === undefined ? undefined : Math.max(Math.ceil(due), now, kept.position + 1);
    const target = from === undefined ? undefined : schedule.next(from - 1);
    if (target === this.#target) return;
    this.#timer?.cancel();
    this.#target = target;
    this.#timer = undefined;
    if (target === undefined) return;
    const arm = () => {
      this.#timer = scheduler.at(target, label, () => this.#run(target));
    };
    // Without skipping, the timer of a tick is set at the tick before: so it takes the same place among timers of its instant.
    const before = schedule.previous(target);
    if (before !== undefined && before > now) this.#timer = scheduler.at(before, label, arm);
    else arm();
  }

  #run(tick: number): void {
    const { scheduler, schedule, fire, kept } = this.#ticker;
    const skipped = schedule.count(kept.position, tick) - 1;
    if (skipped > 0) scheduler.addSkipped(skipped);
    kept.reach(tick);
    this.#target = undefined;
    this.#timer = undefined;
    // What lies due is due until somebody has taken it: the next tick is aimed at whether or not the table changes.
    this.changed();
    fire(tick);
  }
}
