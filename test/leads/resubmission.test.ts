import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it, test } from 'vitest';
import type { PersonId } from '../../functions/dealers/people/person.ts';
import { customerOf } from '../../functions/leads/lead/latest-customer.ts';
import type { Lead } from '../../functions/leads/lead/lead.ts';
import { dedupePolicies } from '../../functions/leads/reception/dedupe.policy.ts';
import { resubmissionReason, resubmit } from '../../functions/leads/reception/resubmission.ts';
import { nextMailAt } from '../../functions/leads/reception/resubmission-mail.ts';
import { scoringPolicies } from '../../functions/leads/score/score.policy.ts';
import { slaPolicies } from '../../functions/leads/sla/sla.policy.ts';
import type { Customer, StatedLead } from '../../functions/leads/stated/stated-lead.ts';
import { codeOf } from '../../functions/platform/stable-hash.ts';
import { dealerWith, leadWith } from './sla.builders.ts';

const received = '2026-01-07T15:00:00.000Z';
const daysOn = (days: number) => Temporal.Instant.from(received).add({ minutes: Math.round(days * 24 * 60) });
const dealer = dealerWith();

const asking = (given: Partial<StatedLead> = {}): StatedLead => ({
  source: { system: 'web' },
  customer: { emails: [], phones: [] },
  vehiclesOfInterest: [{ model: 'Cove', interest: 'lease' }],
  tradeIns: [],
  message: 'And a Cove?',
  ...given,
});

const renewal = {
  reason: 'same-source',
  dealer,
  sla: slaPolicies.newest,
  dedupe: dedupePolicies.newest,
  scoring: scoringPolicies.newest,
} as const;
/** Entered when it comes. */
const at = (receivedAt: Temporal.Instant) => ({ ...renewal, receivedAt, now: receivedAt });
/** A lead whose clock was stopped, as most are by the time somebody asks again. */
const answered = (given: Partial<Lead> = {}): Lead => {
  const lead = leadWith({ receivedAt: received, ...given });
  const firstResponse = { ...lead.sla.firstResponse, stoppedAt: '2026-01-07T15:05:00.000Z' };
  return { ...lead, sla: { ...lead.sla, firstResponse } };
};

describe('a person who asks again at the store', () => {
  test.each([
    ['an hour later, same source', 'web', 1 / 24, 'same-source'],
    ['after 30 days, same source', 'web', 30, 'same-source'],
    ['after 31 days, same source', 'web', 31, 'any-source'],
    ['an hour later, another source', 'portal', 1 / 24, 'any-source'],
    ['after 90 days, another source', 'portal', 90, 'any-source'],
    ['after 91 days', 'web', 91, undefined],
  ])('%s', (_when, system, days, reason) => {
    const given = { policy: dedupePolicies.newest, receivedAt: daysOn(days) };
    expect(resubmissionReason(answered(), { source: { system } }, given)).toBe(reason);
  });

  test.each(['sold', 'lost'] as const)('has a new lead once the first is %s', (status) => {
    const given = { policy: dedupePolicies.newest, receivedAt: daysOn(1) };
    expect(resubmissionReason(answered({ status }), asking(), given)).toBeUndefined();
  });

  test('is counted from when they last asked', () => {
    const again = resubmit(answered(), asking(), at(daysOn(80))).state;
    expect(resubmissionReason(again, asking(), { policy: dedupePolicies.newest, receivedAt: daysOn(100) })).toBe(
      'same-source',
    );
  });
});

