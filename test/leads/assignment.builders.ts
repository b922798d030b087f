import type { Dealer } from '../../functions/dealers/dealer/dealer.ts';
import type { Person } from '../../functions/dealers/people/person.ts';
import { type Load, type Roster, rosterOf } from '../../functions/dealers/routing/roster.ts';
import { noTurns } from '../../functions/dealers/routing/rotation.ts';
import { routingDefaultPolicies } from '../../functions/dealers/routing/routing.policy.ts';
import { dealerWith } from './sla.builders.ts';

/** The roster of a store with just these people. */
export function rosterWith(
  people: readonly Person[],
  { rotation = noTurns, openLeads, ...store }: Partial<Dealer> & Partial<Load> = {},
): Roster {
  const load = { rotation, ...(openLeads && { openLeads }) };
  return rosterOf(dealerWith({ ...store, people }), load, routingDefaultPolicies.newest);
}
