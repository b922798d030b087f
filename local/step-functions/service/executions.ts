import type { Execution } from '../execution/execution.ts';
import type { KeptExecutions, LeftExecution } from '../kept/kept-executions.ts';

/** A closed Standard execution stays for 90 days, and so long its name is taken. */
const RETENTION_MS = 90 * 24 * 60 * 60 * 1000;
/** Closed Express executions people can still look at, and those of them whose events are still there. */
const EXPRESS_KEPT = 10_000;
const EXPRESS_HISTORIES_KEPT = 1000;

/** The executions of all state machines: the one place where the service's state is. */
export class Executions {
  readonly #byArn = new Map<string, Execution>();
  /** Latest execution by machine ARN and name. */
  readonly #byName = new Map<string, Execution>();
  readonly #closed: Execution[] = [];
  readonly #express: Execution[] = [];
  /** The order in which restored executions began. */
  readonly #ordinals = new WeakMap<Execution, number>();
  readonly #kept: KeptExecutions;

  constructor(kept: KeptExecutions) {
    this.#kept = kept;
  }

  get(arn: string): Execution | undefined {
    return this.#byArn.get(arn);
  }

  /** The Standard execution that holds a name. */
  byName(machineArn: string, name: string): Execution | undefined {
    return this.#byName.get(`${machineArn}:${name}`);
  }

  /** All executions still kept, oldest first. */
  all(): IterableIterator<Execution> {
    return this.#byArn.values();
  }

  add(execution: Execution): void {
    this.#byArn.set(execution.arn, execution);
    if (execution.type === 'STANDARD') this.#byName.set(`${execution.machineArn}:${execution.name}`, execution);
  }

  /** Takes in what an earlier run left of one state machine's executions. */
  restore(left: readonly LeftExecution[]): void {
    for (const { execution, ordinal } of left) {
      this.#ordinals.set(execution, ordinal);
      this.add(execution);
      if (execution.status === 'RUNNING') continue;
      if (execution.type === 'STANDARD') this.#closed.push(execution);
      else this.#express.push(execution);
    }
    for (const closed of [this.#closed, this.#express])
      closed.sort((one, other) => (one.stoppedAt ?? 0) - (other.stoppedAt ?? 0));
    const ordered = [...this.#byArn].sort(([, one], [, other]) => this.#ordinalOf(one) - this.#ordinalOf(other));
    this.#byArn.clear();
    for (const [arn, execution] of ordered) this.#byArn.set(arn, execution);
  }

  #ordinalOf(execution: Execution): number {
    return this.#ordinals.get(execution) ?? 0;
  }

  #forget(execution: Execution): void {
    this.#byArn.delete(execution.arn);
    this.#kept.forget(execution);
  }

  #forgetEvents(execution: Execution): void {
    execution.events = [];
    this.#kept.forgetEvents(execution);
  }

  /** Takes note that an execution was closed, and lets the oldest of the closed ones go. */
  close(execution: Execution): void {
    if (execution.type === 'STANDARD') {
      this.#closed.push(execution);
      return;
    }
    execution.root = undefined;
    this.#express.push(execution);
    const old = this.#express.at(-1 - EXPRESS_HISTORIES_KEPT);
    if (old) this.#forgetEvents(old);
    if (this.#express.length >= EXPRESS_KEPT * 2)
      for (const gone of this.#express.splice(0, EXPRESS_KEPT)) this.#forget(gone);
  }

  /** Forgets the Standard executions closed 90 days before `now`; a redriven one counts from its latest end. */
  purge(now: number): void {
    let over = 0;
    for (const execution of this.#closed) {
      if (!isOver(execution, now)) break;
      over += 1;
      this.#forget(execution);
      const key = `${execution.machineArn}:${execution.name}`;
      if (this.#byName.get(key) === execution) this.#byName.delete(key);
    }
    if (over > 0) this.#closed.splice(0, over);
  }
}

/** Whether an execution closed so long ago that AWS no longer knows it. */
export function isOver(execution: Execution, now: number): boolean {
  return execution.stoppedAt !== undefined && execution.stoppedAt + RETENTION_MS <= now;
}
