import { describe, expect, it } from 'vitest';
import { everyDay, mondayToFriday, on, row } from '../dealers/calendar.builders.ts';
import { leadAt, localText, planOf, reachable } from './follow-up.builders.ts';
import { calendarOfLead } from './sla.builders.ts';

const weekdaysNineToFive = {};
const lunch = { hours: [row(mondayToFriday, '09:00-12:00'), row(mondayToFriday, '13:30-17:00')] };
const aroundTheClock = { hours: [row(everyDay, '00:00-24:00')] };
const atNight = { hours: [row(everyDay, '22:00-02:00')] };
const anHourADay = { hours: [row(mondayToFriday, '09:00-10:00')] };
const allSunday = { hours: [row(everyDay, '09:00-17:00')] };

describe('the cadence, in the store’s time', () => {
  // Contact, then when the tasks are due.
  it.each<[string, object, string, string[]]>([
    [
      'a morning contact: two hours later, and the afternoon of the next day',
      weekdaysNineToFive,
      '2026-01-07T10:00:00',
      ['2026-01-07T12:00:00', '2026-01-08T14:30:00', '2026-01-08T16:30:00'],
    ],
    [
      'an afternoon contact: before closing, and the next morning and noon',
      weekdaysNineToFive,
      '2026-01-07T14:59:00',
      ['2026-01-07T16:59:00', '2026-01-08T09:00:00', '2026-01-08T12:00:00'],
    ],
    [
      'two hours that end at closing: the next opening, and that day later',
      weekdaysNineToFive,
      '2026-01-07T15:00:00',
      ['2026-01-08T09:00:00', '2026-01-08T12:00:00', '2026-01-08T16:30:00'],
    ],
    [
      'late on Friday: Monday',
      weekdaysNineToFive,
      '2026-01-09T16:45:00',
      ['2026-01-12T09:00:00', '2026-01-12T11:00:00', '2026-01-12T13:00:00'],
    ],
    [
      'while the store is closed: the day it opens is the first',
      weekdaysNineToFive,
      '2026-01-10T20:00:00',
      ['2026-01-12T11:00:00', '2026-01-13T13:30:00', '2026-01-13T15:30:00'],
    ],
    [
      'over a holiday: the day after it',
      { holidays: ['2026-01-08'] },
      '2026-01-07T10:00:00',
      ['2026-01-07T12:00:00', '2026-01-09T14:30:00', '2026-01-09T16:30:00'],
    ],
    [
      'into a half day: within it',
      { exceptions: [on('2026-01-08', '09:00-12:00')] },
      '2026-01-07T10:00:00',
      ['2026-01-07T12:00:00', '2026-01-08T09:00:00', '2026-01-08T11:00:00'],
    ],
    [
      'over lunch: only open time counts',
      lunch,
      '2026-01-07T11:00:00',
      ['2026-01-07T14:30:00', '2026-01-08T09:00:00', '2026-01-08T16:30:00'],
    ],
    [
      'around the clock: never outside of calling hours',
      aroundTheClock,
      '2026-01-07T23:30:00',
      ['2026-01-08T10:00:00', '2026-01-09T13:30:00', '2026-01-09T17:00:00'],
    ],
    [
      'at night only: in its own hours',
      atNight,
      '2026-01-07T22:30:00',
      ['2026-01-08T00:30:00', '2026-01-08T23:30:00', '2026-01-09T01:30:00'],
    ],
    [
      'an hour a day: closer together',
      anHourADay,
      '2026-01-07T09:30:00',
      ['2026-01-08T09:00:00', '2026-01-08T09:20:00', '2026-01-08T09:40:00'],
    ],
    [
      'over the spring change: local times stay',
      allSunday,
      '2026-03-07T10:00:00',
      ['2026-03-07T12:00:00', '2026-03-08T14:30:00', '2026-03-08T16:30:00'],
    ],
    [
      'over the autumn change: local times stay',
      allSunday,
      '2026-10-31T10:00:00',
      ['2026-10-31T12:00:00', '2026-11-01T14:30:00', '2026-11-01T16:30:00'],
    ],
    [
      'a change in the middle of the two hours: two hours have passed',
      { hours: [row(everyDay, '00:00-06:00')] },
      '2026-03-08T01:30:00',
      ['2026-03-08T04:30:00', '2026-03-09T00:00:00', '2026-03-09T03:00:00'],
    ],
  ])('%s', (_what, hours, contact, due) => {
    const lead = leadAt(contact, hours);
    expect(planOf(lead, contact).map(({ dueAt }) => localText(dueAt, calendarOfLead(lead)))).toEqual(due);
  });

  it('gives the manager’s look an hour of business time', () => {
    const lead = leadAt('2026-01-07T10:00:00');
    expect(planOf(lead, '2026-01-07T10:00:00').map(({ missAt }) => localText(missAt, calendarOfLead(lead)))).toEqual([
      '2026-01-07T13:00:00',
      '2026-01-08T15:30:00',
      '2026-01-09T09:30:00',
    ]);
  });

  it('is due to the millisecond', () => {
    const lead = leadAt('2026-01-07T10:00:00.001');
    const [second] = planOf(lead, '2026-01-07T10:00:00.001');
    expect(localText(second?.dueAt ?? '', calendarOfLead(lead))).toBe('2026-01-07T12:00:00.001');
  });

  it('goes by every day where the store never opens again', () => {
    const closed = { hours: [row(['mon'], '09:00-17:00')], holidays: [] };
    const lead = leadAt('2026-01-07T10:00:00', closed);
    const never = { ...lead, sla: { ...lead.sla, calendar: { ...calendarOfLead(lead), hours: [] } } };
    expect(planOf(never, '2026-01-07T10:00:00').map(({ dueAt }) => localText(dueAt, calendarOfLead(lead)))).toEqual([
      '2026-01-07T12:00:00',
      '2026-01-08T16:30:00',
      '2026-01-08T20:30:00',
    ]);
  });
});

