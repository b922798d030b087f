import { describe, expect, it } from 'vitest';
import type { LeadTraits } from '../../functions/dealers/routing/routing.ts';
import { neededSkills } from '../../functions/leads/assignment/assignment-skill.ts';
import { leadWith } from './sla.builders.ts';

const lead = leadWith({
  source: { system: 'Site-ES', campaign: 'spring' },
  vehiclesOfInterest: [
    { make: 'Alder', model: 'Ridge', condition: 'used', interest: 'buy' },
    { make: 'Birch', model: 'Volt', condition: 'new', interest: 'test-drive' },
  ],
});

describe('the skills a lead asks for', () => {
  it.each<[string, LeadTraits, boolean]>([
    ['its source, whatever the case', { sources: ['site-es'] }, true],
    ['another source', { sources: ['site-en'] }, false],
    ['its campaign', { campaigns: ['winter', 'Spring'] }, true],
    ['a model of it', { models: ['volt'] }, true],
    ['make and condition of one vehicle', { makes: ['Birch'], conditions: ['new'] }, true],
    ['make and condition of two vehicles', { makes: ['Birch'], conditions: ['used'] }, false],
    ['what is wanted', { interests: ['test-drive'] }, true],
    ['source and model, of which one is not so', { sources: ['site-es'], models: ['Spark'] }, false],
  ])('follow from %s', (_what, when, asks) => {
    expect(neededSkills(lead, [{ skill: 'some', when }])).toEqual(asks ? ['some'] : []);
  });

  it('are each named once', () => {
    const when = { makes: ['alder'] };
    const rules = [
      { skill: 'ev', when },
      { skill: 'ev', when },
      { skill: 'lang:es', when },
    ];
    expect(neededSkills(lead, rules)).toEqual(['ev', 'lang:es']);
  });

  it('do not follow from a campaign it does not state', () => {
    const { campaign: _, ...source } = lead.source;
    expect(neededSkills({ ...lead, source }, [{ skill: 'ev', when: { campaigns: ['spring'] } }])).toEqual([]);
  });
});
