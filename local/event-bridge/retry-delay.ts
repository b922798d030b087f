import { createHash } from 'node:crypto';

const FIRST_MS = 1_000;
const LONGEST_MS = 600_000;

/**
 * How long the try after `retries` further tries waits, in milliseconds: doubling from a second to ten minutes, by at
 * most half less, which fits AWS's 185 tries into its 24 hours. `seed` decides the jitter, so that a run repeats itself.
 */
export function retryDelay(seed: string, retries: number): number {
  const full = Math.min(FIRST_MS * 2 ** retries, LONGEST_MS);
  const dice = createHash('sha256').update(`${seed} ${retries}`).digest().readUInt32BE(0) / 2 ** 32;
  return Math.round(full * (1 - dice / 2));
}
