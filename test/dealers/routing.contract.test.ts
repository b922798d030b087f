import { describe, expect, it } from 'vitest';
import type { Dealer } from '../../functions/dealers/dealer/dealer.ts';
import { toDealerView } from '../../functions/dealers/dealer/dealer.view.ts';
import { person } from '../../functions/dealers/people/person.contract.ts';
import { routingBody } from '../../functions/dealers/routing/routing.contract.ts';
import { routingDefaultPolicies } from '../../functions/dealers/routing/routing.policy.ts';
import { calendarWith } from './calendar.builders.ts';

const abe = { id: 'abe', name: 'Abe', role: 'salesperson', email: 'abe@harbor.example' };
const most = {
  policy: 'capacity',
  roles: ['salesperson', 'internet-manager'],
  skills: [
    { skill: 'lang:es', when: { sources: ['site-es'], campaigns: ['primavera'] } },
    { skill: 'ev', when: { makes: ['Alder'], models: ['Spark'], conditions: ['new'], interests: ['lease'] } },
  ],
};

function pathsOf(outcome: { error?: { issues: readonly { path: readonly PropertyKey[] }[] } }): readonly string[] {
  return outcome.error?.issues.map(({ path }) => path.join('.')) ?? [];
}

describe('the routing of a store', () => {
  it('is shown as it was given', () => {
    const absences = [{ from: '2026-01-05', to: '2026-01-05' }];
    const skilled = { ...abe, skills: ['lang:es', 'ev'], absences };
    const store = { ...calendarWith(), name: 'Harbor', people: [skilled], routing: most };
    const dealer = { ...store, dealerId: 'dealer-1', version: 1, updatedAt: '2026-01-05T14:00:00.000Z' };
    const view = toDealerView(dealer as unknown as Dealer);
    expect(view).toEqual(dealer);
    expect(routingBody.parse(view.routing)).toEqual(most);
  });

  it.each([
    ['an unknown policy', { policy: 'auction' }, ['policy']],
    ['no policy', {}, ['policy']],
    ['no role', { policy: 'capacity', roles: [] }, ['roles']],
    ['a rule without a condition', { policy: 'capacity', skills: [{ skill: 'ev', when: {} }] }, ['skills.0.when']],
    [
      'an empty condition',
      { policy: 'capacity', skills: [{ skill: 'ev', when: { makes: [] } }] },
      ['skills.0.when.makes'],
    ],
    [
      'a skill in words',
      { policy: 'capacity', skills: [{ skill: 'Speaks Spanish', when: { makes: ['Alder'] } }] },
      ['skills.0.skill'],
    ],
    ['fields of its own', { policy: 'capacity', weights: {} }, ['']],
  ])('refuses %s', (_what, routing, paths) => {
    expect(pathsOf(routingBody.safeParse(routing))).toEqual(paths);
  });

  it.each([
    [
      'an absence that ends before it begins',
      { absences: [{ from: '2026-01-06', to: '2026-01-05' }] },
      ['absences.0.to'],
    ],
    ['an absence without an end', { absences: [{ from: '2026-01-06' }] }, ['absences.0.to']],
    [
      'more absences than anybody has',
      { absences: Array(101).fill({ from: '2026-01-06', to: '2026-01-06' }) },
      ['absences'],
    ],
    ['a skill in words', { skills: ['Spanish!'] }, ['skills.0']],
    ['a negative capacity', { capacity: -1 }, ['capacity']],
  ])('refuses a person with %s', (_what, change, paths) => {
    expect(pathsOf(person.safeParse({ ...abe, ...change }))).toEqual(paths);
  });

  it('is round robin among salespeople where a store says nothing', () => {
    expect(routingDefaultPolicies.newest).toMatchObject({
      policy: 'round-robin',
      roles: ['salesperson'],
      fallbackRole: 'sales-manager',
    });
  });
});
