import type { InputError } from '../../platform/problem.ts';
import type { Dealer } from './dealer.ts';

type Named = Pick<Dealer, 'dealerId' | 'name' | 'aliases'>;

/** All that a lead may call a dealer by; what one dealer goes by is nobody else's. */
export function namesOf({ dealerId, name, aliases = [] }: Named): readonly string[] {
  return [dealerId, name, ...aliases];
}

/** The same as leads are routed by it, each once. */
export function foldedNamesOf(dealer: Named): readonly string[] {
  return [...new Set(namesOf(dealer).map(foldName))].filter((name) => name !== '');
}

/** A name as leads are routed by it: case, punctuation and white space do not count. Empty where nothing is left. */
export function foldName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** One error for each place of a dealer where a name stands that others go by. */
export function takenErrors(dealer: Named, taken: readonly string[]): readonly InputError[] {
  const places = namesOf(dealer).map((name, index) => ({
    name,
    path: ['dealerId', 'name'][index] ?? `aliases[${index - 2}]`,
  }));
  return places
    .filter(({ name }) => taken.includes(name))
    .map(({ path }) => ({ path, message: 'is what another store goes by' }));
}
