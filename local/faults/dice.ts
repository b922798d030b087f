import { createHash } from 'node:crypto';

/** Numbers that follow from a seed and from what they are drawn for; what is drawn for something else does not change them. */
export class Dice {
  readonly #seed: string;
  readonly #drawn = new Map<string, number>();

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** The next number in [0, 1) drawn for `what`. */
  draw(what: string): number {
    const times = (this.#drawn.get(what) ?? 0) + 1;
    this.#drawn.set(what, times);
    const hash = createHash('sha256')
      .update(JSON.stringify([this.#seed, what, times]))
      .digest();
    return hash.readUIntBE(0, 6) / 2 ** 48;
  }

  /** A version 4 UUID drawn for `what`. */
  uuid(what: string): string {
    const hex = createHash('sha256')
      .update(`${this.draw(what)} ${what} ${this.#seed}`)
      .digest('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  }
}
