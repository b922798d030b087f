import type { WorkDays } from '../people/duty.ts';
import type { Person, PersonId } from '../people/person.ts';
import type { Rotation } from './rotation.ts';
import type { Routing, RoutingDefaults, RoutingForm } from './routing.ts';

/** What changes with every lead that a dealer gets. */
export interface Load {
  readonly rotation: Rotation;
  /** Leads that are neither sold nor lost, by assignee; absent where the dealer does not ask for the count. */
  readonly openLeads?: ReadonlyMap<PersonId, number>;
}

/** Everything that decides who gets a dealer's next lead. */
export interface Roster extends Load {
  readonly people: readonly Person[];
  readonly workDays: WorkDays;
  readonly routing: Routing;
}

/** What of a dealer a roster is made of. */
export interface RosterFields extends WorkDays {
  readonly people: readonly Person[];
  readonly routing?: RoutingForm;
}

/** A dealer's roster; the turns of who has left are forgotten. */
export function rosterOf(dealer: RosterFields, { rotation, openLeads }: Load, defaults: RoutingDefaults): Roster {
  const { timeZone, holidays, exceptions, people, routing } = dealer;
  const listed = new Set(people.map(({ id }) => id));
  return {
    people,
    workDays: { timeZone, holidays, exceptions },
    routing: { ...defaults, ...routing, roles: routing?.roles ?? defaults.roles, skills: routing?.skills ?? [] },
    rotation: { ...rotation, turns: rotation.turns.filter(({ personId }) => listed.has(personId)) },
    ...(openLeads && { openLeads }),
  };
}

/** Whether who gets a lead depends on how many each person owns. */
export function countsLeads({ people, routing }: Pick<RosterFields, 'people' | 'routing'>): boolean {
  return routing?.policy === 'capacity' || people.some(({ capacity }) => capacity !== undefined);
}

/** How many open leads somebody has, as far as the dealer asks for it. */
export function openLeadsOf({ openLeads }: Roster, personId: PersonId): number {
  return openLeads?.get(personId) ?? 0;
}
