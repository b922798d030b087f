import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it, test } from 'vitest';
import type { FollowUps } from '../../functions/leads/lead/follow-up-task.ts';
import type { Lead, LeadId } from '../../functions/leads/lead/lead.ts';
import {
  type Arrival,
  type Known,
  type ReceptionDecision,
  receive,
} from '../../functions/leads/reception/reception.ts';
import { receptionProgrammeAt } from '../../functions/leads/reception/reception-programme.policy.ts';
import type { StatedLead } from '../../functions/leads/stated/stated-lead.ts';
import type { Owner } from '../../functions/owners/owner.ts';
import type { OwnerId } from '../../functions/owners/owner-id.ts';
import { calendarOfLead, dealerWith, leadWith } from './sla.builders.ts';

const firstAsked = '2026-01-07T15:00:00.000Z';
const key = { kind: 'email', value: 'ada@mail.example' } as const;
const freeKey = { kind: 'phone', value: '+12125550123' } as const;
const owner: Owner = {
  ownerId: 'owner-1' as OwnerId,
  version: 3,
  createdAt: firstAsked,
  updatedAt: firstAsked,
  firstName: 'Ada',
  keys: [key],
};

const stated: StatedLead = {
  source: { system: 'web' },
  customer: { firstName: 'Ada', emails: ['ada@mail.example'], phones: [] },
  vehiclesOfInterest: [{ model: 'Cove', interest: 'lease' }],
  tradeIns: [],
};

const arrivalAfter = (days: number): Arrival => {
  const now = Temporal.Instant.from(firstAsked).add({ minutes: Math.round(days * 24 * 60) });
  return {
    newLeadId: 'lead-2' as LeadId,
    newOwnerId: 'owner-2' as OwnerId,
    sentBy: { kind: 'provider', senderId: 'portal' },
    programme: receptionProgrammeAt('2026-01-05T12:00:00.000Z', 'us-east-1'),
    receivedAt: now,
    now,
  };
};

/** What comes of a lead whose person does not ask too often. */
const received = (known: Known, arrival: Arrival): ReceptionDecision => {
  const decision = receive({ stated, dealer: dealerWith() }, known, arrival);
  if (decision.kind === 'too-many') throw new Error('The person asks too often.');
  return decision;
};
const receiveAfter = (days: number, known: Partial<Known>) => received({ keys: [], ...known }, arrivalAfter(days));

const previousLead = (given: Partial<Lead> = {}) => leadWith({ receivedAt: firstAsked, ...given });
const previous = (given: Partial<Lead> = {}) => {
  const lead = previousLead(given);
  return { lead, calendar: calendarOfLead(lead), since: [] };
};

const openTask: FollowUps = {
  policy: 'oem-default@1',
  play: 'lead-follow-up@1',
  run: 1,
  tasks: [
    {
      taskId: '1-1',
      run: 1,
      step: 'second-attempt',
      kind: 'call',
      opensAt: firstAsked,
      dueAt: '2026-01-07T17:00:00.000Z',
      missAt: '2026-01-07T18:00:00.000Z',
      talkTrack: 'Good morning',
    },
  ],
};

describe('a lead that comes in', () => {
  test.each([
    ['of somebody nobody knows', 0, {}, 'accepted', 'lead-2', 'owner-2'],
    ['of an owner without a lead at the dealer', 0, { owner }, 'accepted', 'lead-2', 'owner-1'],
    ['of an owner who asked an hour ago', 1 / 24, { owner, previous: previous() }, 'resubmitted', 'lead-1', 'owner-1'],
    ['of an owner who asked 90 days ago', 90, { owner, previous: previous() }, 'resubmitted', 'lead-1', 'owner-1'],
    ['of an owner who asked 91 days ago', 91, { owner, previous: previous() }, 'accepted', 'lead-2', 'owner-1'],
    [
      'of an owner whose lead was closed',
      1,
      { owner, previous: previous({ status: 'lost' }) },
      'accepted',
      'lead-2',
      'owner-1',
    ],
    [
      'with content that came before',
      200,
      { owner, previous: previous(), sentBefore: { lead: previousLead(), by: 'content' } },
      'duplicate',
      'lead-1',
      'owner-1',
    ],
  ] as const)('%s', (_given, days, known, kind, leadId, ownerId) => {
    expect(receiveAfter(days, known)).toMatchObject({ kind, state: { leadId, ownerId } });
  });

  it('is itself a fact, with its clocks from its receipt on', () => {
    const { state, facts } = receiveAfter(0, {});
    expect(facts.map(({ type }) => type)).toEqual(['lead.received.v1']);
    expect(state.sla).toMatchObject({ startedAt: firstAsked, firstResponse: { dueAt: '2026-01-07T15:15:00.000Z' } });
  });

  it('keeps its receipt and its clocks where it lay in quarantine, and shows as changed now', () => {
    const arrival = { ...arrivalAfter(0), now: Temporal.Instant.from('2026-01-09T15:00:00Z') };
    const { state } = received({ keys: [] }, arrival);
    expect(state).toMatchObject({
      receivedAt: firstAsked,
      updatedAt: '2026-01-09T15:00:00.000Z',
      sla: { startedAt: firstAsked },
    });
  });

  it('that was sent before is a fact that says by what it was recognised, and leaves the lead alone', () => {
    const lead = previousLead();
    expect(receiveAfter(1, { sentBefore: { lead, by: 'provider-id' } })).toEqual({
      kind: 'duplicate',
      by: 'provider-id',
      state: lead,
      facts: [
        {
          type: 'lead.duplicate-found.v1',
          data: { leadId: 'lead-1', dealerId: 'dealer-1', by: 'provider-id' },
        },
      ],
    });
  });

  it('gives its owner the keys nobody holds', () => {
    expect(receiveAfter(0, { owner, keys: [{ key: freeKey }] })).toMatchObject({
      owner: { kind: 'changed', keyChanges: [{ key: freeKey }], state: { version: 4, keys: [key, freeKey] } },
    });
  });

  it('ends what was left of the follow-ups where it is a resubmission', () => {
    const { followUps } = receiveAfter(1, { owner, previous: previous({ followUps: openTask }) }).state;
    expect(followUps?.tasks).toMatchObject([{ taskId: '1-1', endedAt: '2026-01-08T15:00:00.000Z' }]);
  });
});

describe('whatever is known of it', () => {
  const days = fc.double({ min: 0, max: 200, noNaN: true });
  const systems = fc.constantFrom('web', 'portal');
  const statuses = fc.constantFrom('new' as const, 'contacted' as const, 'sold' as const, 'lost' as const);

  test('a lead is either the one before with one more request, or a new one that keeps nothing of it', () => {
    fc.assert(
      fc.property(days, systems, statuses, (age, system, status) => {
        const before = previous({ status, source: { system } });
        const decision = receiveAfter(age, { owner, previous: before });
        const isNew = decision.kind === 'accepted';
        expect(decision.state.leadId).toBe(isNew ? 'lead-2' : before.lead.leadId);
        expect(decision.state.resubmissions).toHaveLength(isNew ? 0 : 1);
        expect(decision.facts.map(({ type }) => type)).toEqual([isNew ? 'lead.received.v1' : 'lead.resubmitted.v1']);
        expect(decision.state.source.system).toBe(isNew ? 'web' : system);
      }),
    );
  });
});
