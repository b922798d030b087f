import { expect, it } from 'vitest';
import type { PersonId } from '../../functions/dealers/people/person.ts';
import { notificationsFor, type Occasion } from '../../functions/leads/notification/notification.ts';
import { dealerWith, leadWith, personWith, wednesdayText } from './sla.builders.ts';

const dealer = dealerWith({ people: ['sam', 'zoe'].map((id) => personWith(id, 'salesperson')) });
const at = wednesdayText('10:15');
const later = wednesdayText('11:00');
const assignmentsFor = (reason: string) => [
  { personId: 'sam' as PersonId, at: wednesdayText('10:00'), reason: 'round-robin' },
  { personId: 'zoe' as PersonId, at, reason },
];

/** What of a lead whose person asked again at eleven, with another number and for another car, somebody reads. */
function mailOf(occasion: Occasion, reason = 'unanswered') {
  const lead = leadWith({
    assignments: assignmentsFor(reason),
    latestCustomer: { phones: [{ raw: '646-555-0221' }], preferredContact: 'sms', at: later },
    resubmissions: [
      {
        at: later,
        source: { system: 'web' },
        vehiclesOfInterest: [{ model: 'Cove', interest: 'lease' }],
        message: 'Please use my new number',
        reason: 'same-source',
      },
    ],
  });
  return notificationsFor(lead, dealer, { occasion })[0]?.mail;
}

it('says to whoever has the lead what its customer asks for, and how they are reached now', () => {
  const mail = mailOf({ kind: 'resubmitted', tellAt: later });
  expect(mail?.subject).toBe('The customer of a lead of yours asks again');
  const lines = [
    'Asks now about: Cove (lease)',
    'Reach them now: 646-555-0221',
    'Prefers now: sms',
    'use my new number',
  ];
  for (const line of lines) expect(mail?.text).toContain(line);
});

it('says to whoever gets the lead for it whose it was, and why it is theirs', () => {
  const mail = mailOf({ kind: 'reassigned', from: 'sam', to: 'zoe', at }, 'off-duty');
  expect(mail?.text).toContain('asks again, and Name of sam, whose it was, is not on duty');
  expect(mail?.text).toContain('Reach them now: 646-555-0221');
});
