import { describe, expect, it } from 'vitest';
import { parseDealer } from '../../functions/dealers/dealer/dealer.contract.ts';
import { toDealerView } from '../../functions/dealers/dealer/dealer.view.ts';
import { settingsInForce } from '../../functions/dealers/dealer/settings-in-force.ts';
import { dealerWith } from '../leads/sla.builders.ts';

const programme = {
  bounds: { minMinutes: 5, maxMinutes: 60 },
  words: { statuses: [], sources: [] },
  dials: { 'followUp.day2Touches': { min: 1, max: 3 } },
};

describe('what holds of a store’s settings', () => {
  it.each([
    [{}, {}],
    [{ dials: {} }, { dials: {} }],
    [{ dials: { tone: 'warm', texts: false, maxTouches: 4 } }, { dials: {} }],
    [{ dials: { 'followUp.day2Touches': 2, tone: 'warm' } }, { dials: { 'followUp.day2Touches': 2 } }],
    [{ dials: { 'followUp.day2Touches': 9 } }, { dials: { 'followUp.day2Touches': 3 } }],
    [{ dials: { 'followUp.day2Touches': '2' } }, { dials: {} }],
    [{ slaOverrides: {} }, {}],
    [{ slaOverrides: { firstResponseMinutes: 30 } }, { slaOverrides: { firstResponseMinutes: 30 } }],
    [{ slaOverrides: { firstResponseMinutes: 90 } }, { slaOverrides: { firstResponseMinutes: 60 } }],
    [{ slaOverrides: { firstResponseMinutes: 1 } }, { slaOverrides: { firstResponseMinutes: 5 } }],
  ])('of %j is %j, and can be sent back', (stored, held) => {
    const dealer = settingsInForce(dealerWith(stored), programme);
    expect(dealer).toEqual(dealerWith(held));
    expect(parseDealer(JSON.parse(JSON.stringify(toDealerView(dealer))), programme)).toMatchObject({ kind: 'ok' });
  });
});
