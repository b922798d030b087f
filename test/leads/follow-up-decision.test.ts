import { describe, expect, it } from 'vitest';
import { decideFollowUp } from '../../functions/leads/follow-up/follow-up-decision.ts';
import { nextFollowUpAt } from '../../functions/leads/lead/follow-up-task.ts';
import { codeOf } from '../../functions/platform/stable-hash.ts';
import { contacted, decideAt, reported, thursdayText, touch, typesOf, waiting } from './follow-up.builders.ts';
import { dealerWith, wednesday, wednesdayText } from './sla.builders.ts';

const question = { run: 1, people: dealerWith().people, role: 'sales-manager' };

describe('what is said of a run of follow-ups', () => {
  it.each([
    ['a second before it is due', '12:04:59', [], wednesdayText('12:05')],
    ['when it is due', '12:05', ['lead.follow-up-due.v1'], wednesdayText('13:05')],
    ['an hour after', '13:05', ['lead.follow-up-due.v1', 'lead.follow-up-missed.v1'], thursdayText('14:30')],
  ])('%s', (_what, at, types, next) => {
    const { state, facts } = decideAt(contacted, wednesdayText(at));
    expect(typesOf(facts)).toEqual(types);
    expect(state.followUps && nextFollowUpAt(state.followUps)).toBe(next);
  });

  it('is said once: asked again it changes nothing', () => {
    const { state } = decideAt(contacted, wednesdayText('13:05'));
    const again = decideAt(state, wednesdayText('13:05'));
    expect(again).toEqual({ state, facts: [] });
    expect(again.state).toBe(state);
  });

  it('tells who owned the task and whose look it is', () => {
    const { facts } = decideAt(contacted, wednesdayText('13:30'));
    const about = { leadId: 'lead-1', dealerId: 'dealer-1', taskId: '1-1', kind: 'email', personId: codeOf('sam') };
    const dueAt = wednesdayText('12:05');
    expect(facts).toEqual([
      { type: 'lead.follow-up-due.v1', data: { ...about, dueAt, at: wednesdayText('13:30') } },
      {
        type: 'lead.follow-up-missed.v1',
        data: { ...about, dueAt, missedAt: wednesdayText('13:05'), to: codeOf('mia') },
      },
    ]);
  });

  it('names nobody where the store has no such role', () => {
    const { facts } = decideFollowUp(contacted, { ...question, people: [] }, wednesday('13:05'));
    expect(facts[1]?.data).not.toHaveProperty('to');
  });

  it.each([
    ['before it was due', '12:00', []],
    ['in its hour', '12:30', ['lead.follow-up-due.v1']],
    ['with the end of its hour', '13:05', ['lead.follow-up-due.v1']],
    ['after its hour', '13:06', ['lead.follow-up-due.v1', 'lead.follow-up-missed.v1']],
  ])('a task done %s', (_what, at, types) => {
    const done = reported(contacted, touch(wednesdayText(at))).state;
    expect(typesOf(decideAt(done, wednesdayText('13:10')).facts)).toEqual(types);
  });

  it('asked only days later is all of it, in order, and nothing is left', () => {
    const decision = decideAt(contacted, '2026-01-12T15:00:00.000Z');
    expect(decision.state.followUps && nextFollowUpAt(decision.state.followUps)).toBeUndefined();
    const told = decision.facts.map(({ type, data }) => [type, 'taskId' in data && data.taskId]);
    expect(told).toEqual(
      ['1-1', '1-2', '1-3'].flatMap((taskId) => [
        ['lead.follow-up-due.v1', taskId],
        ['lead.follow-up-missed.v1', taskId],
      ]),
    );
  });

  it('is nothing where the lead has no such run', () => {
    for (const [lead, run] of [
      [contacted, 2],
      [waiting, 1],
    ] as const)
      expect(decideFollowUp(lead, { ...question, run }, wednesday('16:00'))).toEqual({ state: lead, facts: [] });
  });
});
