/** A timer in the heap. `order` is the number under which it was set: it decides between timers of one instant. */
export interface HeapEntry {
  readonly at: number;
  readonly order: number;
  /** Where it stands in the heap, kept by the heap; -1 when it is not in it. */
  position: number;
}

/** A binary heap of timers, earliest first; an entry is removed wherever it stands, in logarithmic time. */
export class TimerHeap<Entry extends HeapEntry> {
  readonly #entries: Entry[] = [];

  /** The earliest timer, or undefined when none is set. */
  first(): Entry | undefined {
    return this.#entries[0];
  }

  add(entry: Entry): void {
    this.#entries.push(entry);
    this.#rise(entry, this.#entries.length - 1);
  }

  /** Takes `entry` out; one that is not in the heap any more is left alone. */
  remove(entry: Entry): void {
    const gap = entry.position;
    if (gap < 0) return;
    entry.position = -1;
    const last = this.#entries.pop();
    if (last === undefined || last === entry) return;
    this.#rise(last, gap);
    this.#sink(last, last.position);
  }

  #rise(entry: Entry, from: number): void {
    let at = from;
    while (at > 0) {
      const parentAt = (at - 1) >> 1;
      const parent = this.#entries[parentAt];
      if (parent === undefined || !before(entry, parent)) break;
      this.#put(parent, at);
      at = parentAt;
    }
    this.#put(entry, at);
  }

  #sink(entry: Entry, from: number): void {
    let at = from;
    for (;;) {
      const child = this.#smallerChild(at);
      if (child === undefined || !before(child, entry)) break;
      const childAt = child.position;
      this.#put(child, at);
      at = childAt;
    }
    this.#put(entry, at);
  }

  #smallerChild(at: number): Entry | undefined {
    const left = this.#entries[2 * at + 1];
    const right = this.#entries[2 * at + 2];
    if (left === undefined || right === undefined) return left;
    return before(right, left) ? right : left;
  }

  #put(entry: Entry, at: number): void {
    this.#entries[at] = entry;
    entry.position = at;
  }
}

function before(one: HeapEntry, other: HeapEntry): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}
