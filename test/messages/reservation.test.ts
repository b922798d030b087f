import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import {
  confirm,
  type Reservation,
  refuse,
  release,
  reservationStatus,
  reserve,
} from '../../functions/messages/reservation.ts';

const at = (second: number) => Temporal.Instant.from('2026-11-23T15:00:00.250Z').add({ milliseconds: second * 1000 });
const reserved = reserve(undefined, at(0));
const held = { kind: 'held', heldUntil: '2026-11-23T15:01:00.250Z' };

test.each<[string, Reservation | undefined, number, object]>([
  ['not reserved', undefined, 0, { kind: 'free' }],
  ['reserved', reserved, 0, held],
  ['reserved, to the last moment', reserved, 59.999, held],
  ['reserved, and nothing was heard', reserved, 60, { kind: 'doubtful' }],
  ['handed over', confirm(reserved, at(1)), 9_999, { kind: 'sent' }],
  ['not taken', release(reserved, at(1)), 1, { kind: 'free' }],
  ['refused for good', refuse(reserved, 'BadRequestException', at(1)), 9_999, { kind: 'refused' }],
  ['reserved again after it was not taken', reserve(release(reserved, at(1)), at(2)), 2, { kind: 'held' }],
  [
    'of a form that knew reserved and sent only',
    { version: 2, reservedAt: held.heldUntil, sentAt: held.heldUntil },
    90,
    { kind: 'sent' },
  ],
])('a message that was %s', (_what, reservation, second, status) => {
  expect(reservationStatus(reservation, at(second))).toMatchObject(status);
});

test('every change is a version of its own', () => {
  const versions = [reserved, confirm(reserved, at(1)), release(reserved, at(1)), refuse(reserved, 'x', at(1))];
  expect(versions.map(({ version }) => version)).toEqual([1, 2, 2, 2]);
  expect(reserve(release(reserved, at(1)), at(5))).toEqual({ version: 3, reservedAt: '2026-11-23T15:00:05.250Z' });
});
