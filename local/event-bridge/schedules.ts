import type { Collaborators } from './collaborators.ts';
import type { Deliverer } from './deliverer.ts';
import { DueTicking } from './due-ticking.ts';
import type { BusEvent } from './event.ts';
import { makeEvent, uuidOf } from './event.ts';
import type { DueIndex, Rule } from './event-bridge-state.ts';
import { KeptTicks } from './kept-ticks.ts';
import { parseSchedule } from './schedule-expression.ts';
import { startTicking, type Ticker } from './ticking.ts';

/** Where due instants are found; without it no tick is skipped. */
export interface DueWatch {
  smallestDue(due: DueIndex): number | undefined | Promise<number | undefined>;
  /** Calls back after every change of an item of the table. */
  onTableChange(table: string, callback: () => void): void;
}

/** The schedules of rules, each ticking from the moment its rule is taken into service. */
export class Schedules {
  readonly #collaborators: Collaborators;
  readonly #deliverer: Deliverer;
  readonly #dueIndexes: DueWatch | undefined;
  readonly #skipping: DueTicking[] = [];

  constructor(collaborators: Collaborators, deliverer: Deliverer, dueIndexes: DueWatch | undefined) {
    this.#collaborators = collaborators;
    this.#deliverer = deliverer;
    this.#dueIndexes = dueIndexes;
  }

  /** Starts a rule's schedule, where it has one and is enabled. */
  async start(rule: Rule): Promise<void> {
    if (rule.scheduleExpression === undefined || !rule.enabled) return;
    const { scheduler, journal, complain } = this.#collaborators;
    const { name, scheduleExpression: expression } = rule;
    const kept = new KeptTicks(journal, { owner: `the schedule of the rule ${name}`, expression }, scheduler.now());
    const schedule = parseSchedule(expression)(kept.madeAt);
    const fire = (tick: number) => this.#fire(rule, tick);
    const ticker: Ticker = { scheduler, schedule, label: `schedule of ${rule.logicalId}`, fire, kept };
    const { dueIndex } = rule;
    const dueIndexes = this.#dueIndexes;
    if (!dueIndex || !dueIndexes) return startTicking(ticker);
    const smallestDue = () => dueIndexes.smallestDue(dueIndex);
    const ticking = new DueTicking({ ...ticker, smallestDue, complain });
    await ticking.start();
    this.#skipping.push(ticking);
    dueIndexes.onTableChange(dueIndex.table, () => ticking.changed());
    return undefined;
  }

  /** Ticks up to now that were jumped over and not yet reported by a timer. */
  passedOver(): number {
    return this.#skipping.reduce((sum, ticking) => sum + ticking.passedOver(), 0);
  }

  #fire(rule: Rule, tick: number): void {
    const times = this.#collaborators.faults.ticks(rule.logicalId);
    for (let time = 0; time < times; time += 1)
      this.#deliverer.deliver(rule, this.#tickOf(rule, tick, time === 0 ? '' : ` ${time}`));
  }

  /** `repeated` tells a tick that fires again from the first. */
  #tickOf(rule: Rule, tick: number, repeated: string): BusEvent {
    return makeEvent(this.#collaborators.place, {
      id: uuidOf(`tick of ${rule.arn} at ${tick}${repeated}`),
      source: 'aws.events',
      detailType: 'Scheduled Event',
      detail: {},
      resources: [rule.arn],
      at: tick,
    });
  }
}
