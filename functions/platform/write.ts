import type { Temporal } from 'temporal-polyfill';
import type { Item, Write } from './table.ts';

/** Saves an item as the version after `previous`: it must not exist yet where that is 0, else nobody may have changed it. */
export function upsert(item: Item, previous = 0): Write {
  return previous === 0 ? { kind: 'create', item } : { kind: 'replace', item, from: previous };
}

/** When the table may remove an item that is kept for so many days from an instant on, in seconds since the epoch. */
export function expiresAfter(from: Temporal.Instant, keptDays: number): number {
  return Math.floor(from.epochMilliseconds / 1000) + keptDays * 24 * 60 * 60;
}
