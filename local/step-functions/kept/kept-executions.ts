import { createHash } from 'node:crypto';
import type { Journal, Shelf } from '../../journal/journal.ts';
import type { StateMachine } from '../definition/state-machine.ts';
import type { Execution, Thread } from '../execution/execution.ts';
import type { HistoryEvent } from '../execution/history-event.ts';
import { KeptThreads } from './kept-threads.ts';

/** An execution as it is kept: its events and threads stand by themselves. */
type WrittenExecution = Omit<Execution, 'events' | 'root'> & {
  /** Its place among the executions of all machines. */
  readonly ordinal: number;
  /** The hash of the definition it runs. */
  readonly definition: string;
};

/** The shelves of one state machine. */
interface Shelves {
  readonly executions: Shelf<WrittenExecution>;
  readonly events: Shelf<HistoryEvent>;
  readonly definitions: Shelf<string>;
  readonly threads: KeptThreads;
}

interface Known {
  readonly shelves: Shelves;
  readonly ordinal: number;
  readonly definition: string;
  /** Events that are written. */
  events: number;
}

/** An execution that an earlier run left. */
export interface LeftExecution {
  readonly ordinal: number;
  readonly execution: Execution;
  /** The threads below its root and the root itself, parents first. */
  readonly threads: readonly Thread[];
  /** The text of the definition it runs. */
  readonly definition: string;
}

/** Keeps executions from the turn in which they start: those that changed in a turn are written at its end. */
export class KeptExecutions {
  readonly #journal: Journal;
  readonly #shelves = new Map<string, Shelves>();
  readonly #hashes = new Map<string, string>();
  readonly #known = new WeakMap<Execution, Known>();
  #changed = new Map<Execution, Set<Thread>>();
  #ordinal = 0;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** Takes a state machine into service and gives the executions an earlier run left of it. */
  serve({ arn, name, definitionText }: StateMachine): readonly LeftExecution[] {
    const owner = `the state machine ${name}`;
    const shelves: Shelves = {
      executions: this.#journal.shelf('executions', owner),
      events: this.#journal.shelf('events of executions', owner),
      definitions: this.#journal.shelf('definitions', owner),
      threads: new KeptThreads(this.#journal, owner),
    };
    this.#shelves.set(arn, shelves);
    const definitions = new Map(shelves.definitions.left());
    const hash = createHash('sha256').update(definitionText).digest('base64url');
    this.#hashes.set(arn, hash);
    if (!definitions.has(hash)) shelves.definitions.put(hash, () => definitionText);
    return this.#restore(shelves, definitions);
  }

  /** Takes note that an execution, and one of its threads where it is named, is no longer as it was. */
  noteChange(execution: Execution, thread?: Thread): void {
    if (this.#changed.size === 0) this.#journal.atTurnEnd(() => this.#write());
    const threads = this.#changed.get(execution) ?? new Set();
    this.#changed.set(execution, threads);
    if (thread) threads.add(thread);
  }

  /** Gives up the history of an execution. */
  forgetEvents(execution: Execution): void {
    const known = this.#known.get(execution);
    for (let id = 1; known && id <= known.events; id += 1) known.shelves.events.delete(`${execution.arn} ${id}`);
    if (known) known.events = 0;
  }

  /** Gives up an execution. */
  forget(execution: Execution): void {
    this.forgetEvents(execution);
    this.#changed.delete(execution);
    const shelves = this.#known.get(execution)?.shelves;
    shelves?.executions.delete(execution.arn);
    shelves?.threads.forget(execution);
  }

  #restore(shelves: Shelves, definitions: ReadonlyMap<string, string>): readonly LeftExecution[] {
    const events = Map.groupBy(shelves.events.left(), ([key]) => key.split(' ')[0] ?? '');
    return shelves.executions.left().map(([arn, { ordinal, definition, ...plain }]) => {
      const history = (events.get(arn) ?? []).map(([, event]) => event).sort((one, other) => one.id - other.id);
      const execution: Execution = { ...everyMember, ...plain, events: history, root: undefined };
      const threads = shelves.threads.restore(execution);
      execution.root = threads[0];
      this.#known.set(execution, { shelves, ordinal, definition, events: history.length });
      this.#ordinal = Math.max(this.#ordinal, ordinal);
      return { ordinal, execution, threads, definition: definitions.get(definition) ?? '' };
    });
  }

  #write(): void {
    const changed = this.#changed;
    this.#changed = new Map();
    for (const [execution, threads] of changed) {
      const known = this.#known.get(execution) ?? this.#begin(execution);
      if (!known) continue;
      this.#known.set(execution, known);
      this.#writeExecution(execution, known, threads);
    }
  }

  #begin(execution: Execution): Known | undefined {
    const shelves = this.#shelves.get(execution.machineArn);
    if (!shelves) return undefined;
    this.#ordinal += 1;
    const definition = this.#hashes.get(execution.machineArn) ?? '';
    return { shelves, ordinal: this.#ordinal, definition, events: 0 };
  }

  #writeExecution(execution: Execution, known: Known, threads: ReadonlySet<Thread>): void {
    const { shelves, ordinal, definition } = known;
    shelves.executions.put(execution.arn, () => {
      const { events: _events, root: _root, ...plain } = execution;
      return { ...plain, ordinal, definition };
    });
    for (const event of execution.events.slice(known.events))
      shelves.events.put(`${execution.arn} ${event.id}`, () => event);
    known.events = Math.max(known.events, execution.events.length);
    shelves.threads.write(execution, threads);
  }
}

/** JSON leaves out what is undefined. */
const everyMember = {
  stoppedAt: undefined,
  output: undefined,
  error: undefined,
  cause: undefined,
  redrivenAt: undefined,
};
