import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { calendarVersionOf } from '../../functions/dealers/calendar/calendar-version.ts';
import { nextWakeAt } from '../../functions/leads/lead/first-response.ts';
import type { Lead } from '../../functions/leads/lead/lead.ts';
import { slaPolicies } from '../../functions/leads/sla/sla.policy.ts';
import { decideSla, startSla } from '../../functions/leads/sla/sla.ts';
import { codeOf } from '../../functions/platform/stable-hash.ts';
import { calendarWith, row } from '../dealers/calendar.builders.ts';
import { about, dealerWith, decideAt, leadWith, teamOf, wednesday, wednesdayText } from './sla.builders.ts';

const dealer = dealerWith();
const team = teamOf(dealer);

function startedAt(receivedAt: string, given: Parameters<typeof dealerWith>[0] = {}) {
  return startSla({
    dealer: dealerWith(given),
    policy: slaPolicies.newest,
    receivedAt: Temporal.Instant.from(receivedAt),
  });
}

describe('startSla', () => {
  it('plans the ladder in business time and keeps the 24×7 due time beside it', () => {
    const sla = startedAt('2026-01-09T21:50:00.000Z');
    expect(sla.policy).toBe('oem-default@3');
    expect(sla.firstResponse).toEqual({ dueAt: '2026-01-12T14:05:00.000Z', dueAt24x7: '2026-01-09T22:05:00.000Z' });
    expect(sla.steps).toEqual([
      { kind: 'warn', percent: 50, dueAt: '2026-01-09T21:57:30.000Z' },
      { kind: 'warn', percent: 80, dueAt: '2026-01-12T14:02:00.000Z' },
      { kind: 'breach', dueAt: '2026-01-12T14:05:00.000Z' },
      { kind: 'escalate', level: 1, role: 'sales-manager', dueAt: '2026-01-12T14:05:00.000Z' },
      { kind: 'reassign', dueAt: '2026-01-12T14:05:00.000Z' },
      { kind: 'reassign', dueAt: '2026-01-12T14:20:00.000Z' },
      { kind: 'escalate', level: 2, role: 'general-manager', dueAt: '2026-01-12T14:35:00.000Z' },
      { kind: 'reassign', role: 'sales-manager', dueAt: '2026-01-12T14:35:00.000Z' },
      { kind: 'escalate', level: 3, role: 'district', dueAt: '2026-01-12T16:05:00.000Z' },
    ]);
    expect(nextWakeAt(sla)).toBe('2026-01-09T21:57:30.000Z');
  });

  it('names the version of the calendar, which is another one when the calendar is', () => {
    const { calendar } = startedAt('2026-01-09T21:50:00.000Z');
    expect(calendar).toBe(calendarVersionOf(calendarWith()));
    expect(startedAt('2026-01-09T21:50:00.000Z', { holidays: ['2026-12-25'] }).calendar).not.toBe(calendar);
  });

  it.each([
    [undefined, 15],
    [30, 30],
    [1, 5],
    [500, 60],
  ])('takes a store’s own target of %s as %i minutes, within the bounds', (firstResponseMinutes, minutes) => {
    const own = firstResponseMinutes === undefined ? {} : { firstResponseMinutes };
    const { firstResponse } = startedAt('2026-01-07T15:00:00.000Z', { slaOverrides: own });
    expect(Temporal.Instant.from(firstResponse.dueAt).since(wednesday('10:00')).total('minutes')).toBe(minutes);
    expect(firstResponse.dueAt24x7).toBe(firstResponse.dueAt);
  });

  it.each([
    [5, [15, 30, 45]],
    [15, [15, 30, 45]],
    [40, [40, 55, 70]],
    [60, [60, 75, 90]],
  ])('with %i minutes of its own a store gives no lead on before it is due', (firstResponseMinutes, minutes) => {
    const { steps } = startedAt('2026-01-07T15:00:00.000Z', { slaOverrides: { firstResponseMinutes } });
    const reassigned = steps.filter(({ kind }) => kind === 'reassign');
    const after = ({ dueAt }: { dueAt: string }) =>
      Temporal.Instant.from(dueAt).since(wednesday('10:00')).total('minutes');
    expect(reassigned.map(after)).toEqual(minutes);
    expect(steps.map(after)).toEqual(steps.map(after).toSorted((one, other) => one - other));
  });

  it('runs on the 24×7 clock where the store never opens long enough again', () => {
    const lastDay = { date: '2026-01-07', hours: [{ open: '09:00', close: '10:20' }] };
    const { firstResponse, steps } = startedAt('2026-01-07T15:00:00.000Z', { hours: [], exceptions: [lastDay] });
    expect(firstResponse.dueAt).toBe(firstResponse.dueAt24x7);
    expect(steps.at(-1)?.dueAt).toBe(wednesdayText('12:15'));
  });
});

