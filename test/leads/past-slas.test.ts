import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { toInstantText } from '../../functions/events/event.ts';
import type { Activity } from '../../functions/leads/activity/activity.ts';
import type { Lead } from '../../functions/leads/lead/lead.ts';
import { slaAt } from '../../functions/leads/lead/past.ts';
import { dedupePolicies } from '../../functions/leads/reception/dedupe.policy.ts';
import { resubmit } from '../../functions/leads/reception/resubmission.ts';
import { scoringPolicies } from '../../functions/leads/score/score.policy.ts';
import { slaPolicies } from '../../functions/leads/sla/sla.policy.ts';
import { decideSla } from '../../functions/leads/sla/sla.ts';
import { typesOf } from './follow-up.builders.ts';
import { callAt, dealerWith, leadWith, teamOf, tell, wednesday, wednesdayText } from './sla.builders.ts';

const team = teamOf(dealerWith());
/** Friday 2026-01-09 at a time in the store's zone. */
const friday = (time: string) => Temporal.Instant.from(`2026-01-09T${time}-05:00`);
const fridayText = (time: string) => toInstantText(friday(time));

/** A lead whose person asks again on Friday at ten. */
function askedAgain(lead: Lead, receivedAt = friday('10:00')): Lead {
  const stated = { source: { system: 'web' }, customer: lead.customer, vehiclesOfInterest: [], tradeIns: [] };
  const programme = { sla: slaPolicies.newest, dedupe: dedupePolicies.newest, scoring: scoringPolicies.newest };
  const renewal = { ...programme, reason: 'same-source' as const, dealer: dealerWith(), receivedAt, now: receivedAt };
  return resubmit(lead, stated, renewal).state;
}

const ladderOver = decideSla(leadWith(), team, wednesday('16:00')).state;
const answered = tell(leadWith(), callAt('10:10'), wednesday('10:10')).state;
const visit = (at: string): Activity => ({ id: `visit-${at}`, kind: 'visit', at });

describe('evidence of before a resubmission, told after it', () => {
  it('answers the first response of its own time, which its event names, and not the one that runs', () => {
    const lead = askedAgain(ladderOver);
    const { state, facts } = tell(lead, visit(wednesdayText('10:12')), friday('10:01'));
    expect(state.sla).toBe(lead.sla);
    expect(state.pastSlas).toMatchObject([
      {
        run: 1,
        startedAt: wednesdayText('10:00'),
        firstResponse: {
          breachedAt: wednesdayText('10:15'),
          stoppedAt: wednesdayText('10:12'),
          elapsedSeconds: 720,
          businessSeconds: 720,
          evidence: { kind: 'visit' },
          corrected: { at: fridayText('10:01') },
        },
      },
    ]);
    expect(facts).toMatchObject([
      { type: 'lead.contacted.v1', data: { stoppedAt: wednesdayText('10:12'), late: true } },
    ]);
    expect(facts[0]?.data).not.toHaveProperty('run');
    expect(typesOf(decideSla(state, team, friday('10:15')).facts)).toContain('lead.sla-breached.v1');
  });

  it('earlier than what answered that one corrects it', () => {
    const { state, facts } = tell(askedAgain(answered), visit(wednesdayText('10:04')), friday('10:01'));
    expect(state.pastSlas).toMatchObject([{ firstResponse: { stoppedAt: wednesdayText('10:04') } }]);
    expect(typesOf(facts)).toEqual(['lead.contacted.v1']);
  });

  it.each([
    ['later than what answered that one', wednesdayText('10:11')],
    ['of the very instant', wednesdayText('10:10')],
    ['the evening before', '2026-01-09T01:00:00.000Z'],
  ])('%s changes nothing', (_when, at) => {
    const lead = askedAgain(answered);
    expect(tell(lead, visit(at), friday('10:01'))).toMatchObject({ state: lead, facts: [] });
  });

  it('of the instant of the resubmission answers that, in its own run', () => {
    const { state, facts } = tell(askedAgain(answered), visit(fridayText('10:00')), friday('10:01'));
    expect(state.sla.firstResponse).toMatchObject({ stoppedAt: fridayText('10:00'), elapsedSeconds: 0 });
    expect(facts).toMatchObject([{ data: { run: 2, late: false } }]);
  });

  it('of the time of one whose start is not known answers none', () => {
    const [past] = askedAgain(answered).pastSlas ?? [];
    const unknown = past && { run: 2, policy: past.policy, firstResponse: past.firstResponse };
    const lead = { ...askedAgain(answered), pastSlas: past && unknown ? [past, unknown] : [] };
    expect(slaAt(lead, wednesdayText('12:00'))).toBeUndefined();
    expect(slaAt({ ...lead, pastSlas: past ? [past] : [] }, wednesdayText('12:00'))).toBe(past);
  });
});

describe('a request that lay in quarantine and belongs to a lead', () => {
  it('starts its clock when it came first', () => {
    const { sla, resubmissions } = askedAgain(answered, friday('09:30'));
    expect(sla).toMatchObject({
      run: 2,
      startedAt: fridayText('09:30'),
      firstResponse: { dueAt: fridayText('09:45') },
    });
    expect(resubmissions).toMatchObject([{ at: fridayText('09:30') }]);
  });

  it('takes an answer since then from the first response of before, whose ladder had ended', () => {
    const contacted = tell(ladderOver, visit(fridayText('09:40')), friday('09:40')).state;
    const lead = askedAgain(contacted, friday('09:30'));
    expect(lead.pastSlas?.[0]?.firstResponse).toEqual(ladderOver.sla.firstResponse);
    expect(lead.sla.firstResponse).not.toHaveProperty('stoppedAt');
  });

  it('is owed no other first response where the one of before still ran then, or began within 24 hours', () => {
    const late = leadWith({ receivedAt: fridayText('09:00') });
    const contacted = tell(late, visit(fridayText('09:40')), friday('09:40')).state;
    expect(askedAgain(contacted, friday('09:30')).sla.run).toBe(1);
    expect(askedAgain(contacted, friday('09:41')).sla.run).toBe(1);
    expect(askedAgain(contacted, friday('09:01').add({ hours: 24 })).sla.run).toBe(2);
  });
});
