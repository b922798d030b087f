import type { Temporal } from 'temporal-polyfill';
import type { Person, PersonId } from '../dealers/dealer.ts';
import { toInstantText } from '../events/event.ts';
import type { LeadFact } from '../events/lead.events.ts';
import type { Assignment, Lead } from './lead.ts';

/** Who can be given a lead, and whose turn it was last. */
export interface Roster {
  readonly people: readonly Person[];
  readonly lastPersonId?: PersonId;
}

/** What became of an attempt to give a lead to somebody; `nobody` where the store names no one for it. */
export type AssignmentOutcome =
  | {
      readonly kind: 'assigned';
      readonly state: Lead;
      readonly facts: readonly LeadFact[];
      readonly personId: PersonId;
    }
  | { readonly kind: 'unchanged' | 'nobody'; readonly state: Lead; readonly facts: readonly [] };

/** Gives a lead without owner to the salesperson whose turn it is, in a store without any to its sales manager. */
export function assignLead(lead: Lead, roster: Roster, now: Temporal.Instant): AssignmentOutcome {
  if (lead.assignments.length > 0) return { kind: 'unchanged', state: lead, facts: [] };
  const salesperson = nextInTurn('salesperson', roster);
  const person = salesperson ?? nextInTurn('sales-manager', roster);
  if (!person) return { kind: 'nobody', state: lead, facts: [] };
  const assignment: Assignment = {
    personId: person.id,
    at: toInstantText(now),
    reason: salesperson ? 'round-robin' : 'no-salesperson',
  };
  return {
    kind: 'assigned',
    personId: person.id,
    state: { ...lead, assignments: [assignment] },
    facts: [{ type: 'lead.assigned.v1', data: { leadId: lead.leadId, dealerId: lead.dealerId, ...assignment } }],
  };
}

/** Round robin in the order of ids: the first after the last one's, who need not work here any more, else the first. */
function nextInTurn(role: string, { people, lastPersonId }: Roster): Person | undefined {
  const inOrder = people.filter((person) => person.role === role).sort((one, other) => (one.id < other.id ? -1 : 1));
  return inOrder.find(({ id }) => lastPersonId !== undefined && id > lastPersonId) ?? inOrder[0];
}
