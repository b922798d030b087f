import { describe, expect, it } from 'vitest';
import type { PersonId } from '../../functions/dealers/people/person.ts';
import { codeOf } from '../../functions/platform/stable-hash.ts';
import { about, dealerWith, decideAt, leadWith, personWith, wednesdayText } from './sla.builders.ts';

const dealer = dealerWith();

describe('nobody answers, and the lead', () => {
  const sales = ['zoe', 'kim', 'lou'].map((id) => personWith(id, 'salesperson'));
  const ladder = ['10:07:30', '10:12', '10:15', '10:15', '10:30', '10:45', '12:15'];
  it.each([
    ['goes twice to others, then to the sales manager, with whom it stays', sales.slice(0, 2), ladder, 3],
    ['goes on once where there is one other', sales.slice(0, 1), ladder, 2],
    ['goes to nobody twice, however many there are', sales, ladder, 3],
    ['goes to the sales manager where there is no other', [], ladder, 1],
    ['changes hands once where the timer comes late to two steps', sales, ['10:31'], 1],
    ['goes straight to the sales manager where the timer comes late to all', sales, ['13:00'], 1],
  ])('%s', (_what, others, times, changes) => {
    const { kind, state, facts } = decideAt(leadWith(), times, dealerWith({ people: [...dealer.people, ...others] }));
    const handed = facts.filter(({ type }) => type === 'lead.reassigned.v1');
    expect(handed).toHaveLength(changes);
    const holders = state.assignments.map(({ personId }) => personId);
    expect(new Set(holders).size).toBe(holders.length);
    expect(holders[0]).toBe('sam');
    if (times !== ladder && times[0] === '10:31') return expect(sales.map(({ id }) => id)).toContain(holders[1]);
    expect(state.assignments.at(-1)).toMatchObject({ personId: 'mia', reason: 'ladder-over' });
    expect(kind).toBe('done');
  });

  it('keeps its dates, and goes on at the breach after the first level is told', () => {
    const two = dealerWith({ people: [...dealer.people, ...sales.slice(0, 1)] });
    const { state, facts } = decideAt(leadWith(), ladder.slice(0, 3), two);
    expect(facts.slice(2).map(({ type }) => type)).toEqual([
      'lead.sla-breached.v1',
      'lead.escalated.v1',
      'lead.reassigned.v1',
    ]);
    const at = wednesdayText('10:15');
    const hands = { from: codeOf('sam'), to: codeOf('zoe') };
    expect(facts.at(-1)?.data).toEqual({ ...about, ...hands, at, reason: 'unanswered' });
    expect(state.sla.firstResponse).toMatchObject({ dueAt: at, dueAt24x7: at });
  });

  it('never goes back to whoever had it when this first response began', () => {
    const three = dealerWith({ people: [...dealer.people, ...sales.slice(0, 1)] });
    const assignments = [{ personId: 'sam' as PersonId, at: '2026-01-01T15:00:00.000Z', reason: 'round-robin' }];
    const { state } = decideAt(leadWith({ assignments }), ['10:15', '10:30', '10:45'], three);
    expect(state.assignments.map(({ personId }) => personId)).toEqual(['sam', 'zoe', 'mia']);
  });

  it('may go to those again who were asked in an earlier first response', () => {
    const two = dealerWith({ people: [...dealer.people, ...sales.slice(0, 1)] });
    const [before, first] = ['2026-01-01T15:00:00.000Z', wednesdayText('10:00')];
    const assignments = [
      { personId: 'zoe' as PersonId, at: before, reason: 'round-robin' },
      { personId: 'sam' as PersonId, at: first, reason: 'round-robin' },
    ];
    const { state } = decideAt(leadWith({ assignments }), ['10:15'], two);
    expect(state.assignments.at(-1)).toMatchObject({ personId: 'zoe', reason: 'unanswered' });
  });
});
