import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { toInstantText } from '../../functions/events/event.ts';
import { followResubmission } from '../../functions/leads/follow-up/follow-up.ts';
import { nextWakeAt } from '../../functions/leads/lead/first-response.ts';
import { nextFollowUpAt } from '../../functions/leads/lead/follow-up-task.ts';
import type { Lead } from '../../functions/leads/lead/lead.ts';
import { dueAt, dueRuns, overdueStep } from '../../functions/leads/lead/overdue.ts';
import { decideSla } from '../../functions/leads/sla/sla.ts';
import { decideAt, programme, reported } from './follow-up.builders.ts';
import { calendarOfLead, callAt, dealerWith, leadWith, teamOf, wednesday } from './sla.builders.ts';

const overdue = (lead: Lead, at: string) => overdueStep(lead, Temporal.Instant.from(at));
const runs = (lead: Lead, at: string) => dueRuns(lead, Temporal.Instant.from(at));
const later = (at: string, seconds: number) => toInstantText(Temporal.Instant.from(at).add({ seconds }));
const firstStep = (lead: Lead) => lead.sla.steps[0]?.dueAt ?? '';
const firstTask = (lead: Lead) => lead.followUps?.tasks[0]?.dueAt ?? '';
const sinceOf = (lead: Lead) => ({ run: lead.sla.run, since: lead.sla.startedAt });

describe('a lead that nobody has answered', () => {
  it('is due five minutes after its first step, and that step is overdue from then on', () => {
    const lead = leadWith();
    const step = firstStep(lead);
    expect(dueAt(lead)).toBe(later(step, 300));
    expect(overdue(lead, later(step, 299))).toBeUndefined();
    expect(overdue(lead, later(step, 300))).toEqual({ ...sinceOf(lead), at: step });
    expect(overdue(lead, later(step, 86_400 * 400))).toEqual({ ...sinceOf(lead), at: step });
  });

  it('is due for the first response that stands, whichever it is', () => {
    const lead = leadWith();
    const third = { ...lead, sla: { ...lead.sla, run: 3 } };
    expect(overdue(third, later(firstStep(third), 300))).toMatchObject({ run: 3, at: firstStep(third) });
  });

  it('has its grace from when it was saved, where the step was past by then: its execution is only being started', () => {
    const saved = later(firstStep(leadWith()), 3 * 3600);
    const lead = { ...leadWith(), updatedAt: saved };
    expect(dueAt(lead)).toBe(later(saved, 300));
    expect(overdue(lead, later(saved, 299))).toBeUndefined();
    expect(overdue(lead, later(saved, 300))).toMatchObject({ at: firstStep(lead) });
  });
});

describe('a lead that was answered', () => {
  const { state } = reported(leadWith(), callAt('10:05'));
  const task = firstTask(state);

  it('is due for its follow-ups at their own times, and for nothing when all is said', () => {
    expect(dueAt(state)).toBe(task);
    expect(runs(state, later(task, -1))).toEqual([]);
    expect(runs(state, task)).toEqual([1]);
    expect(overdue(state, later(task, 86_400))).toBeUndefined();
    expect(dueAt(decideAt(state, later(task, 86_400 * 30)).state)).toBeUndefined();
  });

  it('is due from when it was saved where that was told late, so that it does not look forgotten', () => {
    const saved = later(task, 3 * 86_400);
    expect(dueAt({ ...state, updatedAt: saved })).toBe(saved);
    expect(runs({ ...state, updatedAt: saved }, saved)).toEqual([1]);
  });

  it('is due for both where a new first response is open, by the earlier of them', () => {
    const renewed = { ...state, sla: { ...leadWith().sla, run: 2 } };
    expect(dueAt(renewed)).toBe(later(firstStep(renewed), 300));
    expect(overdue(renewed, task)).toMatchObject({ run: 2 });
    expect(runs(renewed, task)).toEqual([1]);
  });

  it('is due for what a run of follow-ups owed before another followed, until that is said', () => {
    const asked = { state, facts: [] };
    const again = followResubmission(asked, later(task, 180), {
      programme,
      calendar: calendarOfLead(state),
      now: Temporal.Instant.from(later(task, 180)),
    }).state;
    expect(again.followUps?.run).toBe(2);
    expect(runs(again, later(task, 180))).toEqual([1]);
    const said = decideAt(again, later(task, 180));
    expect(said.facts.map(({ type }) => type)).toEqual(['lead.follow-up-due.v1']);
    expect(runs(said.state, later(task, 300))).toEqual([]);
    expect(said.state.followUps).toEqual(again.followUps);
  });

  it('property: a sweep a minute says of each task within that minute, and once, that it is due and missed', () => {
    const aMinute = fc.integer({ min: 0, max: 59_999 });
    fc.assert(
      fc.property(aMinute, aMinute, (answered, swept) => {
        const at = toInstantText(wednesday('10:05').add({ milliseconds: answered }));
        let lead = reported(leadWith(), callAt('10:05', { at })).state;
        const said: string[] = [];
        // Each sweep comes at its own place in the minute, the first at or after what is due.
        for (let due = dueAt(lead); due !== undefined; due = dueAt(lead)) {
          const tick = Math.ceil((Date.parse(due) - swept) / 60_000) * 60_000 + swept;
          const now = new Date(tick).toISOString();
          expect(runs(lead, now)).toEqual([1]);
          const decided = decideAt(lead, now);
          said.push(...decided.facts.map(({ type, data }) => `${type} ${'taskId' in data && data.taskId}`));
          lead = decided.state;
        }
        for (const { dueAt: due, dueSaidAt = '', missAt, missedAt } of lead.followUps?.tasks ?? []) {
          const late = Date.parse(dueSaidAt) - Date.parse(due);
          expect(late >= 0 && late < 60_000).toBe(true);
          expect(missedAt).toBe(missAt);
        }
        expect(said.length).toBe(6);
        expect(new Set(said).size).toBe(6);
      }),
    );
  });
});

it('property: a lead is due exactly while something of it is open, by the sooner of its steps', () => {
  const wakes = fc.array(fc.integer({ min: 0, max: 4 * 24 * 60 }), { maxLength: 8 });
  const answers = fc.option(fc.integer({ min: 0, max: 200 }), { nil: undefined });
  fc.assert(
    fc.property(wakes, answers, (all, answered) => {
      const received = wednesday('10:00');
      const at = (minute: number) => received.add({ minutes: minute });
      let lead = leadWith();
      for (const minute of all.toSorted((one, other) => one - other)) {
        if (answered !== undefined && answered <= minute && lead.sla.firstResponse.stoppedAt === undefined)
          lead = reported(lead, callAt('10:00', { at: toInstantText(at(answered)) })).state;
        const now = toInstantText(at(minute));
        lead = decideAt(decideSla(lead, teamOf(dealerWith()), at(minute)).state, now).state;
        const step = nextWakeAt(lead.sla);
        const [sooner] = [step && later(step, 300), lead.followUps && nextFollowUpAt(lead.followUps)]
          .filter((each) => each !== undefined)
          .toSorted();
        expect(dueAt(lead)).toBe(sooner);
        // Whoever has just decided has left nothing overdue.
        expect([overdue(lead, now), ...runs(lead, now)]).toEqual([undefined]);
      }
    }),
  );
});
