import { describe, expect, it } from 'vitest';
import type { ReportedActivity } from '../../functions/leads/activity/activity.ts';
import { dateActivity } from '../../functions/leads/activity/activity-time.ts';
import { nextWakeAt } from '../../functions/leads/lead/first-response.ts';
import type { Lead } from '../../functions/leads/lead/lead.ts';
import { decideSla } from '../../functions/leads/sla/sla.ts';
import { codeOf } from '../../functions/platform/stable-hash.ts';
import { callAt, dealerWith, leadWith, teamOf, tell, wednesday, wednesdayText } from './sla.builders.ts';

const dueAt = wednesdayText('10:15');

/** Tells of an activity that must be taken. */
function record(lead: Lead, activity: ReportedActivity, now: string) {
  const outcome = tell(lead, activity, wednesday(now));
  return { ...outcome, types: outcome.facts.map(({ type }) => type), clock: outcome.state.sla.firstResponse };
}

/** A lead whose timer ran until a time. */
function runUntil(time: string): Lead {
  return decideSla(leadWith(), teamOf(dealerWith()), wednesday(time)).state;
}

describe('the first evidence', () => {
  it('stops both clocks at its own time and makes the lead contacted', () => {
    const { state, facts, clock } = record(leadWith(), callAt('10:10'), '10:12');
    const stopped = { stoppedAt: wednesdayText('10:10'), elapsedSeconds: 600, businessSeconds: 600 };
    expect(state.status).toBe('contacted');
    expect(clock).toEqual({
      dueAt,
      dueAt24x7: dueAt,
      ...stopped,
      evidence: { activityId: 'call-10:10', kind: 'call' },
    });
    expect(facts).toEqual([
      {
        type: 'lead.contacted.v1',
        data: { leadId: 'lead-1', dealerId: 'dealer-1', activityId: codeOf('call-10:10'), ...stopped, late: false },
      },
    ]);
    expect(nextWakeAt(state.sla)).toBeUndefined();
  });

  it('counts business time from the first opening after a lead of the night', () => {
    const lead = leadWith({ receivedAt: wednesdayText('07:00') });
    const { clock } = record(lead, callAt('09:05'), '09:05');
    expect(clock).toMatchObject({ elapsedSeconds: 7500, businessSeconds: 300 });
  });

  it('is in time at the due time itself, even when told after it', () => {
    const { types, clock } = record(leadWith(), callAt('10:15'), '11:00');
    expect(types).toEqual(['lead.contacted.v1']);
    expect(clock.breachedAt).toBeUndefined();
    expect(
      decideSla(record(leadWith(), callAt('10:15'), '11:00').state, teamOf(dealerWith()), wednesday('11:00')).facts,
    ).toEqual([]);
  });

  it('after the due time records the breach nobody had recorded, and stops the ladder', () => {
    const { types, facts, clock, state } = record(leadWith(), callAt('10:15:01'), '10:15:01');
    expect(types).toEqual(['lead.sla-breached.v1', 'lead.contacted.v1']);
    expect(facts[1]?.data).toMatchObject({ late: true });
    expect(clock).toMatchObject({ breachedAt: dueAt, stoppedAt: wednesdayText('10:15:01') });
    expect(clock.corrected).toBeUndefined();
    expect(decideSla(state, teamOf(dealerWith()), wednesday('16:00'))).toEqual({ kind: 'done', state, facts: [] });
  });
});

