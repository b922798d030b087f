import { describe, expect, it } from 'vitest';
import { notificationsFor, type Occasion, withheldFrom } from '../../functions/leads/notification/notification.ts';
import { assigned, dealer, escalated, lead, reassigned } from './notification.builders.ts';
import { personWith } from './sla.builders.ts';

describe('who may not be mailed', () => {
  const { district } = dealer;
  const withheld = (given: Partial<typeof dealer>, occasion: Occasion) => {
    const changed = { ...dealer, ...given };
    const told = notificationsFor(lead, changed, { occasion }).map(({ to }) => to);
    return { told, withheld: withheldFrom(lead, changed, occasion) };
  };
  const moved = ['reassigned-1-new-owner'];

  it.each<[string, Partial<typeof dealer>, Occasion, object]>([
    ['nobody with the OEM’s domains', {}, assigned, { told: ['sam@harbor.example'], withheld: [] }],
    ['whoever is outside of them', { mailDomains: ['other.example'] }, assigned, { told: [], withheld: ['assigned'] }],
    [
      'each by their own address',
      { people: [...dealer.people.slice(0, 1), personWith('zoe', 'salesperson', { email: 'zoe@evil.example' })] },
      reassigned,
      { told: [], withheld: ['reassigned-1-new-owner'] },
    ],
    ['everybody without domains', { mailDomains: [] }, reassigned, { told: [], withheld: moved }],
    ['the district without domains', { mailDomains: [] }, escalated, { told: [], withheld: ['escalated-3'] }],
    [
      'not the district with any',
      { mailDomains: ['other.example'] },
      escalated,
      { told: [district?.email], withheld: [] },
    ],
    ['not who has left', { mailDomains: [] }, { ...assigned, personId: 'bart' }, { told: [], withheld: [] }],
  ])('is %s', (_who, given, occasion, expected) => {
    expect(withheld(given, occasion)).toEqual(expected);
  });

  it('is everybody of a dealer that was stored before there were domains', () => {
    const { mailDomains: _, ...stored } = dealer;
    expect(notificationsFor(lead, stored, { occasion: reassigned })).toEqual([]);
    expect(withheldFrom(lead, stored, reassigned)).toEqual(moved);
  });
});
