import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import {
  type Arrival,
  attemptAgain,
  dismiss,
  endReplay,
  enterQuarantine,
  mayHandle,
  type QuarantineId,
  requestReplay,
} from '../../functions/intake/quarantine/quarantine.ts';
import type { Tenant } from '../../functions/platform/tenant.ts';
import { dealerTenant } from '../support/tenants.ts';

const at = (text: string) => Temporal.Instant.from(`2026-11-23T${text}Z`);
const arrival: Arrival = {
  quarantineId: 'Q1' as QuarantineId,
  kind: 'lead',
  reason: 'unknown-store',
  errors: [{ path: 'dealerId', message: 'names no store' }],
  tenant: { kind: 'provider', senderId: 'portal' },
  credentialId: 'c-1',
  route: 'POST /v1/leads',
  receivedAt: '2026-11-23T10:00:00.000Z',
  bytes: 12,
  sha256: 'ab',
  objectKey: 'quarantine/2026/11/23/Q1',
};
const entered = enterQuarantine(arrival).state;

describe('a document in quarantine', () => {
  test('enters open, with one fact that says whose it is and why', () => {
    expect(enterQuarantine(arrival)).toEqual({
      state: { ...arrival, version: 1, status: 'open', attempts: 1, lastAttemptAt: arrival.receivedAt },
      facts: [
        {
          type: 'quarantine.entered.v1',
          data: {
            quarantineId: 'Q1',
            tenant: 'provider',
            senderId: 'portal',
            credentialId: 'c-1',
            reason: 'unknown-store',
            receivedAt: arrival.receivedAt,
            bytes: 12,
          },
        },
      ],
    });
  });

  test('keeps a hundred of its errors', () => {
    const errors = Array.from({ length: 300 }, (_, number) => ({ path: `prospect[${number}]`, message: 'x' }));
    expect(enterQuarantine({ ...arrival, errors }).state.errors).toEqual(errors.slice(0, 100));
  });

  test('sent again is counted, told by what is wrong now, and still received when it came first', () => {
    const errors = [{ path: 'customer', message: 'x' }];
    const again = attemptAgain(entered, { reason: 'unreachable-person', errors, now: at('11:00:00') });
    expect(again.facts).toEqual([]);
    expect(again.state).toEqual({
      ...entered,
      reason: 'unreachable-person',
      errors,
      attempts: 2,
      lastAttemptAt: '2026-11-23T11:00:00.000Z',
    });
  });
});

describe('a replay that is asked for', () => {
  const asked = requestReplay(entered, at('12:00:00'));

  test('is one fact', () => {
    expect(asked.facts).toEqual([
      { type: 'quarantine.replay-requested.v1', data: { quarantineId: 'Q1', kind: 'lead' } },
    ]);
  });

  test.each([
    ['while it waits', asked.state, '12:59:59', 0],
    ['when it was lost', asked.state, '13:00:00', 1],
    [
      'when it was tried and is still unusable',
      endReplay(asked.state, { kind: 'unusable', reason: 'unknown-store', errors: [] }, at('12:00:01')).state,
      '12:00:02',
      1,
    ],
    [
      'when it was replayed',
      endReplay(asked.state, { kind: 'accepted', ids: ['L1'] }, at('12:00:01')).state,
      '14:00:00',
      0,
    ],
  ])('again %s', (_when, state, time, facts) => {
    expect(requestReplay(state, at(time)).facts).toHaveLength(facts);
  });
});

