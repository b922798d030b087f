/** Bounds of a walk, each a key; without bounds the walk covers everything. */
export interface Range {
  readonly gte?: string;
  readonly gt?: string;
  readonly lt?: string;
  readonly lte?: string;
  readonly reverse?: boolean;
}

interface Chunk<V> {
  readonly keys: string[];
  readonly values: V[];
}

/** Small enough that an insertion moves little, large enough that the list of chunks stays short. */
const fullChunk = 256;

/** A map in the order of its keys (by UTF-16 code unit), kept in chunks so that a million entries cost little to insert into. */
export class SortedMap<V> {
  readonly #chunks: Chunk<V>[] = [{ keys: [], values: [] }];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get(key: string): V | undefined {
    const chunk = this.#chunkFor(key);
    const at = lowerBound(chunk.keys, key);
    return chunk.keys[at] === key ? chunk.values[at] : undefined;
  }

  set(key: string, value: V): void {
    const chunk = this.#chunkFor(key);
    const at = lowerBound(chunk.keys, key);
    if (chunk.keys[at] === key) {
      chunk.values[at] = value;
      return;
    }
    chunk.keys.splice(at, 0, key);
    chunk.values.splice(at, 0, value);
    this.#size += 1;
    if (chunk.keys.length > fullChunk) this.#split(chunk);
  }

  delete(key: string): boolean {
    const chunk = this.#chunkFor(key);
    const at = lowerBound(chunk.keys, key);
    if (chunk.keys[at] !== key) return false;
    chunk.keys.splice(at, 1);
    chunk.values.splice(at, 1);
    this.#size -= 1;
    if (chunk.keys.length === 0 && this.#chunks.length > 1) this.#chunks.splice(this.#chunks.indexOf(chunk), 1);
    return true;
  }

  /** The smallest key with its value. */
  first(): readonly [string, V] | undefined {
    for (const entry of this.entries()) return entry;
    return undefined;
  }

  /** Walks the entries within the bounds. The map must not change during a walk. */
  *entries(range: Range = {}): Generator<readonly [string, V]> {
    const beyond = range.reverse ? -1 : 1;
    for (const entry of this.#walk(range)) {
      const side = sideOf(entry[0], range);
      if (side === beyond) return;
      if (side === 0) yield entry;
    }
  }

  /** Every entry from the chunk on in which the range begins. */
  *#walk({ reverse = false, ...range }: Range): Generator<readonly [string, V]> {
    const start = reverse ? (range.lte ?? range.lt) : (range.gte ?? range.gt);
    const step = reverse ? -1 : 1;
    let at = reverse ? this.#chunks.length - 1 : 0;
    if (start !== undefined) at = this.#chunkIndex(start);
    for (let chunk = this.#chunks[at]; chunk; at += step, chunk = this.#chunks[at]) {
      for (let i = reverse ? chunk.keys.length - 1 : 0; i >= 0 && i < chunk.keys.length; i += step)
        yield [chunk.keys[i] as string, chunk.values[i] as V];
    }
  }

  #split(chunk: Chunk<V>): void {
    const half = chunk.keys.length >> 1;
    const rest = { keys: chunk.keys.splice(half), values: chunk.values.splice(half) };
    this.#chunks.splice(this.#chunks.indexOf(chunk) + 1, 0, rest);
  }

  #chunkFor(key: string): Chunk<V> {
    const chunk = this.#chunks[this.#chunkIndex(key)];
    if (!chunk) throw new RangeError('a sorted map without chunks');
    return chunk;
  }

  /** The last chunk whose first key is not beyond the key. */
  #chunkIndex(key: string): number {
    let [low, high] = [0, this.#chunks.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#chunks[middle]?.keys[0] ?? '') <= key) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function lowerBound(keys: readonly string[], key: string): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** −1 below the range, 0 inside, 1 above it. */
function sideOf(key: string, range: Range): -1 | 0 | 1 {
  if (range.gte !== undefined && key < range.gte) return -1;
  if (range.gt !== undefined && key <= range.gt) return -1;
  if (range.lt !== undefined && key >= range.lt) return 1;
  if (range.lte !== undefined && key > range.lte) return 1;
  return 0;
}
