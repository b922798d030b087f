import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PersonId } from '../../functions/dealers/people/person.ts';
import { noTurns, type Rotation, takeTurn } from '../../functions/dealers/routing/rotation.ts';
import { assignLead, reassignLead, renewAssignment } from '../../functions/leads/assignment/assignment.ts';
import type { Assignment, LeadId } from '../../functions/leads/lead/lead.ts';
import { codeOf } from '../../functions/platform/stable-hash.ts';
import { rosterWith } from './assignment.builders.ts';
import { leadWith, personWith, wednesday, wednesdayText } from './sla.builders.ts';

const unowned = leadWith({ assignments: [] });
const now = wednesday('10:00');
const sales = ['cleo', 'abe', 'bea'].map((id) => personWith(id, 'salesperson'));
const manager = personWith('mia', 'sales-manager');

/** Gives leads out one after another, each with the turns and counts that the ones before left. */
function giveOut(leads: number, [people, store]: Parameters<typeof rosterWith>): readonly string[] {
  let rotation = noTurns;
  const owners: PersonId[] = [];
  for (let count = 0; count < leads; count++) {
    const openLeads = new Map(people.map(({ id }) => [id, owners.filter((owner) => owner === id).length]));
    const outcome = assignLead(unowned, rosterWith(people, { ...store, rotation, openLeads }), now);
    if (outcome.kind !== 'assigned') throw new Error('must be assigned');
    rotation = outcome.rotation ?? rotation;
    owners.push(...outcome.state.assignments.map(({ personId }) => personId));
  }
  return owners;
}

function afterTurnsOf(...ids: readonly string[]): Rotation {
  const handing = { leadId: 'lead-0', at: wednesdayText('09:00') };
  return ids.reduce((rotation, id) => takeTurn(rotation, { ...handing, personId: id as PersonId }), noTurns);
}

describe('assignLead', () => {
  it.each([
    ['nobody had a turn', [], 'abe'],
    ['the first had the last turn', ['abe'], 'bea'],
    ['the last had the last turn', ['abe', 'bea', 'cleo'], 'abe'],
    ['the one with the last turn has left', ['abe', 'bart'], 'bea'],
    ['a new one came', ['abe', 'cleo'], 'bea'],
    ['turns were taken out of order', ['bea', 'cleo', 'abe'], 'bea'],
  ])('goes round when %s', (_name, turns, expected) => {
    const outcome = assignLead(unowned, rosterWith([manager, ...sales], { rotation: afterTurnsOf(...turns) }), now);
    const assignment = { personId: expected, at: wednesdayText('10:00'), reason: 'round-robin' };
    expect(outcome).toMatchObject({
      kind: 'assigned',
      state: { assignments: [assignment] },
      facts: [
        {
          type: 'lead.assigned.v1',
          data: { leadId: 'lead-1', dealerId: 'dealer-1', ...assignment, personId: codeOf(expected) },
        },
      ],
    });
  });

  it('is fair within one over any hundred leads in a row, however many people there are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 60 }), (people, from) => {
        const team = Array.from({ length: people }, (_, index) => personWith(`p${index}`, 'salesperson'));
        const owners = giveOut(from + 100, [team]);
        const window = owners.slice(from);
        const counts = team.map(({ id }) => window.filter((owner) => owner === id).length);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 20 },
    );
  });

  it.each(['round-robin', 'capacity'] as const)('by %s gives nobody more than they can take', (policy) => {
    const team = [
      personWith('abe', 'salesperson', { capacity: 2 }),
      personWith('bea', 'salesperson', { capacity: 6 }),
      personWith('cleo', 'salesperson', { capacity: 0 }),
      manager,
    ];
    const owners = giveOut(9, [team, { routing: { policy } }]);
    expect(owners.filter((owner) => owner === 'abe')).toHaveLength(2);
    expect(owners.filter((owner) => owner === 'bea')).toHaveLength(6);
    expect(owners.at(-1)).toBe('mia');
  });

  it('by capacity fills everybody alike for what they can take', () => {
    const team = [personWith('abe', 'salesperson', { capacity: 2 }), personWith('bea', 'salesperson', { capacity: 6 })];
    const owners = giveOut(4, [team, { routing: { policy: 'capacity' } }]);
    expect(owners.filter((owner) => owner === 'abe')).toHaveLength(1);
  });

  it('leaves an owned lead with its owner, and a closed one alone', () => {
    expect(assignLead(leadWith(), rosterWith(sales), now)).toEqual({ kind: 'unchanged' });
    expect(assignLead({ ...unowned, status: 'lost' }, rosterWith(sales), now)).toEqual({ kind: 'unchanged' });
  });

  it('finds nobody in a store without salespeople and manager', () => {
    expect(assignLead(unowned, rosterWith([personWith('gus', 'general-manager')]), now)).toEqual({ kind: 'nobody' });
  });
});