describe('the end of a replay', () => {
  const accepted = { kind: 'accepted', ids: ['L1', 'L2'] } as const;

  test('with leads closes the document, with the reason it had', () => {
    const { state, facts } = endReplay(entered, accepted, at('12:00:00'));
    expect(state).toMatchObject({ status: 'replayed', leadIds: ['L1', 'L2'], replayedAt: '2026-11-23T12:00:00.000Z' });
    expect(facts).toEqual([
      {
        type: 'quarantine.replayed.v1',
        data: {
          quarantineId: 'Q1',
          tenant: 'provider',
          senderId: 'portal',
          reason: 'unknown-store',
          leadIds: ['L1', 'L2'],
        },
      },
    ]);
  });

  test('without leads leaves it open with what is wrong now', () => {
    const unusable = { kind: 'unusable', reason: 'unreachable-person', errors: [] } as const;
    const { state, facts } = endReplay(entered, unusable, at('12:00:00'));
    expect(state).toMatchObject({ status: 'open', reason: 'unreachable-person', lastReplayAt: expect.any(String) });
    expect(facts).toEqual([]);
  });

  test('that comes second changes nothing', () => {
    const first = endReplay(entered, accepted, at('12:00:00')).state;
    const second = endReplay(first, { kind: 'accepted', ids: ['L9'] }, at('12:00:01'));
    expect(second).toEqual({ state: first, facts: [] });
    expect(second.state).toBe(first);
  });
});

describe('a dismissal', () => {
  const said = { credentialId: 'c-2', reason: 'a test of ours' };
  const dismissed = dismiss(entered, { ...said, now: at('12:00:00') });
  const replayed = endReplay(entered, { kind: 'accepted', ids: ['L1'] }, at('11:00:00')).state;

  test('puts an open document away, with one fact that says by whom and nothing of the words', () => {
    expect(dismissed.state).toEqual({
      ...entered,
      status: 'dismissed',
      dismissal: { at: '2026-11-23T12:00:00.000Z', ...said },
    });
    expect(dismissed.facts).toEqual([
      {
        type: 'quarantine.dismissed.v1',
        data: {
          quarantineId: 'Q1',
          tenant: 'provider',
          senderId: 'portal',
          reason: 'unknown-store',
          dismissedBy: 'c-2',
        },
      },
    ]);
  });

  test.each([
    ['was dismissed', dismissed.state],
    ['was replayed', replayed],
  ])('of one that %s changes nothing', (_what, state) => {
    const again = dismiss(state, { credentialId: 'c-3', reason: 'no', now: at('13:00:00') });
    expect(again).toEqual({ state, facts: [] });
    expect(again.state).toBe(state);
  });

  test.each([
    ['dismissed', dismissed.state],
    ['replayed', replayed],
  ])('stays as it is when the same bytes come at that moment: it is %s', (_what, state) => {
    const again = attemptAgain(state, {
      reason: 'too-many-requests',
      errors: [],
      leadIds: ['L9'],
      now: at('12:00:00'),
    });
    expect(again).toEqual({ state, facts: [] });
    expect(again.state).toBe(state);
  });

  test('leaves it out when documents are replayed together', () => {
    expect(requestReplay(dismissed.state, at('13:00:00')).facts).toEqual([]);
  });

  test('by mistake is mended by a replay of it alone, and stands while that cannot use it', () => {
    const unusable = endReplay(
      dismissed.state,
      { kind: 'unusable', reason: 'invalid-lead', errors: [] },
      at('13:00:00'),
    );
    expect(unusable.state).toMatchObject({ status: 'dismissed', reason: 'invalid-lead', dismissal: said });
    const used = endReplay(dismissed.state, { kind: 'accepted', ids: ['L1'] }, at('13:00:00'));
    expect(used.state).toMatchObject({ status: 'replayed', leadIds: ['L1'] });
    expect(used.facts).toHaveLength(1);
  });
});

describe('who may handle a document', () => {
  const tenants: readonly Tenant[] = [
    { kind: 'oem' },
    dealerTenant('portal'),
    dealerTenant('dealer-1'),
    { kind: 'provider', senderId: 'portal' },
    { kind: 'provider', senderId: 'other' },
  ];
  test.each<[Tenant, readonly boolean[]]>([
    [{ kind: 'provider', senderId: 'portal' }, [true, false, false, true, false]],
    [dealerTenant('dealer-1'), [true, false, true, false, false]],
    [{ kind: 'oem' }, [true, false, false, false, false]],
  ])('that came from %o', (tenant, may) => {
    expect(tenants.map((each) => mayHandle(each, { tenant }))).toEqual(may);
  });
});
