import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Activity, ActivityEvidence } from '../../functions/leads/activity/activity.ts';
import { addEvidence } from '../../functions/leads/activity/activity-addition.ts';
import { isEvidence } from '../../functions/leads/activity/activity-evidence.ts';
import { recordAddition } from '../../functions/leads/activity/activity-recording.ts';
import { decideSla } from '../../functions/leads/sla/sla.ts';
import { typesOf } from './follow-up.builders.ts';
import {
  calendarOfLead,
  callAt,
  dealerWith,
  leadWith,
  teamOf,
  tell,
  wednesday,
  wednesdayText,
} from './sla.builders.ts';

const mail = callAt('10:05', { kind: 'email', evidence: { messageId: 'm1', delivered: false } });
const call = callAt('10:05', { evidence: { connected: false, callSeconds: 0 } });

describe('an activity that is told again', () => {
  it.each<[string, Activity, ActivityEvidence | undefined, ActivityEvidence]>([
    ['was delivered', mail, { delivered: true }, { messageId: 'm1', delivered: true }],
    ['connected after all', call, { connected: true, callSeconds: 95 }, { connected: true, callSeconds: 95 }],
    ['has evidence at last', callAt('10:05', { evidence: {} }), { connected: true }, { connected: true }],
    ['turns out a reply', { ...mail, evidence: {} }, { inbound: true }, { inbound: true }],
  ])('and %s has more evidence', (_what, kept, evidence, expected) => {
    const added = addEvidence(kept, { kind: kept.kind, ...(evidence && { evidence }) });
    expect(added).toEqual({ ...kept, evidence: expected });
    expect(addEvidence(added, added)).toBe(added);
  });

  it.each<[string, Activity, Pick<Activity, 'kind' | 'evidence'>]>([
    ['as it was', mail, mail],
    ['without evidence', mail, { kind: 'email' }],
    ['with another message', mail, { kind: 'email', evidence: { messageId: 'm2' } }],
    [
      'as undelivered though it was',
      { ...mail, evidence: { delivered: true } },
      mail.evidence ? { kind: 'email', evidence: { delivered: false } } : mail,
    ],
    [
      'as a shorter call',
      callAt('10:05', { evidence: { callSeconds: 9 } }),
      { kind: 'call', evidence: { callSeconds: 3 } },
    ],
    ['as a call nobody made', { ...call, evidence: { inbound: false } }, { kind: 'call', evidence: { inbound: true } }],
    [
      'as failed where the customer rang',
      { ...call, evidence: { inbound: true } },
      { kind: 'call', evidence: { connected: false } },
    ],
    ['as another kind', mail, { kind: 'sms', evidence: { delivered: true } }],
  ])('%s is what was kept', (_what, kept, again) => {
    expect(addEvidence(kept, again)).toBe(kept);
  });

  it('never stops being an answer, whatever is told of it', () => {
    const flag = fc.constantFrom(undefined, true, false);
    const evidence = fc.record(
      { connected: flag, delivered: flag, inbound: flag, callSeconds: fc.nat(90) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.constantFrom('call', 'email', 'sms'), fc.array(evidence, { minLength: 1 }), (kind, reports) => {
        const told = reports.map((each) => JSON.parse(JSON.stringify(each)) as ActivityEvidence);
        let kept: Activity = { ...callAt('10:05'), kind, evidence: told[0] ?? {} };
        for (const next of told) {
          const added = addEvidence(kept, { kind, evidence: next });
          if (isEvidence(kept)) expect(isEvidence(added)).toBe(true);
          kept = added;
        }
      }),
    );
  });
});

const termsAt = (time: string) => ({ calendar: calendarOfLead(leadWith()), now: wednesday(time) });

describe('evidence that is added', () => {
  const later = { ...mail, evidence: { ...mail.evidence, delivered: true } };

  it('stops the clock by the activity’s own time, as if it had been told at first', () => {
    const sent = tell(leadWith(), mail, wednesday('10:05')).state;
    const breached = decideSla(sent, teamOf(dealerWith()), wednesday('10:20')).state;
    const { state, facts } = recordAddition(breached, later, termsAt('10:21'));
    expect(typesOf(facts)).toEqual(['lead.contacted.v1']);
    expect(state.status).toBe('contacted');
    expect(state.sla.firstResponse).toMatchObject({
      stoppedAt: wednesdayText('10:05'),
      breachedAt: wednesdayText('10:15'),
      corrected: { at: wednesdayText('10:21'), activityId: mail.id },
    });
  });

  it('in time leaves no breach', () => {
    const sent = tell(leadWith(), mail, wednesday('10:05')).state;
    const { state } = recordAddition(sent, later, termsAt('10:14'));
    expect(decideSla(state, teamOf(dealerWith()), wednesday('11:00')).facts).toEqual([]);
  });

  it('says nothing again of status, words or end', () => {
    const lead = leadWith({ status: 'appointment' });
    const stated = { ...later, status: 'contacted' as const };
    expect(recordAddition(lead, stated, termsAt('10:14')).state.status).toBe('appointment');
    const unknown = { ...later, unknownStatus: 'Hot' };
    expect(typesOf(recordAddition(lead, unknown, termsAt('10:14')).facts)).toEqual(['lead.contacted.v1']);
    const sale = callAt('10:05', { kind: 'sold', status: 'ordered', evidence: { connected: true } });
    expect(recordAddition(lead, sale, termsAt('10:14'))).toEqual({ state: lead, facts: [] });
  });
});
