import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { elapsed } from '../../functions/dealers/calendar/business-time.ts';
import type { Calendar } from '../../functions/dealers/calendar/calendar.ts';
import { weekdays } from '../../functions/dealers/calendar/calendar.ts';
import { recordTouch } from '../../functions/leads/follow-up/follow-up-run.ts';
import type { FollowUpTask } from '../../functions/leads/lead/follow-up-task.ts';
import { calendarWith, row } from '../dealers/calendar.builders.ts';
import { leadAt, localText, planOf } from './follow-up.builders.ts';

const hourText = (hour: number) => `${String(hour).padStart(2, '0')}:00`;

/** Stores open some four hours or more within calling hours, on three days of the week or more. */
const calendars: fc.Arbitrary<Calendar> = fc
  .record({
    timeZone: fc.constantFrom('America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'UTC'),
    days: fc.subarray([...weekdays], { minLength: 3 }),
    open: fc.integer({ min: 6, max: 12 }),
    hours: fc.integer({ min: 6, max: 11 }),
  })
  .map(({ timeZone, days, open, hours }) =>
    calendarWith({ timeZone, hours: [row(days, `${hourText(open)}-${hourText(open + hours)}`)] }),
  );
/** Any millisecond of two years, so that both changes of the clocks are among them. */
const contacts = fc
  .integer({ min: Date.parse('2026-01-01T00:00:00Z'), max: Date.parse('2027-12-31T00:00:00Z') })
  .map((milliseconds) => new Date(milliseconds).toISOString());

describe('a cadence, whatever the store and the contact', () => {
  it('has its tasks in order, in open hours, on other channels and at other times of day', () => {
    fc.assert(
      fc.property(calendars, contacts, fc.constantFrom('call', 'email', 'sms'), (calendar, contact, kind) => {
        const tasks = planOf(leadAt(contact, calendar), contact, { kind });
        expect(tasks.map(({ step }) => step)).toEqual(['second-attempt', 'day-two', 'day-two']);
        const due = tasks.map(({ dueAt }) => dueAt);
        expect(due).toEqual([...new Set(due)].toSorted());
        expect(due[0] !== undefined && Date.parse(due[0]) - Date.parse(contact)).toBeGreaterThanOrEqual(2 * 3_600_000);
        for (const at of due) expect(isOpenAt(at, calendar)).toBe(true);
        const [second, ...dayTwo] = tasks.map(({ dueAt }) => localText(dueAt, calendar));
        expect(new Set(dayTwo.map((text) => text.slice(0, 10))).size).toBe(1);
        const channels = [kind, ...tasks.map((task) => task.kind)];
        expect(new Set(channels.slice(0, 3)).size).toBe(3);
        for (const [index, channel] of channels.entries()) expect(channel).not.toBe(channels[index + 1]);
        const times = [localText(contact, calendar), second ?? '', ...dayTwo].map(minuteOfDay);
        expect(closest(times.slice(2), times.slice(0, 2))).toBeGreaterThanOrEqual(30);
      }),
    );
  });

  it('gives every task an hour of open time before it is missed', () => {
    fc.assert(
      fc.property(calendars, contacts, fc.integer({ min: 0, max: 400_000 }), (calendar, contact, seconds) => {
        const told = new Date(Date.parse(contact) + seconds * 1000).toISOString();
        for (const { dueAt, missAt } of planOf(leadAt(contact, calendar), contact, { told })) {
          const [, from = ''] = [dueAt, told].toSorted();
          const look = elapsed(Temporal.Instant.from(from), Temporal.Instant.from(missAt), calendar);
          expect(look.total('minutes')).toBe(60);
        }
      }),
    );
  });
});

describe('touches', () => {
  const contact = '2026-01-07T15:00:00.000Z';
  const tasks = planOf(leadAt(contact), contact);
  const touches = fc.array(
    fc
      .integer({ min: -60, max: 60 * 72 })
      .map((minutes) => new Date(Date.parse(contact) + minutes * 60_000).toISOString()),
    { maxLength: 10 },
  );

  it('do the same tasks in whatever order they are told, and however often', () => {
    fc.assert(
      fc.property(touches, fc.func(fc.integer()), (all, shuffle) => {
        const shuffled = all.toSorted((one, other) => shuffle(one) - shuffle(other));
        const told = (list: readonly string[]) => list.reduce<readonly FollowUpTask[]>(recordTouch, tasks);
        const done = told(all);
        expect(told(shuffled)).toEqual(done);
        expect(told([...all, ...shuffled])).toEqual(done);
        const used = done.flatMap(({ doneAt }) => doneAt ?? []);
        expect(used).toEqual([...new Set(used)].toSorted());
        for (const at of used) expect(all).toContain(at);
        const dayTwo = done.filter(({ step, doneAt }) => step === 'day-two' && doneAt !== undefined);
        for (const { doneAt = '' } of dayTwo) expect(localText(doneAt, calendarWith()) >= '2026-01-08').toBe(true);
      }),
    );
  });
});

function isOpenAt(at: string, calendar: Calendar): boolean {
  const from = Temporal.Instant.from(at);
  return elapsed(from, from.add({ milliseconds: 1 }), calendar).total('milliseconds') === 1;
}

function minuteOfDay(local: string): number {
  return Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16));
}

/** The smallest distance between two lists of times of day, in minutes around the clock. */
function closest(ones: readonly number[], others: readonly number[]): number {
  const distances = ones.flatMap((one) => others.map((other) => Math.abs(one - other)));
  return Math.min(...distances.map((distance) => Math.min(distance, 24 * 60 - distance)));
}