describe('reassignLead', () => {
  const step = { dueAt: wednesdayText('10:15'), at: wednesdayText('10:15') };
  const owned = leadWith({
    assignments: [{ personId: 'abe' as PersonId, at: wednesdayText('10:00'), reason: 'round-robin' }],
  });

  it('takes no turn, and is noted only where leads are counted', () => {
    const rotation = afterTurnsOf('abe');
    const outcome = reassignLead(owned, rosterWith(sales, { rotation }), step);
    expect(outcome).toMatchObject({ facts: [{ data: { from: codeOf('abe'), at: step.at, reason: 'unanswered' } }] });
    expect(outcome).not.toHaveProperty('rotation');
    const openLeads = new Map([['cleo' as PersonId, 3]]);
    const counted = reassignLead(owned, rosterWith(sales, { rotation, openLeads }), step);
    expect(counted).toMatchObject({
      facts: [{ data: { to: codeOf('bea') } }],
      rotation: { turns: rotation.turns, recent: [{ leadId: 'lead-1', personId: 'bea', at: step.at }] },
    });
  });

  it('spreads the leads of one owner over the others', () => {
    const owners = Array.from({ length: 60 }, (_, index) => {
      const outcome = reassignLead({ ...owned, leadId: `lead-${index}` as LeadId }, rosterWith(sales), step);
      return outcome.kind === 'assigned' ? outcome.state.assignments.at(-1)?.personId : undefined;
    });
    for (const id of ['bea', 'cleo']) expect(owners.filter((owner) => owner === id).length).toBeGreaterThan(20);
    expect(owners.filter((owner) => owner === 'bea' || owner === 'cleo')).toHaveLength(60);
  });

  it('goes to whoever has not been asked', () => {
    const had = ['abe', 'bea'].map((id) => ({ personId: id as PersonId, at: wednesdayText('10:00'), reason: '' }));
    const outcome = reassignLead({ ...owned, assignments: had }, rosterWith(sales), step);
    expect(outcome).toMatchObject({ state: { assignments: [{}, {}, { personId: 'cleo', reason: 'unanswered' }] } });
  });

  it.each([
    ['the owner is the only one', owned, sales.slice(1, 2)],
    [
      'all have been asked',
      { ...owned, assignments: [{ ...at('10:00'), personId: 'bea' as PersonId }, at('10:01')] },
      sales.slice(1, 3),
    ],
    ['the other is absent', owned, [away('bea')]],
    ['the other has no room', owned, [personWith('bea', 'salesperson', { capacity: 0 })]],
    ['the lead is closed', { ...owned, status: 'sold' as const }, sales],
    ['the owner got it after the step was due', { ...owned, assignments: [at('10:20')] }, sales],
  ])('changes nothing when %s', (_name, lead, people) => {
    expect(reassignLead(lead, rosterWith([...people, manager]), step)).toEqual({ kind: 'unchanged' });
  });

  it('gives a lead that nobody owns to somebody', () => {
    const outcome = reassignLead(unowned, rosterWith(sales), step);
    expect(outcome).toMatchObject({ facts: [{ type: 'lead.assigned.v1', data: { personId: codeOf('abe') } }] });
  });

  function away(id: string) {
    return personWith(id, 'salesperson', { absences: [{ from: '2026-01-07', to: '2026-01-07' }] });
  }

  function at(time: string) {
    return { personId: 'abe' as PersonId, at: wednesdayText(time), reason: '' };
  }
});