describe('a resubmission', () => {
  it('keeps the first request and stands beside it with its own intent', () => {
    const { state, facts } = resubmit(answered(), asking(), at(daysOn(0.5)));
    expect(state).toEqual({
      ...answered(),
      resubmissionMailAt: '2026-01-08T03:00:00.000Z',
      resubmissions: [
        {
          at: '2026-01-08T03:00:00.000Z',
          source: { system: 'web' },
          vehiclesOfInterest: [{ model: 'Cove', interest: 'lease' }],
          message: 'And a Cove?',
          reason: 'same-source',
        },
      ],
      asked: { times: 2, lastAt: '2026-01-08T03:00:00.000Z', systems: ['web'], details: ['model'], testDrive: false },
      score: { value: 29, parts: state.score.parts },
    });
    expect(facts).toEqual([
      {
        type: 'lead.resubmitted.v1',
        data: {
          leadId: 'lead-1',
          dealerId: 'dealer-1',
          ownerId: 'owner-1',
          at: '2026-01-08T03:00:00.000Z',
          source: { system: codeOf('web') },
          reason: 'same-source',
          tellAt: '2026-01-08T03:00:00.000Z',
        },
      },
    ]);
  });

  it('over 24 hours after the last one began is owed another first response; the first stays on record', () => {
    const { state, facts } = resubmit(answered(), asking(), at(daysOn(2)));
    expect(state.sla.firstResponse).toEqual({
      dueAt: '2026-01-09T15:15:00.000Z',
      dueAt24x7: '2026-01-09T15:15:00.000Z',
    });
    const { policy, startedAt, calendar, firstResponse } = answered().sla;
    expect(state.sla.run).toBe(2);
    expect(state.pastSlas).toEqual([{ run: 1, policy, startedAt, calendar, firstResponse }]);
    const newSla = { dueAt: '2026-01-09T15:15:00.000Z', wakeAt: '2026-01-09T15:07:30.000Z', run: 2 };
    expect(facts[0]?.data).toMatchObject({ newSla });
  });

  it.each([
    ['at 24 hours', answered(), 1],
    ['while the first response is still running', leadWith({ receivedAt: received }), 3],
  ])('%s keeps the clock as it is', (_when, lead, days) => {
    const { state, facts } = resubmit(lead, asking(), at(daysOn(days)));
    expect(state.sla).toEqual(lead.sla);
    expect(facts[0]?.data).not.toHaveProperty('newSla');
  });

  it('every day is owed another first response each time, counted from when the last one began', () => {
    const everyTwelveHours = [0.5, 1, 1.5].reduce(
      (lead, days) => resubmit(lead, asking(), at(daysOn(days))).state,
      answered(),
    );
    expect(everyTwelveHours.sla).toMatchObject({ run: 2, startedAt: '2026-01-09T03:00:00.000Z' });
  });

  it('is owed another first response at once where nobody answered until the ladder was over', () => {
    const open = leadWith({ receivedAt: received });
    const steps = open.sla.steps.map((step) => ({ ...step, doneAt: step.dueAt }));
    const unanswered = { ...open, sla: { ...open.sla, steps } };
    expect(resubmit(unanswered, asking(), at(daysOn(0.9))).state.sla.run).toBe(2);
  });

  describe('states the customer otherwise', () => {
    const customer = { fullName: 'Ada Ash', emails: ['ada@mail.example'], phones: [{ raw: '212-555-0100' }] };
    const first = answered({ customer });
    const again = (lead: Lead, days: number, stated: Partial<Customer>) =>
      resubmit(lead, asking({ customer: { emails: [], phones: [], ...stated } }), at(daysOn(days))).state;
    const newPhones = [{ raw: '646-555-0221', e164: '+16465550221' }];

    it.each<[string, Partial<Customer>, Partial<Customer> | undefined]>([
      ['with nothing new', customer, undefined],
      ['with nothing at all', {}, undefined],
      ['with another number', { ...customer, phones: newPhones }, { phones: newPhones }],
      [
        'with another address and wish',
        { city: 'Pier', preferredContact: 'sms' },
        { city: 'Pier', preferredContact: 'sms' },
      ],
      ['with an unusable e-mail', { unusableEmails: ['n/a'] }, { unusableEmails: ['n/a'] }],
    ])('%s', (_with, stated, otherwise) => {
      expect(again(first, 0.1, stated).resubmissions[0]?.customer).toEqual(otherwise);
    });

    it('shows the newest of each, and leaves the first as it was', () => {
      const lead = again(again(first, 0.1, { phones: newPhones, city: 'Pier' }), 0.2, { city: 'Quay' });
      expect(lead.customer).toEqual(customer);
      expect(lead.latestCustomer).toEqual({ phones: newPhones, city: 'Quay', at: '2026-01-07T19:48:00.000Z' });
      expect(customerOf(lead)).toMatchObject({ fullName: 'Ada Ash', phones: newPhones, city: 'Quay' });
      expect(again(lead, 0.3, customer).resubmissions.at(-1)?.customer).toEqual({ phones: customer.phones });
    });

    it('and what came late replaces nothing newer', () => {
      const lead = again(again(first, 0.2, { city: 'Quay' }), 0.1, { city: 'Pier', postalCode: '00501' });
      expect(lead.latestCustomer).toEqual({ city: 'Quay', postalCode: '00501', at: '2026-01-07T19:48:00.000Z' });
    });

    it('in more ways than anybody has is kept whole, and ten of them as the newest', () => {
      const emails = Array.from({ length: 50 }, (_, each) => `${each}@mail.example`);
      const lead = again(first, 0.1, { emails });
      expect(lead.resubmissions[0]?.customer?.emails).toEqual(emails);
      expect(lead.latestCustomer?.emails).toHaveLength(10);
    });
  });
});

describe('whoever has the lead is mailed of a resubmission', () => {
  const assignments = [{ personId: 'salesperson-1' as PersonId, at: received, reason: 'round-robin' }];
  const now = '2026-01-07T16:00:00.000Z';

  test.each([
    ['the first time', assignments, undefined, now],
    ['over an hour after the last mail', assignments, '2026-01-07T14:59:59.999Z', now],
    ['an hour after the last mail', assignments, '2026-01-07T15:00:00.000Z', now],
    ['soon after the last mail', assignments, '2026-01-07T15:10:00.000Z', '2026-01-07T16:10:00.000Z'],
    ['in the instant of the last mail', assignments, now, '2026-01-07T17:00:00.000Z'],
    ['while a mail is still to come', assignments, '2026-01-07T16:20:00.000Z', undefined],
    ['while nobody has the lead', [], undefined, undefined],
  ])('%s', (_when, given, resubmissionMailAt, tellAt) => {
    const lead = { assignments: given, ...(resubmissionMailAt !== undefined && { resubmissionMailAt }) };
    expect(nextMailAt(lead, Temporal.Instant.from(now))).toBe(tellAt);
  });

  test('however often they ask, at most once an hour and of every request', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 120 }), { maxLength: 40 }), (pauses) => {
        let minutes = 0;
        const state: { resubmissionMailAt?: string } = {};
        const mails: number[] = [];
        for (const pause of pauses) {
          minutes += pause;
          const asked = Temporal.Instant.from(received).add({ minutes });
          const tellAt = nextMailAt({ assignments, ...state }, asked);
          if (tellAt !== undefined) {
            mails.push(Date.parse(tellAt));
            state.resubmissionMailAt = tellAt;
          }
          const next = mails.at(-1) ?? 0;
          expect(next).toBeGreaterThanOrEqual(asked.epochMilliseconds);
          expect(next - asked.epochMilliseconds).toBeLessThanOrEqual(60 * 60_000);
        }
        expect(mails.every((mail, each) => each === 0 || mail - (mails[each - 1] ?? 0) >= 60 * 60_000)).toBe(true);
      }),
    );
  });
});