describe('decideSla', () => {
  it('waits while nothing is due', () => {
    const lead = leadWith();
    expect(decideSla(lead, team, wednesday('10:07:29'))).toEqual({
      kind: 'wait',
      wakeAt: wednesdayText('10:07:30'),
      state: lead,
      facts: [],
    });
  });

  it('warns the owner of the lead at half the time', () => {
    const { kind, state, facts } = decideAt(leadWith(), ['10:07:30']);
    expect({ kind, wakeAt: nextWakeAt(state.sla) }).toEqual({ kind: 'wait', wakeAt: wednesdayText('10:12') });
    const at = wednesdayText('10:07:30');
    expect(facts).toEqual([
      {
        type: 'lead.sla-warned.v1',
        data: { ...about, percent: 50, at, dueAt: wednesdayText('10:15'), personId: codeOf('sam') },
      },
    ]);
    expect(state.sla.firstResponse.warnedAt).toBe(at);
  });

  it('breaches at the target and goes up its three levels, each step once', () => {
    const times = ['10:07:30', '10:07:30', '10:12', '10:15', '10:15', '10:45', '12:15', '12:15', '16:00'];
    const { kind, state, facts } = decideAt(leadWith(), times);
    expect(kind).toBe('done');
    expect(facts.map(({ type }) => type)).toEqual([
      'lead.sla-warned.v1',
      'lead.sla-warned.v1',
      'lead.sla-breached.v1',
      'lead.escalated.v1',
      'lead.escalated.v1',
      'lead.reassigned.v1',
      'lead.escalated.v1',
    ]);
    const dueAt = wednesdayText('10:15');
    expect(facts[2]?.data).toEqual({ ...about, breachedAt: dueAt, dueAt, personId: codeOf('sam') });
    expect(facts[6]?.data).toEqual({ ...about, level: 3, at: wednesdayText('12:15'), to: codeOf('north-east') });
    expect(state.escalations).toEqual([
      { level: 1, run: 1, at: dueAt, to: 'mia' },
      { level: 2, run: 1, at: wednesdayText('10:45'), to: 'gus' },
      { level: 3, run: 1, at: wednesdayText('12:15'), to: 'north-east' },
    ]);
    expect(state.sla.firstResponse).toMatchObject({ warnedAt: wednesdayText('10:07:30'), breachedAt: dueAt });
    expect(state.sla.steps.every(({ doneAt }) => doneAt !== undefined)).toBe(true);
  });

  it('catches up in order when it comes late, and dates the breach when it was due', () => {
    const { state, facts } = decideAt(leadWith(), ['10:50']);
    expect(facts.map(({ type }) => type)).toEqual([
      'lead.sla-warned.v1',
      'lead.sla-warned.v1',
      'lead.sla-breached.v1',
      'lead.escalated.v1',
      'lead.escalated.v1',
      'lead.reassigned.v1',
    ]);
    expect(state.sla.firstResponse).toMatchObject({
      warnedAt: wednesdayText('10:50'),
      breachedAt: wednesdayText('10:15'),
    });
    expect(state.escalations.map(({ at }) => at)).toEqual([wednesdayText('10:50'), wednesdayText('10:50')]);
  });

  it('takes a step from the millisecond on at which it is due', () => {
    const lead = leadWith({ receivedAt: wednesdayText('10:00:00.400') });
    expect(decideAt(lead, ['10:07:30.399']).facts).toEqual([]);
    expect(decideAt(lead, ['10:07:30.400']).state.sla.firstResponse.warnedAt).toBe(wednesdayText('10:07:30.400'));
  });

  it('dates a breach when it was due, and a step when it was taken', () => {
    const { sla, escalations } = decideAt(leadWith({ receivedAt: wednesdayText('10:00:00.400') }), ['10:15:01']).state;
    expect(sla.firstResponse.breachedAt).toBe(wednesdayText('10:15:00.400'));
    expect(escalations).toMatchObject([{ level: 1, at: wednesdayText('10:15:01') }]);
  });

  it('escalates to nobody where the store names nobody, and still says so', () => {
    const { district: _none, ...store } = dealerWith({ people: [] });
    const { state, facts } = decideAt(leadWith({ assignments: [] }), ['12:15'], store);
    expect(facts).toHaveLength(6);
    expect(facts.filter(({ data }) => 'to' in data || 'personId' in data)).toEqual([]);
    expect(state.escalations.map(({ level }) => level)).toEqual([1, 2, 3]);
  });

  it('has nothing left for a stopped clock', () => {
    const lead = leadWith();
    const stopped = withFirstResponse(lead, { stoppedAt: lead.sla.firstResponse.dueAt });
    expect(decideSla(stopped, team, wednesday('11:00'))).toEqual({ kind: 'done', state: stopped, facts: [] });
    expect(nextWakeAt(stopped.sla)).toBeUndefined();
  });

  it('records the breach, once, where the clock was stopped too late without one', () => {
    const stopped = withFirstResponse(leadWith(), { stoppedAt: wednesdayText('10:15:01') });
    const { kind, state, facts } = decideAt(stopped, ['11:00', '11:01']);
    expect(kind).toBe('done');
    expect(facts.map(({ type }) => type)).toEqual(['lead.sla-breached.v1']);
    expect(state.sla.firstResponse.breachedAt).toBe(wednesdayText('10:15'));
  });

  it('stays in the store’s night', () => {
    const nightly = dealerWith({ hours: [row(['wed'], '22:00-02:00')] });
    const lead = leadWith({ receivedAt: wednesdayText('23:30') }, nightly);
    const escalations = lead.sla.steps.filter(({ kind }) => kind === 'escalate');
    expect(escalations.map(({ dueAt }) => dueAt).slice(1)).toEqual([
      '2026-01-08T05:15:00.000Z',
      '2026-01-08T06:45:00.000Z',
    ]);
  });
});

function withFirstResponse(lead: Lead, given: Partial<Lead['sla']['firstResponse']>): Lead {
  return { ...lead, sla: { ...lead.sla, firstResponse: { ...lead.sla.firstResponse, ...given } } };
}
