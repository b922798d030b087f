import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordPolicies } from '../../functions/dealers/field-map/words.policy.ts';
import { addRequest, type Requests } from '../../functions/leads/lead/requests.ts';
import { scoringPolicies, scoringPolicySchema } from '../../functions/leads/score/score.policy.ts';
import { type Scorable, scoreLead } from '../../functions/leads/score/score.ts';
import type { VehicleOfInterest } from '../../functions/leads/stated/stated-lead.ts';

const policy = scoringPolicies.newest;

/** What is known of requests, each about some vehicles. */
const asking = (first: readonly VehicleOfInterest[], ...later: readonly (readonly VehicleOfInterest[])[]): Requests => {
  const requestFor = (vehiclesOfInterest: readonly VehicleOfInterest[]) => ({
    source: { system: 'web' },
    vehiclesOfInterest,
  });
  const at = '2026-01-08T15:00:00.000Z';
  const begun = addRequest(undefined, requestFor(first), at);
  return later.reduce((before, vehicles) => addRequest(before, requestFor(vehicles), at), begun);
};
const nothing: Scorable = {
  source: { system: 'unheard-of' },
  customer: { emails: [], phones: [] },
  asked: asking([]),
  tradeIns: [],
};
const everything: Scorable = {
  source: { system: 'Walk-In' },
  customer: { fullName: 'Noor Haddad', emails: ['noor@mail.example'], phones: [{ raw: '1', e164: '+12125550143' }] },
  asked: asking([{ vin: '1FTFW1ET5DFC10312', interest: 'test-drive' }], []),
  tradeIns: [{ make: 'Birch', interest: 'trade-in' }],
};

function pointsOf(part: string, lead: Partial<Scorable>, sourceWords?: Record<string, string>): number | undefined {
  const score = scoreLead({ ...nothing, ...lead }, { policy, ...(sourceWords && { sourceWords }) });
  return score.parts.find((each) => each.part === part)?.points;
}

describe('the score of a lead', () => {
  it('is the neutral points of its source where nothing speaks for it', () => {
    expect(scoreLead(nothing, { policy }).value).toBe(policy.sources.neutral);
  });

  it('is a hundred where everything does', () => {
    const { value, parts } = scoreLead(everything, { policy });
    expect(value).toBe(100);
    expect(parts.every(({ points, of }) => points === of)).toBe(true);
  });

  it.each<[string, object, number]>([
    ['a VIN', { vin: '1FTFW1ET5DFC10312' }, 25],
    ['a stock number', { stockNumber: 'A-17' }, 25],
    ['model and year', { make: 'Alder', model: 'Ridge', year: 2027 }, 20],
    ['model and trim', { model: 'Ridge', trim: 'XL' }, 20],
    ['a model', { make: 'Alder', model: 'Ridge' }, 14],
    ['a make', { make: 'Alder', year: 2027 }, 7],
    ['only a year', { year: 2027 }, 0],
  ])('knows the vehicle by %s', (_what, vehicle, points) => {
    expect(pointsOf('vehicle', { asked: asking([{ interest: 'buy', ...vehicle }]) })).toBe(points);
  });

  it('takes whatever was asked for into account, however long ago', () => {
    const asked = asking([], [{ vin: 'X', interest: 'test-drive' }], [], [{ make: 'Alder', interest: 'buy' }]);
    expect(pointsOf('vehicle', { asked })).toBe(25);
    expect(pointsOf('test-drive', { asked })).toBe(15);
    expect(pointsOf('resubmission', { asked })).toBe(10);
  });

  it.each([
    ['an appointment they wish for', 'test-drive', { appointment: { kind: 'visit' } }, 15],
    ['a number that can be dialled', 'phone', { customer: { emails: [], phones: [{ raw: '1', e164: '+1' }] } }, 15],
    ['a number nobody can read', 'phone', { customer: { emails: [], phones: [{ raw: '1' }] } }, 7],
    ['an address', 'email', { customer: { emails: ['a@b.example'], phones: [] } }, 10],
    ['half a name', 'name', { customer: { firstName: 'Noor', emails: [], phones: [] } }, 5],
  ])('counts %s', (_what, part, lead, points) => {
    expect(pointsOf(part, lead)).toBe(points);
  });

  it.each<[string, Record<string, string> | undefined, number]>([
    ['social', undefined, 3],
    ['Dealer-Site', undefined, 7],
    ['FB Ads', undefined, 5],
    ['FB Ads', { 'fb ads': 'social' }, 3],
    ['FB Ads', { 'fb ads': 'other' }, 5],
    ['constructor', undefined, 5],
  ])('knows the source %s with the words %j', (system, words, points) => {
    expect(pointsOf('source', { source: { system } }, words)).toBe(points);
  });

  it('is the sum of its parts, and never less when more is stated', () => {
    const some = fc.record(
      {
        asked: fc.constant(everything.asked),
        tradeIns: fc.constant(everything.tradeIns),
        customer: fc.constant(everything.customer),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(some, (given) => {
        const { value, parts } = scoreLead({ ...nothing, ...given }, { policy });
        expect(value).toBe(parts.reduce((sum, { points }) => sum + points, 0));
        expect(value).toBeGreaterThanOrEqual(scoreLead(nothing, { policy }).value);
        expect(value).toBeLessThanOrEqual(100);
      }),
    );
  });
});

describe('the weights', () => {
  it('name only sources the OEM has a word for', () => {
    expect(wordPolicies.newest.sources).toEqual(expect.arrayContaining(Object.keys(policy.sources.points)));
  });

  it.each([
    ['that do not give 100', { email: 11 }],
    ['of a source over its most', { sources: { ...policy.sources, neutral: 11 } }],
    ['that fall with exactness', { vehicle: { ...policy.vehicle, model: 1 } }],
    ['with a misspelt field', { emial: 10 }],
  ])('are refused %s', (_what, change) => {
    expect(scoringPolicySchema.safeParse({ ...policy, ...change }).success).toBe(false);
  });
});
