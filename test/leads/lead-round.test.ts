import { Temporal } from 'temporal-polyfill';
import { describe, expect, it, test } from 'vitest';
import { saveLead } from '../../functions/leads/lead/lead.store.ts';
import { parseLeadQuery, roundCursorOf } from '../../functions/leads/lead/lead-query.contract.ts';
import { leadWith } from './sla.builders.ts';

const now = Temporal.Instant.from('2026-01-07T15:00:00Z');
const until = '2026-01-07T15:00:01.000Z';

/** The round that a query asks for. */
function roundOf(query: Record<string, string>) {
  const parsed = parseLeadQuery(query, now);
  return parsed.kind === 'ok' ? { after: parsed.value.after, until: parsed.value.until } : parsed.kind;
}

describe('a round of the list', () => {
  it.each([
    ['an instant', { updatedSince: '2026-01-07T14:00:00Z' }, '2026-01-07T13:59:30.000Z'],
    ['an instant with an offset', { updatedSince: '2026-01-07T09:00:00.500-05:00' }, '2026-01-07T13:59:30.500Z'],
    ['an instant that is still to come', { updatedSince: '2030-01-01T00:00:00Z' }, '2026-01-07T14:59:31.000Z'],
    ['no instant', {}, '0'],
    ['the first instant there is', { updatedSince: '0000-01-01T00:00:00Z' }, '-000001-12-31T23:59:30.000Z'],
  ])('since %s begins half a minute before it', (_what, query: Record<string, string>, after) => {
    expect(roundOf(query)).toEqual({ after, until });
  });

  it('ends where it would have ended when it began, however late its next page is asked for', () => {
    const begun = { after: '2026-01-07T13:00:00.000Z', until: '2026-01-07T14:00:01.000Z' };
    const cursor = roundCursorOf('2026-01-07T13:30:00.000Z#L1', begun);
    expect(roundOf({ cursor })).toEqual({ after: '2026-01-07T13:30:00.000Z#L1', until: begun.until });
  });

  it.each([
    ['words', 'not one'],
    ['a place alone', '2026-01-07T13:30:00.000Z#L1'],
    ['an end alone', ' 2026-01-07T13:30:00.000Z'],
  ])('does not go on with %s', (_what, text) => {
    expect(roundOf({ cursor: Buffer.from(text).toString('base64url') })).toBe('invalid');
  });
});

test.each([
  ['later than its last change is dated now', '2026-01-07T14:59:59.999Z', '2026-01-07T15:00:00.000Z'],
  ['in the millisecond of its last change comes behind it', '2026-01-07T15:00:00.000Z', '2026-01-07T15:00:00.001Z'],
  ['whose last writer had a faster clock does not go back', '2026-01-07T15:00:02.100Z', '2026-01-07T15:00:02.101Z'],
])('a lead that changes %s', (_when, updatedAt, expected) => {
  const [write] = saveLead({ state: leadWith({ updatedAt }), facts: [] }, now);
  expect(write?.item).toMatchObject({ updatedAt: expected, changedAt: `${expected}#lead-1`, version: 2 });
});
