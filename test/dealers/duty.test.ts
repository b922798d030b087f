import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dutyFrom, isOnDuty } from '../../functions/dealers/people/duty.ts';
import type { Person, PersonId } from '../../functions/dealers/people/person.ts';
import { calendarWith, everyDay, instantOf, mondayToFriday, on, row } from './calendar.builders.ts';

const store = calendarWith({
  holidays: ['2026-01-19', '2026-01-20'],
  exceptions: [on('2026-01-20', '10:00-12:00'), on('2026-01-21')],
});

function worker(given: Partial<Person> = {}): Person {
  return { id: 'abe' as PersonId, name: 'Abe', role: 'salesperson', email: 'abe@harbor.example', ...given };
}

const late = { shifts: [row(mondayToFriday, '13:00-21:00')] };
const nights = { shifts: [row(everyDay, '22:00-06:00')] };

describe('the next time somebody is on duty', () => {
  it.each<[string, Partial<Person>, string, string | undefined]>([
    ['without shifts is now', {}, '2026-01-11T03:00', '2026-01-11T03:00'],
    ['with an empty list of shifts is now', { shifts: [] }, '2026-01-11T03:00', '2026-01-11T03:00'],
    ['during a shift is now', late, '2026-01-07T13:00', '2026-01-07T13:00'],
    ['before a shift is its begin', late, '2026-01-07T12:59:59', '2026-01-07T13:00'],
    ['at the end of a shift is the next one’s begin', late, '2026-01-07T21:00', '2026-01-08T13:00'],
    ['on a Friday night is Monday', late, '2026-01-09T22:00', '2026-01-12T13:00'],
    ['in a shift since yesterday is now', nights, '2026-01-07T05:59', '2026-01-07T05:59'],
    ['leaves out a holiday, not one with hours of its own', late, '2026-01-16T21:00', '2026-01-20T13:00'],
    ['leaves out a closed day', late, '2026-01-20T21:00', '2026-01-22T13:00'],
    ['is the day after an absence', absent('2026-01-05', '2026-01-07'), '2026-01-06T10:00', '2026-01-08T00:00'],
    ['is now on the day after it', absent('2026-01-05', '2026-01-07'), '2026-01-08T00:00', '2026-01-08T00:00'],
    ['skips shifts of absence', { ...late, ...absent('2026-01-08') }, '2026-01-07T22:00', '2026-01-09T13:00'],
    [
      'keeps a night begun before an absence',
      { ...nights, ...absent('2026-01-08') },
      '2026-01-08T05:00',
      '2026-01-08T05:00',
    ],
    ['is not known for an absence of weeks', absent('2026-01-01', '2026-02-01'), '2026-01-07T10:00', undefined],
    [
      'is not known beyond the days asked for',
      { shifts: [row(['mon'], '09:00-10:00')] },
      '2026-01-14T10:00',
      undefined,
    ],
  ])('%s', (_what, given, at, from) => {
    const now = instantOf(at, store);
    const next = dutyFrom(worker(given), store, { now, withinDays: 7 });
    expect(next?.toString()).toBe(from === undefined ? undefined : instantOf(from, store).toString());
    expect(isOnDuty(worker(given), store, now)).toBe(from === at);
  });

  it('is on duty when it comes, and never before now', () => {
    const minutes = fc.integer({ min: 0, max: 60 * 24 * 21 });
    fc.assert(
      fc.property(minutes, fc.constantFrom(late, nights, {}), fc.boolean(), (after, shifts, away) => {
        const person = worker({ ...shifts, ...(away && absent('2026-01-12', '2026-01-14')) });
        const now = instantOf('2026-01-05T00:00', store).add({ minutes: after });
        const next = dutyFrom(person, store, { now, withinDays: 7 });
        if (!next) throw new Error('somebody who works every week is on duty within seven days');
        expect(next.epochMilliseconds).toBeGreaterThanOrEqual(now.epochMilliseconds);
        expect(isOnDuty(person, store, next)).toBe(true);
      }),
    );
  });
});

function absent(from: string, to = from): Pick<Person, 'absences'> {
  return { absences: [{ from, to }] };
}
