import { Temporal } from 'temporal-polyfill';
import type { Calendar } from '../../functions/dealers/calendar/calendar.ts';
import { calendarOf, calendarVersionOf } from '../../functions/dealers/calendar/calendar-version.ts';
import type { Dealer } from '../../functions/dealers/dealer/dealer.ts';
import type { Person, PersonId } from '../../functions/dealers/people/person.ts';
import { rosterOf } from '../../functions/dealers/routing/roster.ts';
import { noTurns } from '../../functions/dealers/routing/rotation.ts';
import { routingDefaultPolicies } from '../../functions/dealers/routing/routing.policy.ts';
import type { Activity, ReportedActivity } from '../../functions/leads/activity/activity.ts';
import { recordActivity } from '../../functions/leads/activity/activity-recording.ts';
import { dateActivity } from '../../functions/leads/activity/activity-time.ts';
import type { Lead, LeadId } from '../../functions/leads/lead/lead.ts';
import { addRequest } from '../../functions/leads/lead/requests.ts';
import { slaPolicies } from '../../functions/leads/sla/sla.policy.ts';
import { decideSla, startSla } from '../../functions/leads/sla/sla.ts';
import type { Team } from '../../functions/leads/sla/sla-step.ts';
import type { OwnerId } from '../../functions/owners/owner-id.ts';
import type { DealerId } from '../../functions/platform/tenant.ts';
import { calendarWith } from '../dealers/calendar.builders.ts';

/** A time on Wednesday 2026-01-07 in the store's zone (`10:07:30`) as an instant. */
export function wednesday(time: string): Temporal.Instant {
  return Temporal.Instant.from(`2026-01-07T${time}-05:00`);
}

/** The same as the text that states and facts carry. */
export function wednesdayText(time: string): string {
  return wednesday(time).toString({ smallestUnit: 'millisecond' });
}

/** Somebody at the store. */
export function personWith(id: string, role: string, given: Partial<Person> = {}): Person {
  return { id: id as PersonId, name: `Name of ${id}`, role, email: `${id}@harbor.example`, ...given };
}

/** A store in New York, Monday to Friday nine to five, with a full ladder. */
export function dealerWith(given: Partial<Dealer> = {}): Dealer {
  return {
    ...calendarWith(),
    dealerId: 'dealer-1' as DealerId,
    version: 1,
    updatedAt: wednesdayText('08:00'),
    name: 'Harbor Motors',
    people: [
      personWith('sam', 'salesperson'),
      personWith('mia', 'sales-manager'),
      personWith('max', 'sales-manager'),
      personWith('gus', 'general-manager'),
    ],
    mailDomains: ['harbor.example'],
    district: { id: 'north-east', name: 'North-East', email: 'north-east@oem.example' },
    ...given,
  };
}

/** Whom the steps of a store's ladder may concern, before anybody had a turn. */
export function teamOf(dealer: Dealer): Team {
  const roster = rosterOf(dealer, { rotation: noTurns }, routingDefaultPolicies.newest);
  return { roster, ...(dealer.district && { district: dealer.district }) };
}

const calendars = new Map<unknown, Calendar>();

/** The calendar by which the clocks of a lead run that was made here. */
export function calendarOfLead({ sla }: Pick<Lead, 'sla'>): Calendar {
  const calendar = typeof sla.calendar === 'string' ? calendars.get(sla.calendar) : sla.calendar;
  if (!calendar) throw new Error('No lead was made with this calendar.');
  return calendar;
}

/** With what an activity is entered into a lead at a time on Wednesday. */
export function termsAt(time: string, lead: Lead = leadWith()) {
  return { calendar: calendarOfLead(lead), now: wednesday(time) };
}

/** A lead received on Wednesday at ten, so due at 10:15, owned by Sam. */
export function leadWith(given: Partial<Lead> = {}, dealer: Dealer = dealerWith()): Lead {
  const receivedAt = given.receivedAt ?? wednesdayText('10:00');
  const stated = { source: { system: 'web' }, vehiclesOfInterest: [], ...given };
  calendars.set(calendarVersionOf(dealer), calendarOf(dealer));
  return {
    leadId: 'lead-1' as LeadId,
    dealerId: dealer.dealerId,
    ownerId: 'owner-1' as OwnerId,
    version: 1,
    status: 'new',
    receivedAt,
    updatedAt: receivedAt,
    source: { system: 'web' },
    customer: { emails: [], phones: [] },
    vehiclesOfInterest: [],
    tradeIns: [],
    assignments: [{ personId: 'sam' as PersonId, at: receivedAt, reason: 'round-robin' }],
    escalations: [],
    resubmissions: [],
    asked: addRequest(undefined, stated, receivedAt),
    recentRequests: [receivedAt],
    score: { value: 0, parts: [] },
    sla: startSla({ dealer, policy: slaPolicies.newest, receivedAt: Temporal.Instant.from(receivedAt) }),
    ...given,
  };
}

/** A lead after an activity that was told at an instant and must be taken, and the facts of it. */
export function tell(lead: Lead, reported: ReportedActivity, now: Temporal.Instant) {
  const dated = dateActivity(lead, reported, now);
  if (dated.kind === 'rejected') throw new Error(dated.errors.map(({ message }) => message).join());
  const terms = { calendar: calendarOfLead(lead), now };
  return { ...recordActivity(lead, dated.activity, terms), activity: dated.activity };
}

/** A connected call to the customer at a time on Wednesday; evidence of an answer. */
export function callAt(time: string, given: Partial<Activity> = {}): Activity {
  return { id: `call-${time}`, kind: 'call', at: wednesdayText(time), evidence: { connected: true }, ...given };
}

/** What facts say a lead of these builders is. */
export const about = { leadId: 'lead-1', dealerId: 'dealer-1' };

/** Wakes the timer at each time in turn, as the machine would. */
export function decideAt(lead: Lead, times: readonly string[], store = dealerWith()) {
  return times.reduce(
    ({ state, facts }, time) => {
      const decision = decideSla(state, teamOf(store), wednesday(time));
      return { kind: decision.kind, state: decision.state, facts: [...facts, ...decision.facts] };
    },
    { kind: '', state: lead, facts: [] as readonly { type: string; data: object }[] },
  );
}
