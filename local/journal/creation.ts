import type { Journal } from './journal.ts';

/** Gives the instant at which a resource was created, epoch ms: the one of its first start where a journal remembers it, else `now`. */
export function createdAt(journal: Journal, resource: string, now: number): number {
  const shelf = journal.shelf<number>('instants of creation');
  const known = shelf.left().find(([name]) => name === resource)?.[1];
  if (known === undefined) shelf.put(resource, () => now);
  return known ?? now;
}
