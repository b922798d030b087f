import type { Dealer } from '../../dealers/dealer/dealer.ts';
import { codeOf } from '../../platform/stable-hash.ts';
import type { Lead } from '../lead/lead.ts';
import type { Occasion } from './notification.ts';

/**
 * An occasion as an event tells it, with codes, made one with the ids of the people and the district it is about: of those at
 * the dealer, and of those the lead has been with. A code of nobody known stays, and belongs to nobody.
 */
export function withIds(occasion: Occasion, lead: Pick<Lead, 'assignments'>, { people, district }: Dealer): Occasion {
  const ids = [
    ...people.map(({ id }) => id),
    ...(district ? [district.id] : []),
    ...lead.assignments.map(({ personId }) => personId),
  ];
  const byCode = new Map<string, string>(ids.map((id) => [codeOf(id), id]));
  const named = Object.entries(occasion).map(([field, value]) =>
    personFields.has(field) ? [field, byCode.get(String(value)) ?? value] : [field, value],
  );
  return Object.fromEntries(named) as Occasion;
}

const personFields = new Set(['personId', 'from', 'to']);
