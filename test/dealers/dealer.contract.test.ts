import { describe, expect, it } from 'vitest';
import { parseDealer } from '../../functions/dealers/dealer/dealer.contract.ts';
import type { Dealer } from '../../functions/dealers/dealer/dealer.ts';
import { dealerView, toDealerView } from '../../functions/dealers/dealer/dealer.view.ts';
import { slaBoundsPolicies } from '../../functions/dealers/dials/sla-bounds.policy.ts';
import type { DealerId } from '../../functions/platform/tenant.ts';

const programme = {
  bounds: { minMinutes: 5, maxMinutes: 60 },
  words: { statuses: ['new', 'contacted', 'lost'], sources: ['dealer-site', 'other'] },
  dials: { 'followUp.day2Touches': { min: 1, max: 3 } },
};
const least = {
  name: 'Harbor Motors',
  timeZone: 'America/New_York',
  hours: [{ days: ['mon', 'fri'], open: '09:00', close: '17:00' }],
};
const person = { id: 'p1', name: 'Ana Ruiz', role: 'salesperson', email: 'ana@harbor.example' };
const most = {
  ...least,
  country: 'US',
  hours: [...least.hours, { days: ['sat'], open: '18:00', close: '02:00' }],
  holidays: ['2026-12-25', '2028-02-29'],
  exceptions: [
    { date: '2026-12-24', hours: [{ open: '00:00', close: '24:00' }] },
    { date: '2026-12-26', hours: [] },
  ],
  people: [{ ...person, shifts: least.hours, capacity: 0 }],
  district: { id: 'd7', name: 'North-East', email: 'north-east@oem.example' },
  postalAddress: { street: '1 Quay St', city: 'Salem', region: 'MA' },
  slaOverrides: { firstResponseMinutes: 30 },
  dials: { 'followUp.day2Touches': 3 },
  fieldMap: { statuses: { 'Called, no answer': 'contacted' }, sources: { Website: 'dealer-site' } },
};

/** So many members; each is a word of the OEM. */
const numbered = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, each) => [`word ${each}`, 'other']));