describe('late evidence', () => {
  it('of an answer in time leaves the breach, corrects the figures and stops further steps', () => {
    const breached = runUntil('10:20');
    const { types, facts, clock, state } = record(breached, callAt('10:05'), '10:21');
    expect(types).toEqual(['lead.contacted.v1']);
    expect(facts[0]?.data).toMatchObject({ late: true, stoppedAt: wednesdayText('10:05'), elapsedSeconds: 300 });
    expect(clock).toMatchObject({
      breachedAt: dueAt,
      stoppedAt: wednesdayText('10:05'),
      businessSeconds: 300,
      corrected: { at: wednesdayText('10:21'), activityId: 'call-10:05' },
    });
    expect(state.escalations).toHaveLength(1);
    expect(decideSla(state, teamOf(dealerWith()), wednesday('16:00')).facts).toEqual([]);
  });

  it('of a late answer breaches no second time', () => {
    const { types, clock } = record(runUntil('12:15'), callAt('12:00'), '12:20');
    expect(types).toEqual(['lead.contacted.v1']);
    expect(clock).toMatchObject({ breachedAt: dueAt, elapsedSeconds: 7200, corrected: { activityId: 'call-12:00' } });
  });

  it('earlier than what stopped the clock moves it there', () => {
    const first = record(leadWith(), callAt('10:10'), '10:10').state;
    const { types, facts, clock } = record(first, callAt('10:04', { kind: 'visit' }), '10:12');
    expect(types).toEqual(['lead.contacted.v1']);
    expect(facts[0]?.data).toMatchObject({ late: false, activityId: codeOf('call-10:04') });
    expect(clock).toMatchObject({
      stoppedAt: wednesdayText('10:04'),
      elapsedSeconds: 240,
      evidence: { activityId: 'call-10:04', kind: 'visit' },
      corrected: { at: wednesdayText('10:12'), activityId: 'call-10:04' },
    });
  });

  it.each(['10:10', '10:11', '10:40'])('at %s, no earlier than what stopped the clock, changes nothing', (time) => {
    const first = record(leadWith(), callAt('10:10'), '10:10').state;
    const { state, facts } = record(first, callAt(time, { id: 'other' }), '10:40');
    expect(state).toBe(first);
    expect(facts).toEqual([]);
  });
});

describe('an activity’s time', () => {
  it.each([
    ['before the lead', '09:59:59.999', '10:00', 'rejected'],
    ['with the lead', '10:00', '10:00', 'dated'],
    ['ten minutes ahead', '10:11', '10:01', 'dated'],
    ['more than ten minutes ahead', '10:11:00.001', '10:01', 'rejected'],
  ])('%s', (_name, at, now, kind) => {
    const outcome = dateActivity(leadWith(), callAt(at), wednesday(now));
    expect(outcome.kind).toBe(kind);
    if (outcome.kind === 'rejected') expect(outcome.errors.map(({ path }) => path)).toEqual(['at']);
  });

  it.each([
    ['past', '10:04', { at: '10:04' }, '10:04'],
    ['now', '10:05', { at: '10:05' }, '10:05'],
    ['a millisecond ahead', '10:05:00.001', { at: '10:05:00.001', countsAt: '10:05' }, '10:05'],
    ['minutes ahead', '10:14', { at: '10:14', countsAt: '10:05' }, '10:05'],
    ['left out', undefined, { at: '10:05' }, '10:05'],
  ])('that is %s when it is told at 10:05', (_name, at, kept, stoppedAt) => {
    const { at: _, ...untimed } = callAt('10:00');
    const { activity, clock } = record(leadWith(), { ...untimed, ...(at && { at: wednesdayText(at) }) }, '10:05');
    const times = Object.fromEntries(Object.entries(kept).map(([name, time]) => [name, wednesdayText(time)]));
    expect(activity).toEqual({ ...untimed, ...times });
    expect(clock.stoppedAt).toBe(wednesdayText(stoppedAt));
  });

  it.each([
    ['is of the lead’s own receipt where that seems later than now', '10:00:00.400', undefined],
    ['counts from there where it is ahead', '10:00:00.400', '10:00:02'],
  ])('%s', (_name, receivedAt, at) => {
    const lead = leadWith({ receivedAt: wednesdayText(receivedAt) });
    const { at: _, ...untimed } = callAt('10:00');
    const { clock } = record(lead, { ...untimed, ...(at && { at: wednesdayText(at) }) }, '10:00:00.399');
    expect(clock).toMatchObject({ stoppedAt: wednesdayText(receivedAt), elapsedSeconds: 0 });
  });

  it.each([
    ['10:15:00.400', '10:15:00.400', false],
    ['10:15:00.899', '10:15:00.899', false],
    ['10:15:00.900', '10:15:00.900', false],
    ['10:15:00.901', '10:15:00.901', true],
    ['10:20', '10:15:00.900', false],
    ['10:15', '11:00', false],
  ])('at %s, told at %s, is compared to the millisecond with a due time of …:00.900', (at, told, isLate) => {
    const lead = leadWith({ receivedAt: wednesdayText('10:00:00.900') });
    const { types, clock } = record(lead, callAt(at), told);
    expect(types.includes('lead.sla-breached.v1')).toBe(isLate);
    expect(clock.breachedAt !== undefined).toBe(isLate);
  });
});
