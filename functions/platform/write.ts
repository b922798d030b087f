import type { StoredItem, Write } from './table.ts';

/** Saves an item as the version after `previous`: it must not exist yet where that is 0, else nobody may have changed it. */
export function upsert(item: StoredItem, previous = 0): Write {
  return previous === 0 ? { kind: 'create', item } : { kind: 'replace', item, from: previous };
}
