import { describe, expect, it } from 'vitest';
import type { PersonId } from '../../functions/dealers/dealer.ts';
import { assignLead } from '../../functions/leads/assignment.ts';
import { leadWith, personWith, wednesday, wednesdayText } from './sla.builders.ts';

const unowned = leadWith({ assignments: [] });
const now = wednesday('10:00');
const sales = ['cleo', 'abe', 'bea'].map((id) => personWith(id, 'salesperson'));
const manager = personWith('mia', 'sales-manager');

describe('assignLead', () => {
  it.each([
    ['nobody had a turn', undefined, 'abe'],
    ['the first had the last turn', 'abe', 'bea'],
    ['the last had the last turn', 'cleo', 'abe'],
    ['the one with the last turn has left', 'bart', 'bea'],
    ['a stranger at the end had the last turn', 'zoe', 'abe'],
  ])('goes round by id when %s', (_name, last, expected) => {
    const roster = { people: [manager, ...sales], ...(last !== undefined && { lastPersonId: last as PersonId }) };
    const outcome = assignLead(unowned, roster, now);
    const assignment = { personId: expected, at: wednesdayText('10:00'), reason: 'round-robin' };
    expect(outcome).toMatchObject({ kind: 'assigned', personId: expected, state: { assignments: [assignment] } });
    expect(outcome.facts).toEqual([
      { type: 'lead.assigned.v1', data: { leadId: 'lead-1', dealerId: 'dealer-1', ...assignment } },
    ]);
  });

  it('is fair over any number of leads', () => {
    const counts = new Map<string, number>();
    let lastPersonId: PersonId | undefined;
    for (let turn = 0; turn < 100; turn++) {
      const outcome = assignLead(unowned, { people: sales, ...(lastPersonId && { lastPersonId }) }, now);
      if (outcome.kind !== 'assigned') throw new Error('must be assigned');
      lastPersonId = outcome.personId;
      counts.set(lastPersonId, (counts.get(lastPersonId) ?? 0) + 1);
    }
    expect([...counts.values()].sort()).toEqual([33, 33, 34]);
  });

  it('falls to the sales manager where there is no salesperson', () => {
    const outcome = assignLead(unowned, { people: [personWith('gus', 'general-manager'), manager] }, now);
    expect(outcome.facts.map(({ data }) => data)).toMatchObject([{ personId: 'mia', reason: 'no-salesperson' }]);
  });

  it('finds nobody in a store without either', () => {
    const outcome = assignLead(unowned, { people: [personWith('gus', 'general-manager')] }, now);
    expect(outcome).toEqual({ kind: 'nobody', state: unowned, facts: [] });
  });

  it('leaves an owned lead with its owner', () => {
    const owned = leadWith();
    expect(assignLead(owned, { people: sales }, now)).toEqual({ kind: 'unchanged', state: owned, facts: [] });
  });
});
