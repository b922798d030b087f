const MASK = (1n << 48n) - 1n;

/** The first double in [0, 1) that java.util.Random gives for a whole-numbered seed: what AWS answers to $random(seed). */
export function seededRandom(seed: number): number {
  let state = (BigInt(seed) ^ 0x5deece66dn) & MASK;
  const next = (bits: bigint): bigint => {
    state = (state * 0x5deece66dn + 0xbn) & MASK;
    return state >> (48n - bits);
  };
  return Number((next(26n) << 27n) + next(27n)) / 2 ** 53;
}
