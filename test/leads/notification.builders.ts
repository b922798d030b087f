import type { PersonId } from '../../functions/dealers/people/person.ts';
import { dealerWith, leadWith, personWith, wednesdayText } from './sla.builders.ts';

/** A store with two salespeople and their manager. */
export const dealer = dealerWith({
  people: ['sam', 'zoe'].map((id) => personWith(id, 'salesperson')).concat(personWith('mia', 'sales-manager')),
});
/** When the lead changed hands. */
export const at = wednesdayText('10:15');
/** A lead that Sam did not answer, so that Zoe has it. */
export const lead = leadWith({
  customer: {
    firstName: 'Noor',
    lastName: '<b>Haddad</b>',
    emails: ['noor@mail.example'],
    phones: [{ raw: '212-555-0143', e164: '+12125550143' }],
    preferredContact: 'phone',
  },
  vehiclesOfInterest: [
    { year: 2027, make: 'Alder', model: 'Ridge', condition: 'new', interest: 'test-drive' },
    { stockNumber: 'A-17', interest: 'lease' },
  ],
  tradeIns: [{ year: 2015, make: 'Birch', model: 'Cove', interest: 'trade-in' }],
  message: 'Is the blue one still there?',
  assignments: [
    { personId: 'sam' as PersonId, at: wednesdayText('10:00'), reason: 'round-robin' },
    { personId: 'zoe' as PersonId, at, reason: 'unanswered' },
  ],
  escalations: [{ level: 3, run: 1, at, to: 'north-east' }],
});
/** What happened to it, as the rules of notifications are told. */
export const assigned = { kind: 'assigned' as const, personId: 'sam' };
export const reassigned = { kind: 'reassigned' as const, from: 'sam', to: 'zoe', at };
export const warned = {
  kind: 'warned' as const,
  percent: 80,
  at: wednesdayText('10:12'),
  dueAt: lead.sla.firstResponse.dueAt,
  personId: 'sam',
};
export const later = wednesdayText('11:00');
export const resubmitted = { kind: 'resubmitted' as const, tellAt: later };
export const escalated = { kind: 'escalated' as const, level: 3 as const, at, to: 'north-east' };
