import type { Shelf } from '../../journal/journal.ts';
import type { Scheduler, Timer } from '../../scheduler.ts';
import { type Alarm, type AlarmState, rangeOf } from './alarm.ts';
import { evaluate, type Verdict } from './evaluation.ts';
import { nextChange, nextEvaluation, verdictAt } from './outlook.ts';
import { reasonOf } from './reason.ts';
import type { WatchedMetric } from './watched-metric.ts';

/** What became of telling a topic. */
export interface ActionOutcome {
  readonly topic: string;
  /** Why it was not told, where it was not. */
  readonly error?: string;
}

/** A change of an alarm's state. */
export interface Change {
  /** ISO-8601. */
  readonly at: string;
  readonly from: AlarmState;
  readonly to: AlarmState;
  readonly reason: string;
}

type ToldChange = Change & { readonly actions: readonly ActionOutcome[] };

/** How an alarm stands; plain data. */
export interface AlarmStatus {
  readonly state: AlarmState;
  readonly reason: string;
  /** ISO-8601. */
  readonly since: string;
  /** The newest of its changes, oldest first. */
  readonly changes: readonly ToldChange[];
}

interface WatchParts {
  readonly scheduler: Scheduler;
  readonly shelf: Shelf<AlarmStatus>;
  /** Tells whom the alarm names of a change. */
  tell(alarm: Alarm, change: Change): Promise<readonly ActionOutcome[]>;
}

const keptChanges = 100;

/** One alarm at work: it is evaluated when its state can change, and tells of each change. */
export class Watch {
  readonly alarm: Alarm;
  readonly metric: WatchedMetric;
  readonly #parts: WatchParts;
  #status: AlarmStatus;
  #timer: Timer | undefined;

  /** It begins as an earlier run left it, else as it stands when nothing was ever measured, which nobody is told. */
  constructor(alarm: Alarm, metric: WatchedMetric, parts: WatchParts) {
    this.alarm = alarm;
    this.metric = metric;
    this.#parts = parts;
    const [[, left] = []] = parts.shelf.left();
    this.#status = left ?? { ...firstStatus(alarm), since: this.#now(), changes: [] };
  }

  get status(): AlarmStatus {
    return this.#status;
  }

  /** Sees to it that the next evaluation is the first that changes the state, by what is known now. */
  plan(): void {
    const now = this.#parts.scheduler.now();
    // One of this very instant is still to come: what was just measured belongs to the minute that begins, and must not put it off.
    if (this.#timer && this.#timer.at <= now) return;
    this.#evaluateAt(nextChange(this.alarm, this.metric.reading(), { now, state: this.#status.state }));
  }

  /** Sees to it that it is evaluated once the running minute is over: what is known now is about to change. */
  expectNews(): void {
    const next = nextEvaluation(this.alarm, this.#parts.scheduler.now());
    if (!this.#timer || this.#timer.at > next) this.#evaluateAt(next);
  }

  #evaluateAt(at: number | undefined): void {
    if (this.#timer?.at === at) return;
    this.#timer?.cancel();
    const label = `alarm ${this.alarm.name}`;
    this.#timer = at === undefined ? undefined : this.#parts.scheduler.at(at, label, () => this.#evaluate());
  }

  async #evaluate(): Promise<void> {
    this.#timer = undefined;
    const now = this.#parts.scheduler.now();
    this.metric.sample(now);
    const verdict = verdictAt(this.alarm, this.metric.reading(), now);
    if (verdict && verdict.state !== this.#status.state) await this.#change(verdict);
    this.plan();
  }

  async #change(verdict: Verdict): Promise<void> {
    const { state } = verdict;
    const reason = reasonOf(this.alarm, verdict);
    const { state: from, changes } = this.#status;
    const change = { at: this.#now(), from, to: state, reason };
    this.#become({ state, reason, since: change.at, changes });
    const actions = await this.#parts.tell(this.alarm, change);
    this.#become({ ...this.#status, changes: [...changes, { ...change, actions }].slice(-keptChanges) });
  }

  #become(status: AlarmStatus): void {
    this.#status = status;
    this.#parts.shelf.put('status', () => this.#status);
  }

  #now(): string {
    return new Date(this.#parts.scheduler.now()).toISOString();
  }
}

function firstStatus(alarm: Alarm): Pick<AlarmStatus, 'state' | 'reason'> {
  const nothing = Array.from({ length: rangeOf(alarm) }, () => ({ at: 0, value: undefined }));
  const verdict = evaluate(alarm, nothing);
  if (!verdict) return { state: 'INSUFFICIENT_DATA', reason: 'Unchecked: Initial alarm creation' };
  return { state: verdict.state, reason: reasonOf(alarm, verdict) };
}
