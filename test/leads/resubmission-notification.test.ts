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
function mailOf(occasion: Occasion, reason = 'unanswered', given: Parameters<typeof leadWith>[0] = {}) {
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
    ...given,
  });
  return notificationsFor(lead, dealer, { occasion })[0]?.mail;
}

it('says to whoever has the lead what its customer asks for, and how they are reached now', () => {
  const mail = mailOf({ kind: 'resubmitted', tellAt: later });
  expect(mail?.subject).toBe('The customer of a lead of yours asks again');
  const lines = [
    'Asks now about: Cove (lease)',
    'Asked again: 2026-01-07 11:00',
    'Reach them now: 646-555-0221',
    'Prefers now: sms',
    'use my new number',
  ];
  for (const line of lines) expect(mail?.text).toContain(line);
});

it.each([
  ['another name', { fullName: 'Ben Okafor' }, true],
  ['their first and last name', { firstName: 'Ben', lastName: 'Okafor' }, true],
  ['no name', {}, false],
])('says whom to ask for where %s is stated with the same address', (_what, names, isSaid) => {
  const latestCustomer = { at: later, emails: ['both@mail.example'], phones: [], ...names };
  const mail = mailOf({ kind: 'resubmitted', tellAt: later }, undefined, { latestCustomer });
  expect(mail?.text.includes('Signs now as: Ben Okafor')).toBe(isSaid);
  expect(mail?.text).toContain('Reach them now: both@mail.example');
});

it('says under which name each way was stated, where several people share an address', () => {
  const asked = (hour: string, customer: object) => ({
    at: wednesdayText(hour),
    source: { system: 'web' },
    vehiclesOfInterest: [],
    reason: 'same-source' as const,
    customer,
  });
  const resubmissions = [
    asked('11:00', { fullName: 'Ben Okafor', phones: [{ raw: '646-555-0111' }] }),
    asked('12:00', { fullName: 'Carla Haddad', phones: [{ raw: '646-555-0122' }] }),
    asked('13:00', { emails: ['carla@mail.example'] }),
  ];
  const latestCustomer = {
    at: wednesdayText('13:00'),
    fullName: 'Carla Haddad',
    emails: ['carla@mail.example'],
    phones: [{ raw: '646-555-0122' }, { raw: '646-555-0111' }, { raw: '646-555-0100' }],
  };
  const mail = mailOf({ kind: 'resubmitted', tellAt: later }, undefined, { resubmissions, latestCustomer });
  expect(mail?.text).toContain('Signs now as: Carla Haddad');
  // Of one nobody remembers who stated it.
  expect(mail?.text).toContain(
    'Reach them now: 646-555-0122, 646-555-0111 (Ben Okafor), 646-555-0100, carla@mail.example',
  );
});

it('asks about a car once, however often its customer does', () => {
  const car = { model: 'Cove', interest: 'lease' as const };
  const mail = mailOf({ kind: 'resubmitted', tellAt: later }, undefined, { vehiclesOfInterest: [car] });
  expect(mail?.text).toContain('Asks about: Cove (lease)');
  expect(mail?.text).not.toContain('Asks now about');
});

it('says to whoever gets the lead for it whose it was, and why it is theirs', () => {
  const mail = mailOf({ kind: 'reassigned', from: 'sam', to: 'zoe', at }, 'off-duty');
  expect(mail?.text).toContain('asks again, and Name of sam, whose it was, is not on duty');
  expect(mail?.text).toContain('Reach them now: 646-555-0221');
});

it.each<[string, string, Parameters<typeof leadWith>[0], boolean]>([
  ['who got the lead at that very instant, for another reason', 'unanswered', {}, true],
  ['who got it then because of it', 'off-duty', {}, false],
  ['of a lead that is closed since', 'unanswered', { status: 'lost' }, false],
])('tells whoever has the lead, %s: %s', (_who, reason, given, isTold) => {
  const assignments = assignmentsFor(reason).map((each, nth) => (nth === 1 ? { ...each, at: later } : each));
  expect(mailOf({ kind: 'resubmitted', tellAt: later }, reason, { assignments, ...given }) !== undefined).toBe(isTold);
});

it('says nothing more to whoever got the lead since its customer asked', () => {
  const assignments = assignmentsFor('unanswered').map((each) => ({ ...each, at: wednesdayText('11:30') }));
  expect(
    mailOf({ kind: 'resubmitted', tellAt: wednesdayText('12:00') }, 'unanswered', { assignments }),
  ).toBeUndefined();
});

it('tells how the customer is reached where people can open the lead nowhere, and only there', () => {
  const given = { customer: { emails: ['ida@mail.example'], phones: [{ raw: '646-555-0100' }], fullName: 'Ida' } };
  const lead = leadWith({ assignments: assignmentsFor('unanswered'), ...given });
  const occasion = { kind: 'assigned', personId: 'zoe' } as const;
  const textWith = (publicUrl?: string) =>
    notificationsFor(lead, dealer, { occasion, ...(publicUrl !== undefined && { publicUrl }) })[0]?.mail.text;
  expect(textWith()).toContain('Reach them: 646-555-0100, ida@mail.example');
  expect(textWith('https://leads.example')).not.toContain('646-555-0100');
});
