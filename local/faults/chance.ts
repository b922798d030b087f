import { randomUUID } from 'node:crypto';
import { Dice } from './dice.ts';

/** Chance for the services of this runtime: real, or drawn from a seed. */
export class Chance {
  #dice: Dice | undefined;
  #seed: string | undefined;

  set seed(seed: string | undefined) {
    this.#seed = seed;
    this.#dice = seed === undefined ? undefined : new Dice(seed);
  }

  get seed(): string | undefined {
    return this.#seed;
  }

  /** A number in [0, 1). */
  random(): number {
    return this.#dice?.draw('random') ?? Math.random();
  }

  /** A version 4 UUID. */
  uuid(): string {
    return this.#dice?.uuid('uuid') ?? randomUUID();
  }
}
