import { describe, expect, it } from 'vitest';
import type { Person } from '../../functions/dealers/people/person.ts';
import { chooseAssignee } from '../../functions/leads/assignment/assignment-choice.ts';
import type { Lead } from '../../functions/leads/lead/lead.ts';
import { row } from '../dealers/calendar.builders.ts';
import { rosterWith } from './assignment.builders.ts';
import { leadWith, personWith, wednesday } from './sla.builders.ts';

const seller = (id: string, given: Partial<Person> = {}) => personWith(id, 'salesperson', given);
const shift = (times: string) => ({ shifts: [row(['wed', 'thu'], times)] });
const awayOn = (from: string, to = from) => ({ absences: [{ from, to }] });
const managers = [personWith('mia', 'sales-manager'), personWith('max', 'sales-manager', awayOn('2026-01-07'))];

function choiceAt(time: string, people: readonly Person[], given: { lead?: Partial<Lead>; skill?: boolean } = {}) {
  const skills = [{ skill: 'ev', when: { models: ['Spark EV'] } }];
  const roster = rosterWith(people, { ...(given.skill && { routing: { policy: 'round-robin', skills } }) });
  const choice = chooseAssignee(leadWith({ assignments: [], ...given.lead }), roster, wednesday(time));
  return choice && [choice.person.id, choice.reason];
}

describe('whose lead it is', () => {
  it.each<[string, string, readonly Person[], readonly [string, string]]>([
    ['on shift only', '10:00', [seller('abe', shift('12:00-20:00')), seller('bea')], ['bea', 'round-robin']],
    ['not absent', '10:00', [seller('abe', awayOn('2026-01-05', '2026-01-09')), seller('bea')], ['bea', 'round-robin']],
    ['back on the day after', '10:00', [seller('abe', awayOn('2026-01-06'))], ['abe', 'round-robin']],
    [
      'the first to come, when nobody is on shift',
      '10:00',
      [seller('abe', shift('13:00-20:00')), seller('bea', shift('12:00-20:00')), ...managers],
      ['bea', 'next-on-shift'],
    ],
    [
      'the first to come the day after, when all shifts are over',
      '21:00',
      [seller('abe', shift('13:00-20:00')), seller('bea', { ...shift('12:00-20:00'), ...awayOn('2026-01-08') })],
      ['abe', 'next-on-shift'],
    ],
    [
      'the sales manager who is there, when nobody comes for long',
      '10:00',
      [seller('abe', awayOn('2026-01-01', '2026-02-01')), ...managers.toReversed()],
      ['mia', 'nobody-on-shift'],
    ],
    [
      'the sales manager, when all are busy',
      '10:00',
      [seller('abe', { capacity: 0 }), ...managers],
      ['mia', 'no-capacity'],
    ],
    ['the sales manager, where there is no salesperson', '10:00', managers, ['mia', 'no-salesperson']],
    ['an absent manager, where there is nobody else', '10:00', managers.slice(1), ['max', 'no-salesperson']],
  ])('%s', (_who, time, people, expected) => {
    expect(choiceAt(time, people)).toEqual(expected);
  });

  it('is nobody’s in a store that names neither', () => {
    expect(choiceAt('10:00', [personWith('gus', 'general-manager')])).toBeUndefined();
  });

  it('is another role’s where the store says so', () => {
    const roster = rosterWith([seller('abe'), personWith('ike', 'internet-manager')], {
      routing: { policy: 'round-robin', roles: ['internet-manager'] },
    });
    expect(chooseAssignee(leadWith({ assignments: [] }), roster, wednesday('10:00'))?.person.id).toBe('ike');
  });
});

describe('a lead that asks for a skill', () => {
  const electric = { vehiclesOfInterest: [{ make: 'Alder', model: ' spark ev', interest: 'buy' as const }] };
  const zoe = seller('zoe', { skills: ['lang:es', 'ev'] });

  it.each<[string, readonly Person[], Partial<Lead>, readonly [string, string]]>([
    ['goes to who has it', [seller('abe'), zoe], electric, ['zoe', 'skill']],
    ['goes round when nobody has it', [seller('abe'), seller('bea')], electric, ['abe', 'round-robin']],
    [
      'goes to somebody who can answer now before it waits',
      [seller('abe'), { ...zoe, ...shift('13:00-20:00') }],
      electric,
      ['abe', 'round-robin'],
    ],
    ['asks for none when it is about another car', [seller('abe'), zoe], {}, ['abe', 'round-robin']],
  ])('%s', (_what, people, lead, expected) => {
    expect(choiceAt('10:00', people, { lead, skill: true })).toEqual(expected);
  });
});
