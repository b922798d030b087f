import { describe, expect, it } from 'vitest';
import { decideFollowUp } from '../../functions/leads/follow-up/follow-up-decision.ts';
import { codeOf } from '../../functions/platform/stable-hash.ts';
import { contacted, decideAt, reported, thursdayText, touch, typesOf, waiting } from './follow-up.builders.ts';
import { dealerWith, wednesday, wednesdayText } from './sla.builders.ts';

const question = { run: 1, people: dealerWith().people, role: 'sales-manager' };

describe('the machine’s question', () => {
  it.each([
    ['a second before it is due', '12:04:59', [], 'wait', '12:05'],
    ['when it is due', '12:05', ['lead.follow-up-due.v1'], 'wait', '13:05'],
    ['an hour after', '13:05', ['lead.follow-up-due.v1', 'lead.follow-up-missed.v1'], 'wait', '14:30'],
  ])('%s', (_what, at, types, kind, wakeAt) => {
    const decision = decideAt(contacted, wednesdayText(at));
    expect(typesOf(decision.facts)).toEqual(types);
    expect(decision).toMatchObject({ kind, wakeAt: wakeAt === '14:30' ? thursdayText(wakeAt) : wednesdayText(wakeAt) });
  });

  it('is answered once: asked again it changes nothing', () => {
    const { state } = decideAt(contacted, wednesdayText('13:05'));
    const again = decideAt(state, wednesdayText('13:05'));
    expect(again).toEqual({ kind: 'wait', wakeAt: thursdayText('14:30'), state, facts: [] });
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

  it('asked only days later says all of it, in order, and is done', () => {
    const decision = decideAt(contacted, '2026-01-12T15:00:00.000Z');
    expect(decision.kind).toBe('done');
    const told = decision.facts.map(({ type, data }) => [type, 'taskId' in data && data.taskId]);
    expect(told).toEqual(
      ['1-1', '1-2', '1-3'].flatMap((taskId) => [
        ['lead.follow-up-due.v1', taskId],
        ['lead.follow-up-missed.v1', taskId],
      ]),
    );
  });

  it('about a run that another followed, or none, is done', () => {
    expect(decideFollowUp(contacted, { ...question, run: 2 }, wednesday('16:00'))).toMatchObject({
      kind: 'done',
      facts: [],
    });
    expect(decideFollowUp(waiting, question, wednesday('16:00'))).toEqual({ kind: 'done', state: waiting, facts: [] });
  });
});
