import { Temporal } from 'temporal-polyfill';
import { describe, expect, it, test } from 'vitest';
import type { Lead } from '../../functions/leads/lead/lead.ts';
import { dedupePolicies } from '../../functions/leads/reception/dedupe.policy.ts';
import { resubmissionReason, resubmit } from '../../functions/leads/reception/resubmission.ts';
import { scoringPolicies } from '../../functions/leads/score/score.policy.ts';
import { slaPolicies } from '../../functions/leads/sla/sla.policy.ts';
import type { StatedLead } from '../../functions/leads/stated/stated-lead.ts';
import { codeOf } from '../../functions/platform/stable-hash.ts';
import { dealerWith, leadWith } from './sla.builders.ts';

const received = '2026-01-07T15:00:00.000Z';
const daysOn = (days: number) => Temporal.Instant.from(received).add({ hours: days * 24 });
const dealer = dealerWith();

const asking = (given: Partial<StatedLead> = {}): StatedLead => ({
  source: { system: 'web' },
  customer: { emails: ['other@mail.example'], phones: [] },
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
    const again = resubmit(answered(), asking(), { ...renewal, receivedAt: daysOn(80) }).state;
    expect(resubmissionReason(again, asking(), { policy: dedupePolicies.newest, receivedAt: daysOn(100) })).toBe(
      'same-source',
    );
  });
});

describe('a resubmission', () => {
  it('keeps the first request and stands beside it with its own intent', () => {
    const { state, facts } = resubmit(answered(), asking(), { ...renewal, receivedAt: daysOn(0.5) });
    expect(state).toEqual({
      ...answered(),
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
        },
      },
    ]);
  });

  it('over 24 hours after they last asked is owed another first response; the first stays on record', () => {
    const { state, facts } = resubmit(answered(), asking(), { ...renewal, receivedAt: daysOn(2) });
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
    const { state, facts } = resubmit(lead, asking(), { ...renewal, receivedAt: daysOn(days) });
    expect(state.sla).toEqual(lead.sla);
    expect(facts[0]?.data).not.toHaveProperty('newSla');
  });
});
