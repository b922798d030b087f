import * as fc from 'fast-check';
import type { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { toInstantText } from '../../functions/events/event.ts';
import type { LeadFact } from '../../functions/events/lead.events.ts';
import { type Activity, happenedAt } from '../../functions/leads/activity/activity.ts';
import { recordAddition } from '../../functions/leads/activity/activity-recording.ts';
import type { Lead, LeadId } from '../../functions/leads/lead/lead.ts';
import { receive } from '../../functions/leads/reception/reception.ts';
import { receptionProgrammeAt } from '../../functions/leads/reception/reception-programme.policy.ts';
import { decideSla } from '../../functions/leads/sla/sla.ts';
import type { OwnerId } from '../../functions/owners/owner-id.ts';
import { dealerTenant } from '../support/tenants.ts';
import { calendarOfLead, dealerWith, leadWith, teamOf, tell, wednesday } from './sla.builders.ts';

const team = teamOf(dealerWith());
const received = wednesday('10:00');
const programme = receptionProgrammeAt('2026-01-05T12:00:00.000Z', 'us-east-1');
/** On Friday at ten the person asks again; the ladder of Wednesday has ended by then. */
const askedMinute = 2 * 24 * 60;
const ladderEnd = 6 * 60;

type Happening =
  | { readonly kind: 'wake'; readonly heard: number }
  | { readonly kind: 'request'; readonly heard: number }
  | { readonly kind: 'visit'; readonly minute: number; readonly heard: number };

/** Visits around both due times and far from them, told at once, days later or by a fast clock; the request may have lain in quarantine for a day. */
const minute = fc.oneof(
  fc.integer({ min: 10, max: 40 }),
  fc.integer({ min: askedMinute - 20, max: askedMinute + 40 }),
  fc.integer({ min: 10, max: 4 * 24 * 60 }),
);
const delay = fc.oneof(fc.integer({ min: -10, max: 10 }), fc.integer({ min: 0, max: 3 * 24 * 60 }));
const happenings: fc.Arbitrary<readonly Happening[]> = fc
  .record({
    visits: fc.array(fc.record({ minute, delay }), { maxLength: 6 }),
    wakes: fc.array(fc.oneof(minute, fc.constant(askedMinute + 15)), { maxLength: 6 }),
    quarantined: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 24 * 60 })),
  })
  .map(({ visits, wakes, quarantined }) => [
    ...visits.map(({ minute, delay }) => ({ kind: 'visit' as const, minute, heard: minute + delay })),
    ...[ladderEnd, ...wakes].map((heard) => ({ kind: 'wake' as const, heard })),
    { kind: 'request' as const, heard: askedMinute + quarantined },
  ])
  .map((all) => all.toSorted((one, other) => one.heard - other.heard));

interface Told {
  readonly lead: Lead;
  readonly facts: readonly LeadFact[];
  readonly activities: readonly Activity[];
}

function atMinute(minutes: number): Temporal.Instant {
  return received.add({ minutes });
}

function happen({ lead, facts, activities }: Told, happening: Happening): Told {
  const now = atMinute(happening.heard);
  if (happening.kind === 'wake') {
    const decided = decideSla(lead, team, now);
    return { lead: decided.state, facts: [...facts, ...decided.facts], activities };
  }
  if (happening.kind === 'request') {
    const asked = askAgain(lead, activities, now);
    return { lead: asked.state, facts: [...facts, ...asked.facts], activities };
  }
  const at = toInstantText(atMinute(happening.minute));
  const { state, facts: more, activity } = tell(lead, { id: `visit-${happening.minute}`, kind: 'visit', at }, now);
  return { lead: state, facts: [...facts, ...more], activities: [...activities, activity] };
}

/** The person's second request, taken in now, as the store hands on what is known since it came. */
function askAgain(lead: Lead, activities: readonly Activity[], now: Temporal.Instant) {
  const receivedAt = atMinute(askedMinute);
  const since = activities
    .filter((each) => happenedAt(each) >= toInstantText(receivedAt))
    .toSorted((one, other) => (happenedAt(one) < happenedAt(other) ? -1 : 1));
  const stated = { source: { system: 'web' }, customer: lead.customer, vehiclesOfInterest: [], tradeIns: [] };
  const known = { keys: [], previous: { lead, calendar: calendarOfLead(lead), since } };
  const ids = {
    newLeadId: 'lead-2' as LeadId,
    credentialId: 'c-1',
    newOwnerId: 'owner-2' as OwnerId,
    sentBy: dealerTenant('dealer-1'),
  };
  const decision = receive({ stated, dealer: dealerWith() }, known, { ...ids, programme, receivedAt, now });
  if (decision.kind !== 'resubmitted') throw new Error(`was ${decision.kind}`);
  return decision;
}

function run(all: readonly Happening[]): readonly Told[] {
  const steps: Told[] = [{ lead: leadWith(), facts: [], activities: [] }];
  for (const each of all) steps.push(happen(steps.at(-1) as Told, each));
  return steps;
}

/** When each first response began and was answered first, by what was told in the end. */
function truthOf(all: readonly Happening[]) {
  const answers = all.flatMap((one) => (one.kind === 'visit' ? [Math.min(one.minute, one.heard)] : []));
  const earliest = (from: number, to: number) => {
    const own = answers.filter((answer) => answer >= from && answer < to);
    return own.length > 0 ? toInstantText(atMinute(Math.min(...own))) : undefined;
  };
  return [earliest(0, askedMinute), earliest(askedMinute, Number.POSITIVE_INFINITY)];
}

describe('the answers to two requests of one person, told in any order', () => {
  it('are each the earliest of its own time', () => {
    fc.assert(
      fc.property(happenings, (all) => {
        const last = run(all).at(-1) as Told;
        const { lead } = last;
        const [past, ...others] = lead.pastSlas ?? [];
        expect(others).toEqual([]);
        expect([past?.firstResponse.stoppedAt, lead.sla.firstResponse.stoppedAt]).toEqual(truthOf(all));
        for (const activity of last.activities) {
          const terms = { calendar: calendarOfLead(lead), now: atMinute(9000) };
          expect(recordAddition(lead, activity, terms)).toEqual({ state: lead, facts: [] });
        }
      }),
    );
  });

  it('leave no breach where an answer in time was known when it was decided on', () => {
    fc.assert(
      fc.property(happenings, (all) => {
        const steps = run(all);
        steps.forEach(({ facts }, index) => {
          const before = steps[index - 1];
          for (const { type, data } of facts.slice(before?.facts.length ?? 0)) {
            if (type !== 'lead.sla-breached.v1') continue;
            const { dueAt } = data as { dueAt: string };
            const from = toInstantText(atMinute(dueAt < toInstantText(atMinute(askedMinute)) ? 0 : askedMinute));
            const inTime = before?.activities.filter((each) => happenedAt(each) >= from && happenedAt(each) <= dueAt);
            expect(inTime).toEqual([]);
          }
        });
        const breaches = steps.at(-1)?.facts.filter(({ type }) => type === 'lead.sla-breached.v1') ?? [];
        expect(new Set(breaches.map(({ data }) => JSON.stringify(data))).size).toBe(breaches.length);
      }),
    );
  });
});
