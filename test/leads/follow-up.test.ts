import { describe, expect, it } from 'vitest';
import type { Activity } from '../../functions/leads/activity/activity.ts';
import { followResubmission } from '../../functions/leads/follow-up/follow-up.ts';
import { decideFollowUp } from '../../functions/leads/follow-up/follow-up-decision.ts';
import { nextFollowUpAt } from '../../functions/leads/lead/follow-up-task.ts';
import type { Lead } from '../../functions/leads/lead/lead.ts';
import { codeOf } from '../../functions/platform/stable-hash.ts';
import {
  contacted,
  decideAt,
  leadAt,
  programme,
  reported,
  shown,
  thursdayText,
  touch,
  typesOf,
  waiting,
} from './follow-up.builders.ts';
import { calendarOfLead, callAt, wednesday, wednesdayText } from './sla.builders.ts';

const contact = callAt('10:05');

describe('the first contact', () => {
  it('plans the cadence in the same decision, and tells when its machine wakes first', () => {
    const { state, facts } = reported(waiting, contact);
    expect(shown(state)).toEqual(['07T12:05', '08T14:30', '08T16:30']);
    expect(state.followUps).toMatchObject({ policy: 'oem-default@1', play: 'lead-follow-up@1', run: 1 });
    expect(facts).toMatchObject([
      { type: 'lead.contacted.v1', data: { followUp: { run: 1, wakeAt: wednesdayText('12:05') } } },
    ]);
  });

  it('corrected by earlier evidence begins nothing anew', () => {
    const { state, facts } = reported(contacted, { ...callAt('10:01'), told: wednesdayText('10:30') });
    expect(shown(state)).toEqual(shown(contacted));
    expect(typesOf(facts)).toEqual(['lead.contacted.v1']);
    expect(facts[0]?.data).not.toHaveProperty('followUp');
  });

  it('of a lead that closes with it begins nothing', () => {
    expect(reported(waiting, { ...contact, status: 'sold' }).state.followUps).toBeUndefined();
  });

  it('may be the customer’s own, which does not end what it begins', () => {
    const { state } = reported(waiting, touch(wednesdayText('10:05'), { kind: 'email', evidence: { inbound: true } }));
    expect(shown(state)).toEqual(['07T12:05', '08T14:30', '08T16:30']);
    expect(state.followUps?.tasks.map(({ kind }) => kind)).toEqual(['call', 'sms', 'email']);
  });
});

describe('what does a task', () => {
  it.each<[string, Partial<Activity>]>([
    ['a call nobody took', { kind: 'call', evidence: { connected: false } }],
    ['a mail', { kind: 'email' }],
    ['a text', { kind: 'sms', evidence: { messageId: 'm' } }],
    ['a visit', { kind: 'visit' }],
  ])('%s', (_what, given) => {
    const { state, facts } = reported(contacted, touch(wednesdayText('11:30'), given));
    expect(shown(state)).toEqual(['07T12:05 done 07T11:30', '08T14:30', '08T16:30']);
    expect(facts).toEqual([]);
  });

  it.each<[string, Partial<Activity>]>([
    ['a note', { kind: 'note' }],
    ['an auto-response', { kind: 'auto-response', evidence: { delivered: true } }],
    ['an appointment', { kind: 'appointment' }],
    ['a call from the customer that failed', { kind: 'call', evidence: { inbound: true, connected: false } }],
  ])('not %s', (_what, given) => {
    expect(shown(reported(contacted, touch(wednesdayText('11:30'), given)).state)).toEqual(shown(contacted));
  });

  it('each touch one: another at the same instant, or of the first contact, is none', () => {
    const state = reported(
      contacted,
      touch(thursdayText('09:00')),
      touch(thursdayText('09:00'), { id: 'twin', kind: 'email' }),
      { ...touch(wednesdayText('10:05'), { id: 'contact-again' }), told: thursdayText('09:01') },
    ).state;
    expect(shown(state)).toEqual(['07T12:05', '08T14:30 done 08T09:00', '08T16:30']);
  });

  it('no second task on the first day, however many touches there are', () => {
    const state = reported(contacted, ...['11:00', '12:00', '13:00'].map((at) => touch(wednesdayText(at)))).state;
    expect(shown(state)).toEqual(['07T12:05 done 07T11:00', '08T14:30', '08T16:30']);
  });

  it('also told late: the earliest touch counts, and the miss stays', () => {
    const missed = decideAt(contacted, wednesdayText('13:05')).state;
    const late = reported(missed, { ...touch(wednesdayText('12:50')), told: wednesdayText('14:00') }).state;
    expect(shown(late)[0]).toBe('07T12:05 done 07T12:50 missed 07T13:05');
  });

  it('on Monday for a second attempt that fell there, then for the second day', () => {
    const friday = leadAt('2026-01-09T16:30:00');
    const call = { ...contact, at: '2026-01-09T21:45:00.000Z' };
    const state = reported(friday, call, touch('2026-01-12T14:10:00.000Z'), touch('2026-01-12T16:10:00.000Z')).state;
    expect(shown(state)).toEqual(['12T09:00 done 12T09:10', '12T11:00 done 12T11:10', '12T13:00']);
  });
});