describe('a contact told late', () => {
  const contact = '2026-01-07T10:00:00';

  it('keeps its due times, but nothing is missed within an hour of being told', () => {
    const lead = leadAt(contact);
    const tasks = planOf(lead, contact, { told: '2026-01-08T09:15:00.250' });
    const texts = tasks.map((task) => [task.dueAt, task.missAt].map((at) => localText(at, calendarOfLead(lead))));
    expect(texts[0]).toEqual(['2026-01-07T12:00:00', '2026-01-08T10:15:00.25']);
    expect(texts[1]).toEqual(['2026-01-08T14:30:00', '2026-01-08T15:30:00']);
    expect(tasks[0]?.opensAt).toBe('2026-01-07T15:00:00.000Z');
  });

  it('begins its cadence now when all of it would be over', () => {
    const lead = leadAt(contact);
    const tasks = planOf(lead, contact, { told: '2026-01-12T10:00:00' });
    expect(tasks.map(({ dueAt }) => localText(dueAt, calendarOfLead(lead)))).toEqual([
      '2026-01-12T12:00:00',
      '2026-01-13T14:30:00',
      '2026-01-13T16:30:00',
    ]);
    expect(localText(tasks[0]?.opensAt ?? '', calendarOfLead(lead))).toBe('2026-01-12T10:00:00');
  });
});

describe('the channels', () => {
  it.each<[string, object, string, string[]]>([
    ['after a call', reachable, 'call', ['email', 'sms', 'call']],
    ['after a mail', reachable, 'email', ['call', 'sms', 'email']],
    ['after a text', reachable, 'sms', ['call', 'email', 'sms']],
    ['after a visit', reachable, 'visit', ['call', 'email', 'sms']],
    ['without a mail address', { ...reachable, emails: [] }, 'call', ['sms', 'call', 'sms']],
    ['with nothing but a mail address', { ...reachable, phones: [] }, 'email', ['email', 'email', 'email']],
    ['without either', { emails: [], phones: [] }, 'visit', ['call', 'email', 'sms']],
  ])('%s', (_what, customer, kind, kinds) => {
    const lead = { ...leadAt('2026-01-07T10:00:00'), customer: { ...reachable, ...customer } };
    expect(planOf(lead, '2026-01-07T10:00:00', { kind }).map((task) => task.kind)).toEqual(kinds);
  });

  it('come each with a talk track of their own', () => {
    const tracks = ['call', 'email', 'sms'].flatMap((kind) =>
      planOf(leadAt('2026-01-07T10:00:00'), '2026-01-07T10:00:00', { kind }).map(({ talkTrack }) => talkTrack),
    );
    expect(new Set(tracks).size).toBeGreaterThanOrEqual(5);
    expect(tracks).not.toContain('');
  });
});

describe('a store’s dials', () => {
  it.each<[string, Record<string, number | string>, string, number]>([
    ['as the programme says', {}, '2026-01-07T12:00:00', 3],
    ['a later second attempt', { 'followUp.secondAttemptMinutes': 180 }, '2026-01-07T13:00:00', 3],
    ['one touch on the second day', { 'followUp.day2Touches': 1 }, '2026-01-07T12:00:00', 2],
    ['three of them', { 'followUp.day2Touches': 3 }, '2026-01-07T12:00:00', 4],
    ['beyond bounds that were narrowed since', { 'followUp.secondAttemptMinutes': 5 }, '2026-01-07T12:00:00', 3],
    ['in words', { 'followUp.day2Touches': 'many' }, '2026-01-07T12:00:00', 3],
  ])('%s', (_what, dials, second, count) => {
    const lead = leadAt('2026-01-07T10:00:00', { dials });
    const tasks = planOf(lead, '2026-01-07T10:00:00');
    expect(localText(tasks[0]?.dueAt ?? '', calendarOfLead(lead))).toBe(second);
    expect(tasks).toHaveLength(count);
  });
});
