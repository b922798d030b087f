/** Chance that comes out the same for the same seed. */
export interface Chance {
  /** A whole number in [0, limit). */
  below(limit: number): number;
}

/** A linear congruential generator with the constants of Numerical Recipes; its high bits are good enough to mutate documents. */
export function seededChance(seed: number): Chance {
  let state = seed >>> 0;
  return {
    below(limit) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * limit);
    },
  };
}
