import type { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { toInstantText } from '../../functions/events/event.ts';
import type { LeadId } from '../../functions/leads/lead/lead.ts';
import { type Known, receive, type StandIn } from '../../functions/leads/reception/reception.ts';
import { receptionProgrammeAt } from '../../functions/leads/reception/reception-programme.policy.ts';
import type { StatedLead } from '../../functions/leads/stated/stated-lead.ts';
import type { OwnerId } from '../../functions/owners/owner-id.ts';
import { dealerWith, leadWith, wednesday, wednesdayText } from './sla.builders.ts';

const stated: StatedLead = {
  source: { system: 'web' },
  customer: { fullName: 'Ada Ash', emails: [], phones: [{ raw: '212-736-5000', e164: '+12127365000' }] },
  vehiclesOfInterest: [],
  tradeIns: [],
};

/** What was asked in somebody's place at ten. */
const standIn = (requests: number, way = 0): StandIn => ({
  key: { PK: `WAY#${way}`, SK: 'STAND-IN#1' },
  version: 7,
  recentRequests: Array.from({ length: requests }, () => wednesdayText('10:00')),
});

function asking(known: Partial<Known>, now: Temporal.Instant) {
  const ids = { newLeadId: 'lead-2' as LeadId, newOwnerId: 'owner-2' as OwnerId, credentialId: 'portal-1' };
  const programme = receptionProgrammeAt('2026-01-05T12:00:00.000Z', 'us-east-1');
  const sentBy = { kind: 'provider', senderId: 'portal' } as const;
  const arrival = { ...ids, programme, sentBy, receivedAt: now, now };
  return receive({ stated, dealer: dealerWith() }, { keys: [], ...known }, arrival);
}

describe('somebody who is new at a dealer and whom nothing tells apart from others', () => {
  test('is taken while fewer than fifty asked in the same place, and counts there', () => {
    const now = wednesday('12:00');
    const [first, second] = [standIn(49), standIn(0, 1)];
    expect(asking({ standIns: [first, second] }, now)).toMatchObject({
      kind: 'accepted',
      standIns: [
        { key: first.key, version: 8, recentRequests: [...first.recentRequests, toInstantText(now)] },
        { key: second.key, version: 8, recentRequests: [toInstantText(now)] },
      ],
      state: { recentRequests: [toInstantText(now)] },
    });
  });

  test.each<[string, Partial<Known>, number, string]>([
    ['one of the ways has had fifty', { standIns: [standIn(0), standIn(50)] }, 23.9, 'too-many'],
    ['that was a day ago', { standIns: [standIn(50)] }, 24, 'accepted'],
    ['the very same came before', { sentBefore: { lead: leadWith(), by: 'content' } }, 1, 'duplicate'],
  ])('is told so where %s', (_what, known, hours, kind) => {
    expect(asking(known, wednesday('10:00').add({ minutes: hours * 60 })).kind).toBe(kind);
  });
});