describe('the form of a store', () => {
  it('fills what may be left out with empty lists', () => {
    expect(parseDealer(least, programme)).toEqual({
      kind: 'ok',
      value: { ...least, holidays: [], exceptions: [], people: [] },
    });
  });

  it('may leave out what is the OEM’s', () => {
    expect(parseDealer({ hours: least.hours }, programme)).toMatchObject({ kind: 'ok' });
  });

  it('takes everything the contract names as it was stated', () => {
    expect(parseDealer(most, programme)).toEqual({ kind: 'ok', value: most });
  });

  it.each([
    { aliases: null, country: null, district: null },
    { aliases: Array.from({ length: 20 }, (_, each) => `Harbor ${each}`) },
    { postalAddress: '1 Quay St, Salem' },
    { postalAddress: '1 Quay St\nSalem' },
    { postalAddress: numbered(20) },
    { fieldMap: { sources: numbered(500) } },
    { people: Array.from({ length: 300 }, (_, id) => ({ ...person, id: `p${id}` })) },
    { people: [{ ...person, email: "Ana.O'Neil+leads@Harbor.example" }] },
    { people: [{ ...person, email: 'ana@xn--bcher-kva.xn--p1ai' }] },
    { holidays: Array.from({ length: 1600 }, () => '2026-12-25') },
  ])('takes %o', (given) => {
    expect(parseDealer({ ...least, ...given }, programme)).toMatchObject({ kind: 'ok' });
  });

  it.each([
    ['no hours', { hours: [] }, ['hours']],
    ['no hours at all', { hours: undefined }, ['hours']],
    ['hours on no day', { hours: [{ days: [], open: '09:00', close: '17:00' }] }, ['hours[0].days']],
    ['an unknown day', { hours: [{ days: ['monday'], open: '09:00', close: '17:00' }] }, ['hours[0].days[0]']],
    ['a time without leading zero', { hours: [{ days: ['mon'], open: '9:00', close: '17:00' }] }, ['hours[0].open']],
    ['opening at 24:00', { hours: [{ days: ['mon'], open: '24:00', close: '01:00' }] }, ['hours[0].open']],
    ['closing at 24:30', { hours: [{ days: ['mon'], open: '09:00', close: '24:30' }] }, ['hours[0].close']],
    ['a time with seconds', { hours: [{ days: ['mon'], open: '09:00', close: '17:00:00' }] }, ['hours[0].close']],
    ['an unknown zone', { timeZone: 'America/Gotham' }, ['timeZone']],
    ['an offset as zone', { timeZone: '-05:00' }, ['timeZone']],
    ['no zone', { timeZone: '' }, ['timeZone']],
    ['a date that does not exist', { holidays: ['2026-02-29'] }, ['holidays[0]']],
    ['a date and time', { exceptions: [{ date: '2026-01-01T00:00:00Z', hours: [] }] }, ['exceptions[0].date']],
    ['a bad address', { people: [{ ...person, email: 'ana at harbor' }] }, ['people[0].email']],
    ['a name around an address', { people: [{ ...person, email: 'Ana <ana@harbor.example>' }] }, ['people[0].email']],
    ['two addresses', { people: [{ ...person, email: 'a@harbor.example,b@x.example' }] }, ['people[0].email']],
    ['an address in two', { people: [{ ...person, email: 'a@x.example@harbor.example' }] }, ['people[0].email']],
    ['a quoted address', { people: [{ ...person, email: '"a@x.example"@harbor.example' }] }, ['people[0].email']],
    ['an address with an end', { people: [{ ...person, email: 'ana@harbor.example.' }] }, ['people[0].email']],
    ['an address in other letters', { people: [{ ...person, email: 'ana@bücher.example' }] }, ['people[0].email']],
    [
      'an address of two lines',
      { people: [{ ...person, email: 'ana@harbor.example\nbcc:x@x.example' }] },
      ['people[0].email'],
    ],
    ['a name of two lines', { name: 'Harbor\nMotors' }, ['name']],
    [
      'a person of two lines',
      { people: [{ ...person, name: 'Ana\r\nRuiz', id: 'a\u0000' }] },
      ['people[0].id', 'people[0].name'],
    ],
    ['a long name', { name: 'x'.repeat(201) }, ['name']],
    ['a long role', { people: [{ ...person, role: 'x'.repeat(51) }] }, ['people[0].role']],
    ['301 people', { people: Array.from({ length: 301 }, (_, id) => ({ ...person, id: `p${id}` })) }, ['people']],
    ['a postal address of many parts', { postalAddress: numbered(21) }, ['postalAddress']],
    ['a part that cannot be kept', { postalAddress: { constructor: 'x' } }, ['postalAddress']],
    [
      'a word that cannot be kept',
      { fieldMap: { sources: { constructor: 'other' } } },
      ['fieldMap.sources.constructor'],
    ],
    ['many words', { fieldMap: { sources: numbered(501) } }, ['fieldMap.sources']],
    ['one id for two people', { people: [person, { ...person, name: 'Bo' }] }, ['people[1].id']],
    ['a role in capitals', { people: [{ ...person, role: 'Sales Manager' }] }, ['people[0].role']],
    ['a target under the bounds', { slaOverrides: { firstResponseMinutes: 4 } }, ['slaOverrides.firstResponseMinutes']],
    ['a target over the bounds', { slaOverrides: { firstResponseMinutes: 61 } }, ['slaOverrides.firstResponseMinutes']],
    ['half minutes', { slaOverrides: { firstResponseMinutes: 7.5 } }, ['slaOverrides.firstResponseMinutes']],
    [
      'an override that is none',
      { slaOverrides: { secondResponseMinutes: 9 } },
      ['slaOverrides.secondResponseMinutes'],
    ],
    ['a dial nobody knows', { dials: { tone: 'warm' } }, ['dials.tone']],
    ['a dial by a name of JavaScript', { dials: { constructor: 1 } }, ['dials.constructor']],
    ['a known dial as a list', { dials: { 'followUp.day2Touches': [2] } }, ['dials.followUp.day2Touches']],
    ['a dial beyond its bounds', { dials: { 'followUp.day2Touches': 4 } }, ['dials.followUp.day2Touches']],
    ['a known dial in parts', { dials: { 'followUp.day2Touches': 1.5 } }, ['dials.followUp.day2Touches']],
    ['a known dial in words', { dials: { 'followUp.day2Touches': '2' } }, ['dials.followUp.day2Touches']],
    ['an empty name', { name: ' ' }, ['name']],
    ['a country by name', { country: 'usa' }, ['country']],
    ['null for what a store needs', { name: null, timeZone: null }, ['name', 'timeZone']],
    ['null for an empty list', { people: null }, ['people']],
    ['a name of dots', { name: '...', aliases: ['--'] }, ['name', 'aliases[0]']],
    ['many aliases', { aliases: Array.from({ length: 21 }, (_, each) => `Harbor ${each}`) }, ['aliases']],
    ['fields of its own', { owner: 'x', people: [{ ...person, phone: 'x' }] }, ['people[0].phone', 'owner']],
  ])('refuses %s, naming the place', (_name, change, paths) => {
    const outcome = parseDealer({ ...least, ...change }, programme);
    expect(outcome.kind === 'invalid' && outcome.errors.map(({ path }) => path)).toEqual(paths);
  });

  it.each([null, [], 'text', 7])('refuses %j for a whole form', (body) => {
    expect(parseDealer(body, programme)).toMatchObject({ kind: 'invalid', errors: [{ path: '' }] });
  });

  it('never repeats what was sent', () => {
    const secret = 'hunter2';
    const body = {
      ...least,
      name: { secret },
      timeZone: secret,
      holidays: [secret],
      hours: [{ days: [secret], open: secret, close: secret }],
      people: [{ ...person, email: secret, role: secret.toUpperCase(), capacity: secret }],
      dials: { 'followUp.day2Touches': [secret] },
    };
    const outcome = parseDealer(body, programme);
    expect(outcome.kind === 'invalid' && outcome.errors.length).toBe(10);
    expect(JSON.stringify(outcome).toLowerCase()).not.toContain(secret);
  });

  it('answers with an end to a form that is all faults', () => {
    const fields = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`${'x'.repeat(500)}${index}`, 1]));
    expect(JSON.stringify(parseDealer({ ...least, ...fields }, programme)).length).toBeLessThan(50_000);
  });
});

