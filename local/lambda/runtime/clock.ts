/**
 * Virtual time in memory that all execution environments share: the main thread sets it, workers only read it.
 * Slots: virtual now in ms, the machine's monotonic ms at that moment, and whether time runs on by itself (0 or 1).
 */
export interface SharedClock {
  readonly memory: SharedArrayBuffer;
  /** Puts the clock to `now`, epoch ms. */
  set(now: number): void;
}

const slots = 3;

const monotonic = (): bigint => process.hrtime.bigint() / 1_000_000n;

/** Makes the clock; `running` for time that passes between two settings, as it does with the real clock. */
export function createSharedClock(running: boolean): SharedClock {
  const memory = new SharedArrayBuffer(slots * BigInt64Array.BYTES_PER_ELEMENT);
  const view = new BigInt64Array(memory);
  Atomics.store(view, 2, running ? 1n : 0n);
  return {
    memory,
    set(now) {
      Atomics.store(view, 0, BigInt(Math.floor(now)));
      Atomics.store(view, 1, monotonic());
    },
  };
}

/** Gives the function that reads virtual now, epoch ms, from a clock's memory. */
export function clockReader(memory: SharedArrayBuffer): () => number {
  const view = new BigInt64Array(memory);
  return () => {
    const passed = Atomics.load(view, 2) === 1n ? monotonic() - Atomics.load(view, 1) : 0n;
    return Number(Atomics.load(view, 0) + passed);
  };
}