describe('what ends the cadence', () => {
  it.each<[string, Partial<Activity>]>([
    ['a reply by mail', { kind: 'email', evidence: { inbound: true } }],
    ['a reply by text', { kind: 'sms', evidence: { inbound: true } }],
    ['a call from the customer', { kind: 'call', evidence: { inbound: true } }],
    ['a sale', { kind: 'sold' }],
    ['a loss', { kind: 'lost' }],
    ['a note that closes it', { kind: 'note', status: 'lost' }],
  ])('%s', (_what, given) => {
    const { state } = reported(contacted, touch(wednesdayText('11:00')), touch(wednesdayText('11:30'), given));
    expect(shown(state)).toEqual(['07T12:05 done 07T11:00', '08T14:30 ended 07T11:30', '08T16:30 ended 07T11:30']);
    expect(state.followUps && nextFollowUpAt(state.followUps)).toBeUndefined();
    expect(decideAt(state, thursdayText('17:00')).facts).toEqual([]);
  });

  it('not a reply from before the first contact', () => {
    const reply = touch(wednesdayText('10:02'), { kind: 'email', evidence: { inbound: true } });
    expect(shown(reported(contacted, { ...reply, told: wednesdayText('10:30') }).state)).toEqual(shown(contacted));
  });

  it('but a touch from before the reply, told later, was done', () => {
    const reply = touch(wednesdayText('11:30'), { kind: 'email', evidence: { inbound: true } });
    const { state } = reported(contacted, reply, { ...touch(wednesdayText('11:20')), told: wednesdayText('11:40') });
    expect(shown(state)[0]).toBe('07T12:05 done 07T11:20');
  });
});

describe('a resubmission', () => {
  const resubmitted = (state: Lead) => ({
    state,
    facts: [
      {
        type: 'lead.resubmitted.v1' as const,
        data: {
          leadId: 'lead-1',
          dealerId: 'dealer-1',
          ownerId: 'owner-1',
          at: wednesdayText('11:00'),
          source: { system: codeOf('web') },
          reason: 'same-source' as const,
        },
      },
    ],
  });
  const terms = { programme, calendar: calendarOfLead(contacted), now: wednesday('11:00') };
  const again = (state: Lead) => followResubmission(resubmitted(state), wednesdayText('11:00'), terms);

  it('of an answered lead lets go of what was left and begins again at once', () => {
    const { state, facts } = again(contacted);
    expect(shown(state)).toEqual([
      '07T12:05 ended 07T11:00',
      '08T14:30 ended 07T11:00',
      '08T16:30 ended 07T11:00',
      '07T13:00',
      '08T09:00',
      '08T16:30',
    ]);
    expect(state.followUps).toMatchObject({ run: 2 });
    expect(facts).toMatchObject([{ data: { followUp: { run: 2, wakeAt: wednesdayText('13:00') } } }]);
    expect(decideAt(state, thursdayText('17:00')).facts).toEqual([]);
    expect(decideFollowUp(state, { run: 2, people: [], role: 'sales-manager' }, wednesday('13:00'))).toMatchObject({
      facts: [{ type: 'lead.follow-up-due.v1', data: { taskId: '2-1' } }],
    });
  });

  it('leaves a touch that was made before it and is told after it to the run of before', () => {
    const late = { ...touch(wednesdayText('10:40')), told: wednesdayText('11:10') };
    const { state } = reported(again(contacted).state, late);
    expect(shown(state)).toEqual([
      '07T12:05 done 07T10:40',
      '08T14:30 ended 07T11:00',
      '08T16:30 ended 07T11:00',
      '07T13:00',
      '08T09:00',
      '08T16:30',
    ]);
    const later = reported(state, touch(wednesdayText('11:20'))).state;
    expect(shown(later).slice(2, 4)).toEqual(['08T16:30 ended 07T11:00', '07T13:00 done 07T11:20']);
  });

  it('that lay in quarantine until after the contact it asked for is followed up by that', () => {
    const { state, facts } = followResubmission(resubmitted(contacted), wednesdayText('10:05'), terms);
    expect(state).toBe(contacted);
    expect(facts[0]?.data).not.toHaveProperty('followUp');
  });

  it('of a lead that is owed a first response begins again with the next contact', () => {
    const { stoppedAt: _at, evidence: _evidence, ...running } = contacted.sla.firstResponse;
    const owed: Lead = {
      ...contacted,
      sla: { ...contacted.sla, startedAt: wednesdayText('11:00'), firstResponse: running },
    };
    const { state, facts } = again(owed);
    expect(facts[0]?.data).not.toHaveProperty('followUp');
    expect(state.followUps && nextFollowUpAt(state.followUps)).toBeUndefined();
    const answered = reported(state, touch(wednesdayText('11:05'), { kind: 'visit' }));
    expect(answered.facts).toMatchObject([
      { type: 'lead.sla-breached.v1' },
      { type: 'lead.contacted.v1', data: { followUp: { run: 2, wakeAt: wednesdayText('13:05') } } },
    ]);
  });

  it('of a lead nobody answered leaves it as it is', () => {
    expect(again(waiting)).toEqual(resubmitted(waiting));
  });
});
