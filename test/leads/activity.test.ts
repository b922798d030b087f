import { describe, expect, it } from 'vitest';
import type { Activity } from '../../functions/leads/activity/activity.ts';
import { recordActivity } from '../../functions/leads/activity/activity-recording.ts';
import { nextWakeAt } from '../../functions/leads/lead/first-response.ts';
import type { Lead } from '../../functions/leads/lead/lead.ts';
import { decideSla } from '../../functions/leads/sla/sla.ts';
import { callAt, dealerWith, leadWith, teamOf, wednesday, wednesdayText } from './sla.builders.ts';

const dueAt = wednesdayText('10:15');

/** Records an activity that must be taken. */
function record(lead: Lead, activity: Activity, now: string) {
  const outcome = recordActivity(lead, activity, wednesday(now));
  if (outcome.kind === 'rejected') throw new Error(outcome.errors.map(({ message }) => message).join());
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
        data: { leadId: 'lead-1', dealerId: 'dealer-1', activityId: 'call-10:10', ...stopped, late: false },
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
    expect(facts[0]?.data).toMatchObject({ late: false, activityId: 'call-10:04' });
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
    ['with the lead', '10:00', '10:00', 'recorded'],
    ['ten minutes ahead', '10:11', '10:01', 'recorded'],
    ['more than ten minutes ahead', '10:11:00.001', '10:01', 'rejected'],
  ])('%s', (_name, at, now, kind) => {
    const outcome = recordActivity(leadWith(), callAt(at), wednesday(now));
    expect(outcome.kind).toBe(kind);
    if (outcome.kind === 'rejected') expect(outcome.errors.map(({ path }) => path)).toEqual(['at']);
  });
});
