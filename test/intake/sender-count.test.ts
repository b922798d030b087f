import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import {
  addReceipt,
  compareCount,
  isComparable,
  type Received,
  stateCount,
} from '../../functions/intake/sender/sender-count.ts';

const none: Received = { total: 0, accepted: 0, duplicates: 0, resubmitted: 0, quarantined: 0 };
const got = (total: number): Received => ({ ...none, total, accepted: total });
const statement = (count: number) => ({ senderId: 'portal', date: '2026-02-28', count });
/** Of every count that is new in these tests. */
const newId = () => '01M84R3N0C4T5V6W7X8Y9ZCNT1';
const due = Temporal.Instant.from('2026-03-01T01:00:00Z');
const before = due.subtract({ milliseconds: 1 });

test('receipts add up by what became of them', () => {
  const receipts = [
    { outcome: 'accepted', leads: 1 },
    { outcome: 'duplicate', leads: 1 },
    { outcome: 'quarantined', leads: 3 },
    { outcome: 'quarantined', leads: 1 },
  ] as const;
  expect(receipts.reduce(addReceipt, none)).toEqual({
    total: 6,
    accepted: 1,
    duplicates: 1,
    resubmitted: 0,
    quarantined: 4,
  });
});

describe('a count that is stated', () => {
  test('before the day has ended and an hour more waits', () => {
    const { state, facts } = stateCount(undefined, statement(9), { received: none, now: before, newId });
    expect(state).toMatchObject({ version: 1, status: 'pending', dueAt: '2026-03-01T01:00:00.000Z' });
    expect(facts).toEqual([]);
  });

  test.each([
    ['fewer came', 3, 2, 'short', [{ stated: 3, received: 2, missing: 1 }]],
    ['as many came', 3, 3, 'complete', []],
    ['more came', 3, 4, 'complete', []],
    ['none was sent', 0, 0, 'complete', []],
  ])('after that is compared: %s', (_what, count, received, status, data) => {
    const { state, facts } = stateCount(undefined, statement(count), { received: got(received), now: due, newId });
    expect(state.status).toBe(status);
    expect(facts).toEqual(
      data.map((each) => ({
        type: 'sender.count-short.v1',
        data: { senderId: 'portal', date: '2026-02-28', ...each },
      })),
    );
  });

  test.each([
    ['the same', 3, 0],
    ['more', 4, 1],
    ['what came', 2, 0],
  ])('again as %s', (_what, count, facts) => {
    const first = stateCount(undefined, statement(3), { received: got(2), now: due, newId }).state;
    const next = stateCount(first, statement(count), { received: got(2), now: due, newId });
    expect(next.state.version).toBe(2);
    expect(next.facts).toHaveLength(facts);
  });

  test('and waited is compared by what came until then', () => {
    const waiting = stateCount(undefined, statement(3), { received: got(1), now: before, newId }).state;
    expect(compareCount(waiting, got(3), due)).toMatchObject({
      state: { status: 'complete', received: got(3) },
      facts: [],
    });
    expect(compareCount(waiting, got(1), due)).toMatchObject({
      state: { status: 'short' },
      facts: [{ data: { missing: 2 } }],
    });
  });
});

test.each([
  ['2026-03-02', false],
  ['2026-03-01', true],
  ['2026-02-28', true],
  ['2026-01-30', true],
  ['2026-01-29', false],
])('the count of %s on the first of March: %s', (date, comparable) => {
  expect(isComparable(date, Temporal.Instant.from('2026-03-01T23:59:59.999Z'))).toBe(comparable);
});

describe('the id of a count', () => {
  const at = { received: none, now: before };

  test('is given when it is stated first and kept when it is stated again', () => {
    const { state } = stateCount(undefined, statement(9), { ...at, newId });
    const again = stateCount(state, statement(10), { ...at, newId: () => 'another' });
    expect(again.state).toMatchObject({ countId: newId(), version: 2 });
  });
});