describe('a store as it is shown', () => {
  const dealer = { ...most, dealerId: 'dealer-1' as DealerId, version: 3, updatedAt: '2026-01-05T14:00:00.000Z' };

  it('can be sent back as it was given', () => {
    const view = toDealerView(dealer as unknown as Dealer);
    expect(view).toEqual(dealer);
    expect(parseDealer(JSON.parse(JSON.stringify(view)), programme)).toEqual({ kind: 'ok', value: most });
  });

  it('shows nothing that is not in the contract, and nothing empty but its lists', () => {
    const kept = { ...dealer, PK: 'DEALER#1', dials: {}, slaOverrides: {}, postalAddress: '', holidays: [] };
    const view = toDealerView(kept as unknown as Dealer);
    expect(Object.keys(view)).not.toEqual(expect.arrayContaining(['PK']));
    expect(view).not.toHaveProperty('dials');
    expect(view).not.toHaveProperty('slaOverrides');
    expect(view).not.toHaveProperty('postalAddress');
    expect(view.holidays).toEqual([]);
    expect(dealerView.strict().safeParse(view).success).toBe(true);
  });
});

describe('the bounds of a store’s own target', () => {
  it('are the policy’s', () => {
    expect(slaBoundsPolicies.newest).toEqual(programme.bounds);
  });
});
