import { InvalidPattern } from './invalid-pattern.ts';
import { ANY, type WildcardToken } from './wildcard.ts';

/**
 * The service refuses rules whose wildcards a worst-case text could be in the middle of in too many ways at once. The
 * limit is not published: `*:*:*:*:*:event-bus/*` (11) and four of `*:stack/x/*` on one field (12) are known to be
 * refused, three (9) to be taken.
 */
const TOO_MANY = 10;

/** So many sets of positions are looked at; beyond it a pattern passes. */
const LARGEST_SEARCH = 1_000;

type Wildcards = readonly (readonly WildcardToken[])[];

/** Throws InvalidPattern when the wildcards of one field are together too complex for the service. */
export function refuseComplex(wildcards: Wildcards): void {
  if (wildcards.length === 0) return;
  const characters = new Set(wildcards.flat().map((token) => (token === ANY ? '' : token)));
  const seen = new Set<string>();
  const open: (readonly ReadonlySet<number>[])[] = [wildcards.map(() => new Set([0]))];
  for (let now = open.pop(); now && seen.size < LARGEST_SEARCH; now = open.pop()) {
    for (const character of characters) {
      const next = now.map((positions, index) => step(wildcards[index] ?? [], positions, character));
      if (next.reduce((sum, { taken }) => sum + taken, 0) >= TOO_MANY) throw new InvalidPattern('Rule is too complex');
      const key = next.map(({ positions }) => [...positions].sort((a, b) => a - b).join(' ')).join('|');
      if (seen.has(key)) continue;
      seen.add(key);
      open.push(next.map(({ positions }) => positions));
    }
  }
}

interface Step {
  readonly positions: ReadonlySet<number>;
  /** Transitions taken; the same position reached in two ways counts twice. */
  readonly taken: number;
}

function step(tokens: readonly WildcardToken[], from: ReadonlySet<number>, character: string): Step {
  const reachable = new Set(from);
  for (const position of from) if (tokens[position] === ANY) reachable.add(position + 1);
  const positions = new Set<number>();
  let taken = 0;
  for (const position of reachable) {
    const token = tokens[position];
    if (token !== ANY && token !== character) continue;
    taken += 1;
    positions.add(token === ANY ? position : position + 1);
  }
  return { positions, taken };
}
