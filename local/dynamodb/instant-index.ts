import type { Item } from './attribute-value.ts';
import { SortedMap } from './sorted-map.ts';
import type { Change } from './table.ts';

/** Orders the items of a table by an instant each may carry. */
export interface InstantIndex {
  note(change: Pick<Change, 'key' | 'after'>): void;
  /** The smallest instant in epoch ms; undefined when no item carries one. */
  smallest(): number | undefined;
  /** The keys of the items whose instant is not after `at`, oldest first. */
  upTo(at: number): string[];
}

/** Instants of every sign sort as text once lifted above zero; what lies more than 3,000 years off (1e14 ms) never comes. */
const lift = 1e14;

/** An empty index by `instantOf` (epoch ms). */
export function createInstantIndex(instantOf: (item: Item) => number | undefined): InstantIndex {
  const ordered = new SortedMap<string>();
  const placeOf = new Map<string, string>();
  return {
    note({ key, after }) {
      const old = placeOf.get(key);
      if (old !== undefined) ordered.delete(old);
      const at = after && instantOf(after);
      if (at === undefined || !(Math.abs(at) <= lift)) {
        placeOf.delete(key);
        return;
      }
      const place = `${textOf(at)}/${key}`;
      placeOf.set(key, place);
      ordered.set(place, key);
    },
    smallest() {
      const first = ordered.first();
      return first && Number(first[0].slice(0, 15)) - lift;
    },
    upTo: (at) => [...ordered.entries({ lt: textOf(at + 1) })].map(([, key]) => key),
  };
}

function textOf(at: number): string {
  return String(Math.floor(at) + lift).padStart(15, '0');
}
