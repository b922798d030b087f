import { describe, expect, it } from 'vitest';
import { parseActivity } from '../../functions/leads/activity/activity.contract.ts';

const least = { id: 'a1', kind: 'call', at: '2026-01-07T15:05:00Z' };

describe('a reported activity', () => {
  it('is taken whole', () => {
    const body = {
      ...least,
      at: '2026-01-07T15:05:00.000Z',
      by: 'sam',
      evidence: { connected: true, callSeconds: 63, messageId: 'm1', delivered: false, inbound: false },
      status: 'contacted',
    };
    expect(parseActivity(body)).toEqual({ kind: 'ok', value: body });
  });

  it('may leave its time out', () => {
    const body = { id: 'a1', kind: 'call' };
    expect(parseActivity(body)).toEqual({ kind: 'ok', value: body });
  });

  it.each([
    ['2026-01-07T15:05:00Z', '2026-01-07T15:05:00.000Z'],
    ['2026-01-07T10:05:00-05:00', '2026-01-07T15:05:00.000Z'],
    ['2026-01-07T20:50:00+05:45', '2026-01-07T15:05:00.000Z'],
    ['2026-01-07T15:05:00.1239Z', '2026-01-07T15:05:00.123Z'],
  ])('has its time %s as %s', (at, expected) => {
    const parsed = parseActivity({ ...least, at });
    expect(parsed.kind === 'ok' && parsed.value.at).toBe(expected);
  });

  it.each([
    ['without id', { id: undefined }, ['id']],
    ['with an empty id', { id: '' }, ['id']],
    ['of an unknown kind', { kind: 'fax' }, ['kind']],
    ['without zone', { at: '2026-01-07T15:05:00' }, ['at']],
    ['without seconds', { at: '2026-01-07T15:05Z' }, ['at']],
    ['on no day', { at: '2026-02-30T15:05:00Z' }, ['at']],
    ['with a blank status', { status: ' ' }, ['status']],
    ['with a text for a flag', { evidence: { connected: 'true' } }, ['evidence.connected']],
    ['with negative seconds', { evidence: { callSeconds: -1 } }, ['evidence.callSeconds']],
    ['with evidence of its own', { evidence: { vibes: true } }, ['evidence.vibes']],
    ['with a lead of its own', { leadId: 'x' }, ['leadId']],
  ])('%s is refused, naming the place', (_name, change, paths) => {
    const outcome = parseActivity({ ...least, ...change });
    expect(outcome.kind === 'invalid' && outcome.errors.map(({ path }) => path)).toEqual(paths);
  });
});
