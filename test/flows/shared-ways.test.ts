import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { standInFor } from '../../functions/leads/reception/request-limit.ts';
import { nameMarkOf } from '../../functions/owners/name-mark.ts';
import { startApp } from '../support/app.ts';
import { leadJson } from '../support/leads.ts';

const app = await startApp();
afterAll(() => app.close());

const shared = { phones: [{ number: '+1 212 736 5000' }] };

/** One more request of somebody of this name, who states these ways to reach them. */
async function ask(fullName: string, ways: object): Promise<number> {
  asked += 1;
  return (await app.post('/v1/leads', leadJson(`${asked}`, { customer: { fullName, ...ways } }))).status;
}
let asked = 0;

/** What so many requests were answered, one after the other. */
async function askAgain(count: number, fullName: string, waysOf: (nth: number) => object): Promise<number[]> {
  const answers: number[] = [];
  for (let nth = 0; nth < count; nth += 1) answers.push(await ask(fullName, waysOf(nth)));
  return answers;
}

const taken = (answers: readonly number[]) => answers.filter((status) => status === 202).length;

/** Two names that ask in different people's places, and a third that asks in the first one's. */
const surnames = Array.from({ length: 50 }, (_, each) => `Ash${each}`);
const placeOf = (surname: string) => standInFor(nameMarkOf({ fullName: `Ann ${surname}` }));
const [one = ''] = surnames;
const another = surnames.find((surname) => placeOf(surname) !== placeOf(one)) ?? '';

describe('a number that six names share', () => {
  beforeAll(async () => {
    // Friday evening in New York, so that no clock of a lead runs before all is told.
    await app.clock.to('2026-11-27T22:30:00.000Z');
    for (const name of ['Birch', 'Cedar', 'Dogwood', 'Elm', 'Fir', 'Gum'])
      expect(await ask(`Ben ${name}`, shared)).toBe(202);
    await app.rest();
    expect(await app.events('owner.key-shared.v1')).toContainEqual(
      expect.objectContaining({ data: expect.objectContaining({ identifiesNobody: true }) }),
    );
    // What the six asked in others' places is over.
    await app.clock.advance('PT25H');
  });

  test('lets somebody ask fifty times a day, with whatever else they state', async () => {
    const answers = await askAgain(52, `Ann ${one}`, (nth) => ({ ...shared, emails: [`fresh-${nth}@mail.example`] }));
    expect(answers).toEqual([...Array.from({ length: 50 }, () => 202), 422, 422]);
    expect(await app.events('quarantine.entered.v1')).toMatchObject([
      { data: { reason: 'too-many-requests' } },
      { data: { reason: 'too-many-requests' } },
    ]);
  });

  test('stops neither others who share it, nor who has a lead there, nor another store', async () => {
    expect(await ask(`Ann ${another}`, shared)).toBe(202);
    expect(await ask(`Ann ${one}`, { ...shared, emails: ['fresh-3@mail.example'] })).toBe(202);
    const elsewhere = leadJson('elsewhere', { customer: { fullName: `Ann ${one}`, ...shared } });
    expect((await app.post('/v1/leads', elsewhere, { as: 'dealer-2' })).status).toBe(202);
  });

  test('keeps no number in a key, and forgets who asked within days', async () => {
    const kept = (await app.items()).filter(({ SK }) => SK.startsWith('STAND-IN#'));
    expect(kept.length).toBeGreaterThan(1);
    expect(JSON.stringify(kept)).not.toMatch(/7365000|ash|fresh/i);
    const now = Date.parse(await app.clock.now()) / 1000;
    for (const { expiresAt } of kept) expect(Number(expiresAt) - now).toBeLessThanOrEqual(2 * 86_400);
  });

  test('lets them ask again when the day is over', async () => {
    await app.clock.advance('PT25H');
    expect(await ask(`Ann ${one}`, shared)).toBe(202);
  });
});

test.each([
  ['a number without its area', { phones: [{ number: '736-5001' }] }],
  ['an address of the store’s own people', { emails: ['salesperson-1@dealer-1.example'] }],
])('who states no more than %s asks fifty times a day', async (_what, ways) => {
  expect(taken(await askAgain(53, 'Ann Ash', () => ways))).toBe(50);
});