describe('renewAssignment', () => {
  const shifts = (open: string, close: string) => [{ days: ['wed' as const], open, close }];
  const renewed = (personId = 'abe') => {
    const lead = leadWith({
      assignments: [{ personId: personId as PersonId, at: wednesdayText('09:00'), reason: 'skill' }],
    });
    return { ...lead, sla: { ...lead.sla, run: 2, startedAt: wednesdayText('10:00') } };
  };
  const [cleo, abe, bea] = sales as [(typeof sales)[0], (typeof sales)[0], (typeof sales)[0]];
  const outcomeOf = (people: Parameters<typeof rosterWith>[0], lead = renewed(), isRenewed = true) => {
    const outcome = renewAssignment(lead, rosterWith([manager, ...people]), { now, isRenewed });
    return outcome.kind === 'assigned' ? outcome.state.assignments.at(-1)?.personId : outcome.kind;
  };

  it.each([
    ['keeps who is on duty', [cleo, abe, bea], 'unchanged'],
    ['goes on from who has left', [cleo, bea], 'bea'],
    ['goes on from who is off shift', [cleo, { ...abe, shifts: shifts('12:00', '17:00') }], 'cleo'],
    ['keeps who is next on shift where nobody is on duty', [{ ...abe, shifts: shifts('12:00', '17:00') }], 'unchanged'],
    ['goes to the sales manager where all have left', [], 'mia'],
    ['goes on from who does other work now', [{ ...abe, role: 'service-advisor' }, bea], 'bea'],
  ])('%s', (_what, people, expected) => {
    expect(outcomeOf(people)).toBe(expected);
  });

  it.each([
    ['goes on from who has left', [cleo, bea], 'bea'],
    ['keeps who is off shift', [cleo, { ...abe, shifts: shifts('12:00', '17:00') }], 'unchanged'],
  ])('where no other first response began %s', (_what, people, expected) => {
    expect(outcomeOf(people, renewed(), false)).toBe(expected);
  });

  it('keeps who was on duty as that began, also where the same news comes again when their shift is over', () => {
    const roster = rosterWith([manager, { ...abe, shifts: shifts('09:00', '10:30') }, bea]);
    const again = { now: wednesday('14:00'), isRenewed: true };
    expect(renewAssignment(renewed(), roster, again)).toEqual({ kind: 'unchanged' });
  });

  it('says why and takes a turn', () => {
    expect(renewAssignment(renewed(), rosterWith([manager, bea]), { now, isRenewed: true })).toMatchObject({
      kind: 'assigned',
      facts: [{ type: 'lead.reassigned.v1', data: { from: codeOf('abe'), to: codeOf('bea'), reason: 'off-duty' } }],
      rotation: expect.anything(),
    });
  });

  it('changes nothing where it went on since, was answered, or is closed', () => {
    const lead = renewed();
    const since = leadWith({ assignments: [{ ...lead.assignments[0], at: wednesdayText('10:00') } as Assignment] });
    const { sla } = lead;
    const answered = { ...sla, firstResponse: { ...sla.firstResponse, stoppedAt: wednesdayText('10:00') } };
    for (const each of [
      { ...lead, assignments: since.assignments },
      { ...lead, sla: answered },
      { ...lead, status: 'lost' as const },
    ])
      expect(outcomeOf([bea], each)).toBe('unchanged');
  });
});
