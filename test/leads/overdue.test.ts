import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { toInstantText } from '../../functions/events/event.ts';
import { followResubmission } from '../../functions/leads/follow-up/follow-up.ts';
import { decideFollowUp } from '../../functions/leads/follow-up/follow-up-decision.ts';
import type { Lead } from '../../functions/leads/lead/lead.ts';
import { overdueAt, overdueSteps } from '../../functions/leads/lead/overdue.ts';
import { decideSla } from '../../functions/leads/sla/sla.ts';
import { programme, reported } from './follow-up.builders.ts';
import { calendarOfLead, callAt, dealerWith, leadWith, teamOf, wednesday } from './sla.builders.ts';

const minutes = (lead: Lead, at: string) =>
  overdueSteps(lead, Temporal.Instant.from(at)).map(({ timer, run, at: step }) => [timer, run, step]);
const later = (at: string, seconds: number) => toInstantText(Temporal.Instant.from(at).add({ seconds }));
const firstStep = (lead: Lead) => lead.sla.steps[0]?.dueAt ?? '';

describe('a lead that waits for its timers', () => {
  it('is due five minutes after its first step, and that step is overdue from then on', () => {
    const lead = leadWith();
    const step = firstStep(lead);
    expect(overdueAt(lead)).toBe(later(step, 300));
    expect(minutes(lead, later(step, 299))).toEqual([]);
    expect(minutes(lead, later(step, 300))).toEqual([['sla', 1, step]]);
    expect(minutes(lead, later(step, 86_400 * 400))).toEqual([['sla', 1, step]]);
  });

  it('is due for the run that stands, whichever it is', () => {
    const lead = leadWith();
    const third = { ...lead, sla: { ...lead.sla, run: 3 } };
    expect(minutes(third, later(firstStep(third), 300))).toEqual([['sla', 3, firstStep(third)]]);
  });

  it('is due for its follow-ups once it was answered, and for nothing when they are done', () => {
    const { state } = reported(leadWith(), callAt('10:05'));
    const task = state.followUps?.tasks[0]?.dueAt ?? '';
    expect(overdueAt(state)).toBe(later(task, 300));
    expect(minutes(state, later(task, 300))).toEqual([['follow-up', 1, task]]);
    const done = decideFollowUp(
      state,
      { run: 1, people: [], role: '' },
      Temporal.Instant.from(later(task, 86_400 * 30)),
    );
    expect(overdueAt(done.state)).toBeUndefined();
  });

  it('is due for both where a new first response and a run of follow-ups are open, by the earlier of them', () => {
    const { state } = reported(leadWith(), callAt('10:05'));
    const task = state.followUps?.tasks[0]?.dueAt ?? '';
    const renewed = { ...state, sla: { ...leadWith().sla, run: 2 } };
    expect(overdueAt(renewed)).toBe(later(firstStep(renewed), 300));
    expect(minutes(renewed, later(task, 300)).map(([timer, run]) => [timer, run])).toEqual([
      ['sla', 2],
      ['follow-up', 1],
    ]);
  });

  it('has its grace from when it was saved, where the step was past by then: its execution is only being started', () => {
    const saved = later(firstStep(leadWith()), 3 * 3600);
    const lead = { ...leadWith(), updatedAt: saved };
    expect(overdueAt(lead)).toBe(later(saved, 300));
    expect(minutes(lead, later(saved, 299))).toEqual([]);
    expect(minutes(lead, later(saved, 300))).toEqual([['sla', 1, firstStep(lead)]]);
  });

  it('is due for what a run of follow-ups owed before another followed, until that is said', () => {
    const { state } = reported(leadWith(), callAt('10:05'));
    const task = state.followUps?.tasks[0]?.dueAt ?? '';
    const asked = { state, facts: [] };
    const again = followResubmission(asked, later(task, 180), {
      programme,
      calendar: calendarOfLead(state),
      now: Temporal.Instant.from(later(task, 180)),
    }).state;
    expect(again.followUps?.run).toBe(2);
    expect(minutes(again, later(task, 300))).toEqual([['follow-up', 1, task]]);
    const said = decideFollowUp(again, { run: 1, people: [], role: '' }, Temporal.Instant.from(later(task, 300)));
    expect(said.facts.map(({ type }) => type)).toEqual(['lead.follow-up-due.v1']);
    expect(said.kind).toBe('done');
    expect(minutes(said.state, later(task, 300))).toEqual([]);
    expect(said.state.followUps).toEqual(again.followUps);
  });

  it('property: is due exactly while one of its timers would wait, and by the sooner of them', () => {
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
          const sla = decideSla(lead, teamOf(dealerWith()), at(minute));
          const followUp = decideFollowUp(
            sla.state,
            { run: lead.followUps?.run ?? 1, people: [], role: '' },
            at(minute),
          );
          lead = followUp.state;
          const [sooner] = [sla, followUp].flatMap((each) => (each.kind === 'wait' ? [each.wakeAt] : [])).toSorted();
          expect(overdueAt(lead)).toBe(sooner === undefined ? undefined : later(sooner, 300));
          // Whoever has just decided has left nothing overdue.
          expect(overdueSteps(lead, at(minute))).toEqual([]);
        }
      }),
    );
  });
});
