import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it, test } from 'vitest';
import type { FollowUps } from '../../functions/leads/lead/follow-up-task.ts';
import type { Lead, LeadId } from '../../functions/leads/lead/lead.ts';
import { isSameRequest, provesPerson } from '../../functions/leads/reception/dedupe.ts';
import {
  type Arrival,
  type Known,
  type ReceptionDecision,
  receive,
  statusOf,
} from '../../functions/leads/reception/reception.ts';
import { receptionProgrammeAt } from '../../functions/leads/reception/reception-programme.policy.ts';
import type { Customer, StatedLead } from '../../functions/leads/stated/stated-lead.ts';
import type { Owner } from '../../functions/owners/owner.ts';
import type { OwnerId } from '../../functions/owners/owner-id.ts';
import type { Resolution } from '../../functions/owners/resolution.ts';
import { codeOf } from '../../functions/platform/stable-hash.ts';
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
    credentialId: 'portal-1',
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

describe('an id that came before', () => {
  const first = { ...previousLead(), customer: { ...stated.customer, fullName: 'Ada Ash' } };
  const withId = (isSamePerson: boolean, known: Partial<Known> = {}, days = 0.5) =>
    receiveAfter(days, { sameId: { leadId: first.leadId, isSamePerson }, ...known });

  test('of another person is a new lead, and a fact that names the system and the credential', () => {
    const { kind, state, facts } = withId(false);
    expect([kind, state.leadId]).toEqual(['accepted', 'lead-2']);
    expect(facts).toMatchObject([
      { type: 'lead.received.v1' },
      {
        type: 'lead.provider-id-repeated.v1',
        data: {
          leadId: 'lead-2',
          dealerId: 'dealer-1',
          firstLeadId: 'lead-1',
          credentialId: 'portal-1',
          source: { system: codeOf('web') },
        },
      },
    ]);
  });

  test.each<[string, Partial<Lead>, number, string]>([
    ['in other words, soon', { message: 'Hello?' }, 0.5, 'duplicate'],
    ['in other words, later', { message: 'Hello?' }, 1.1, 'resubmitted'],
    ['for another car', { vehiclesOfInterest: [{ model: 'Ridge', interest: 'buy' }] }, 0.5, 'resubmitted'],
    ['for a lead that is closed', { status: 'lost' }, 0.5, 'accepted'],
  ])('of the same person, %s, loses nothing', (_how, given, days, status) => {
    const { customer, vehiclesOfInterest, tradeIns } = stated;
    const lead = previousLead({ customer, vehiclesOfInterest, tradeIns, ...given });
    const decision = withId(true, { owner, previous: { lead, calendar: calendarOfLead(lead), since: [] } }, days);
    expect(statusOf(decision)).toBe(status);
    expect(decision.state.resubmissions).toHaveLength(status === 'accepted' ? 0 : 1);
    expect(decision.facts.map(({ type }) => type)).not.toContain('lead.provider-id-repeated.v1');
  });

  test.each<[string, Customer, Resolution, boolean]>([
    ['a key of the owner', { ...stated.customer }, { kind: 'known', ownerId: first.ownerId }, true],
    ['a key of somebody else', { ...stated.customer }, { kind: 'known', ownerId: 'owner-7' as OwnerId }, false],
    ['the whole name', { fullName: 'ash, ada', emails: [], phones: [] }, { kind: 'new' }, true],
    ['the whole name, in parts', { firstName: 'ADA', lastName: 'Ash', emails: [], phones: [] }, { kind: 'new' }, true],
    ['another name', { fullName: 'Ben Ash', emails: [], phones: [] }, { kind: 'new' }, false],
    ['a first name alone', { firstName: 'Ada', emails: [], phones: [] }, { kind: 'new' }, false],
    ['no name', { emails: [], phones: [] }, { kind: 'new' }, false],
  ])('proves the person with %s', (_with, customer, resolution, proves) => {
    expect(provesPerson(first, customer, resolution)).toBe(proves);
  });

  test.each<[string, Partial<Lead>, number, boolean]>([
    ['an open lead, however old', {}, 200, true],
    ['a closed lead, within a day', { status: 'lost' }, 1, true],
    ['a closed lead, after a day', { status: 'sold' }, 1.01, false],
  ])('and very same content is %s', (_which, given, days, isSame) => {
    const receivedAt = arrivalAfter(days).receivedAt;
    expect(isSameRequest(previousLead(given), { sameRequestHours: 24, receivedAt })).toBe(isSame);
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
