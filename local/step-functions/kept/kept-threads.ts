import type { Journal, Shelf } from '../../journal/journal.ts';
import type { Execution, FanOut, Thread } from '../execution/execution.ts';
import { readThread, type WrittenThread, writeThread } from './written-thread.ts';

/** What is on the shelves of one execution's threads. */
interface Kept {
  readonly numbers: Map<Thread, number>;
  /** The fan-out with which each thread was last written. */
  readonly fanOuts: Map<Thread, FanOut>;
  root: Thread | undefined;
  next: number;
}

/** Keeps where the executions of one state machine stand: each thread by itself, under a number of its own. */
export class KeptThreads {
  readonly #threads: Shelf<WrittenThread>;
  readonly #items: Shelf<readonly unknown[]>;
  readonly #kept = new Map<Execution, Kept>();
  /** What earlier runs left, by execution. */
  readonly #left: ReadonlyMap<string, readonly (readonly [number, WrittenThread])[]>;
  readonly #leftItems: ReadonlyMap<string, readonly unknown[]>;

  constructor(journal: Journal, owner: string) {
    this.#threads = journal.shelf('threads of executions', owner);
    this.#items = journal.shelf('items of maps', owner);
    const numbered = this.#threads.left().map(([key, written]) => ({ ...parseKey(key), written }));
    const grouped = Map.groupBy(numbered, ({ arn }) => arn);
    this.#left = new Map(
      [...grouped].map(([arn, group]) => [arn, group.map(({ number, written }) => [number, written])]),
    );
    this.#leftItems = new Map(this.#items.left());
  }

  /** Reads the threads of an execution that an earlier run left, those that were made first first; the first is its root. */
  restore(execution: Execution): readonly Thread[] {
    const threads = new Map<number, Thread>();
    const kept: Kept = { numbers: new Map(), fanOuts: new Map(), root: undefined, next: 1 };
    this.#kept.set(execution, kept);
    const left = this.#left.get(execution.arn) ?? [];
    for (const [number, written] of [...left].sort(([one], [other]) => one - other)) {
      const parent = written.parent === undefined ? undefined : threads.get(written.parent);
      const thread = readThread(written, parent, this.#leftItems.get(keyOf(execution, number)));
      if (parent?.fanOut) parent.fanOut.children[thread.index] = thread;
      threads.set(number, thread);
      kept.numbers.set(thread, number);
      kept.next = number + 1;
      if (thread.fanOut) kept.fanOuts.set(thread, thread.fanOut);
    }
    [kept.root] = threads.values();
    return [...threads.values()];
  }

  /** Writes those of the threads that still belong to the execution, and takes away what no longer does. */
  write(execution: Execution, changed: ReadonlySet<Thread>): void {
    const kept = this.#kept.get(execution) ?? { numbers: new Map(), fanOuts: new Map(), root: execution.root, next: 1 };
    this.#kept.set(execution, kept);
    if (kept.root && kept.root !== execution.root) this.#drop(execution, kept, kept.root);
    kept.root = execution.root;
    for (const thread of changed) this.#write(execution, kept, thread);
  }

  /** Takes away all threads of an execution. */
  forget(execution: Execution): void {
    const kept = this.#kept.get(execution);
    if (kept) for (const thread of [...kept.numbers.keys()]) this.#take(execution, kept, thread);
    this.#kept.delete(execution);
  }

  #write(execution: Execution, kept: Kept, thread: Thread): void {
    if (!belongs(execution, thread)) {
      this.#drop(execution, kept, thread);
      return;
    }
    const number = this.#numberOf(kept, thread);
    const parent = thread.parent && this.#numberOf(kept, thread.parent);
    this.#threads.put(keyOf(execution, number), () => writeThread(thread, parent));
    if (kept.fanOuts.get(thread) !== thread.fanOut) this.#changeFanOut(execution, kept, thread);
  }

  #changeFanOut(execution: Execution, kept: Kept, thread: Thread): void {
    const key = keyOf(execution, this.#numberOf(kept, thread));
    const before = kept.fanOuts.get(thread);
    for (const child of before?.children ?? []) if (child) this.#drop(execution, kept, child);
    if (before?.items) this.#items.delete(key);
    kept.fanOuts.delete(thread);
    const { fanOut } = thread;
    if (fanOut) kept.fanOuts.set(thread, fanOut);
    const items = fanOut?.items;
    if (items) this.#items.put(key, () => items);
  }

  /** Parents have lower numbers than their children: they are read first. */
  #numberOf(kept: Kept, thread: Thread): number {
    const known = kept.numbers.get(thread);
    if (known !== undefined) return known;
    if (thread.parent) this.#numberOf(kept, thread.parent);
    const number = kept.next;
    kept.next += 1;
    kept.numbers.set(thread, number);
    return number;
  }

  /** Takes a thread and all below it away. */
  #drop(execution: Execution, kept: Kept, thread: Thread): void {
    for (const fanOut of [kept.fanOuts.get(thread), thread.fanOut])
      for (const child of fanOut?.children ?? []) if (child) this.#drop(execution, kept, child);
    this.#take(execution, kept, thread);
  }

  #take(execution: Execution, kept: Kept, thread: Thread): void {
    const number = kept.numbers.get(thread);
    if (number === undefined) return;
    kept.numbers.delete(thread);
    const fanOut = kept.fanOuts.get(thread);
    kept.fanOuts.delete(thread);
    const key = keyOf(execution, number);
    this.#threads.delete(key);
    if (fanOut?.items) this.#items.delete(key);
  }
}

/** Whether a thread still stands below the execution's root. */
function belongs(execution: Execution, thread: Thread): boolean {
  const { parent } = thread;
  if (!parent) return execution.root === thread;
  return parent.fanOut?.children[thread.index] === thread && belongs(execution, parent);
}

function keyOf({ arn }: Execution, number: number): string {
  return `${arn} ${number}`;
}

function parseKey(key: string): { readonly arn: string; readonly number: number } {
  const [arn = '', number] = key.split(' ');
  return { arn, number: Number(number) };
}
