import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { dealerItems } from '../../functions/dealers/dealer/dealer.store.ts';
import type { Dealer } from '../../functions/dealers/dealer/dealer.ts';
import { dealerNameItems } from '../../functions/dealers/dealer/dealer-name.store.ts';
import type { Item } from '../../functions/platform/table.ts';
import type { DealerId } from '../../functions/platform/tenant.ts';
import { demoDealers } from '../../infra/demo/dealers.ts';
import { startApp } from '../support/app.ts';

const adf = readFileSync(path.resolve(import.meta.dirname, '../../infra/demo/lead.xml'), 'utf8');
const app = await startApp({
  callers: { portal: { tenant: { kind: 'provider', senderId: 'portal' }, scopes: ['leads:write'] } },
});
afterAll(() => app.close());

const forDealer = (name: string, id: string) =>
  adf.replace('>Lakeside Motors</vendorname>', `>${name}</vendorname>`).replace('demo-1001', id);

type Change = Readonly<Record<string, unknown>>;

async function change(dealerId: string, given: Change, as = 'oem') {
  const { body } = await app.get(`/v1/dealers/${dealerId}`, { as: 'oem' });
  return app.put(`/v1/dealers/${dealerId}`, { ...(body as object), ...given }, { as });
}

/** A store like the demo's first, under a name of its own. */
async function enter(dealerId: string, given: Change) {
  const { body } = await app.get('/v1/dealers/dealer-1', { as: 'oem' });
  return app.put(`/v1/dealers/${dealerId}`, { ...(body as object), ...given }, { as: 'oem' });
}

/** The store that a lead for this name goes to; none where it goes into quarantine. */
async function dealerOf(name: string): Promise<string | undefined> {
  ids += 1;
  const { status, body } = await app.post('/v1/leads', forDealer(name, `lead-${ids}`), { as: 'portal' });
  const { leads } = body as { leads?: readonly { dealerId: string }[] };
  if (status !== 202)
    expect(body).toMatchObject({ status: 422, reason: 'unknown-store', errors: [{ path: 'vendor' }] });
  return leads?.[0]?.dealerId;
}
let ids = 0;

const taken = (...paths: string[]) => ({ status: 409, body: { errors: paths.map((path) => ({ path })) } });

describe('a provider’s lead with a vendor block', () => {
  test.each([
    ['the store’s name', 'Harbor Auto', 'dealer-2'],
    ['the name in other case and punctuation', 'HARBOR  AUTO.', 'dealer-2'],
    ['the store’s id', 'dealer-1', 'dealer-1'],
    ['nothing', '+++', undefined],
  ])('goes to the store by %s', async (_by, name, dealerId) => {
    expect(await dealerOf(name)).toBe(dealerId);
  });

  test('goes by an alias while the OEM lets it stand', async () => {
    const aliases = ['Harbor Cars', 'Häfen & Co', 'harbor  CARS'];
    expect(await change('dealer-2', { aliases })).toMatchObject({ status: 200, body: { aliases } });
    expect([await dealerOf('HARBOR-CARS'), await dealerOf('Häfen Co.')]).toEqual(['dealer-2', 'dealer-2']);
    expect(await change('dealer-2', { aliases: ['Harbor Cars'] })).toMatchObject({ status: 200 });
    expect([await dealerOf('Harbor Cars'), await dealerOf('Häfen & Co')]).toEqual(['dealer-2', undefined]);
    const without = await change('dealer-2', { aliases: [] });
    expect(without.status).toBe(200);
    expect(without.body).not.toHaveProperty('aliases');
    expect([await dealerOf('Harbor Cars'), await dealerOf('Harbor Auto')]).toEqual([undefined, 'dealer-2']);
  });

  test('goes by the new name once the OEM renamed a store, and by the old to whoever has it then', async () => {
    expect((await change('dealer-2', { name: 'Pier Auto' })).status).toBe(200);
    expect([await dealerOf('Pier Auto'), await dealerOf('Harbor Auto')]).toEqual(['dealer-2', undefined]);
    expect((await enter('heir', { name: 'Harbor Auto' })).status).toBe(200);
    expect(await dealerOf('Harbor Auto')).toBe('heir');
  });
});

describe('a name', () => {
  test.each<[string, Change, readonly string[]]>([
    ['a name', { name: 'lakeside MOTORS!' }, ['name']],
    ['an alias', { aliases: ['Pier Cars', 'Lakeside-Motors'] }, ['aliases[1]']],
    ['a name and an alias', { name: 'Lakeside Motors', aliases: ['LAKESIDE MOTORS'] }, ['name', 'aliases[0]']],
    ['an alias that is another’s id', { aliases: ['Dealer 1'] }, ['aliases[0]']],
  ])('of another store is not given as %s, and nothing changes', async (_as, given, paths) => {
    const { body } = await app.get('/v1/dealers/dealer-2', { as: 'oem' });
    expect(await change('dealer-2', given)).toMatchObject(taken(...paths));
    expect((await app.get('/v1/dealers/dealer-2', { as: 'oem' })).body).toEqual(body);
    expect([await dealerOf('Lakeside Motors'), await dealerOf('Pier Cars')]).toEqual(['dealer-1', undefined]);
  });

  test('of another store is not given to a new one, nor is an id that reads like it', async () => {
    expect(await enter('new-1', { name: 'Lakeside Motors' })).toMatchObject(taken('name'));
    expect(await enter('lakeside-motors', { name: 'Other Lake' })).toMatchObject(taken('dealerId'));
    expect(await dealerOf('lakeside-motors')).toBe('dealer-1');
  });

  test('that two stores want at one moment is one’s', async () => {
    expect((await enter('twin', { name: 'Twin' })).status).toBe(200);
    for (const name of ['Quay One', 'Quay Two', 'Quay Three']) {
      const answers = await Promise.all(['dealer-2', 'twin', 'heir'].map((dealerId) => change(dealerId, { name })));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
      const winner = answers.find(({ status }) => status === 200)?.body as { dealerId: string };
      expect(await dealerOf(name)).toBe(winner.dealerId);
    }
  });

  /** As a store lay in the table before names were one store's alone, and ids were names. */
  const elder = (dealerId: string, name: string) =>
    demoDealers
      .slice(0, 1)
      .flatMap((model) => dealerItems({ ...model, dealerId: dealerId as DealerId, name }).slice(0, 1));

  test('of a store that was entered before ids were names is kept from others all the same', async () => {
    for (const item of elder('elder', 'The Elders')) await app.putItem(item);
    expect(await change('dealer-2', { aliases: ['elder'] })).toMatchObject(taken('aliases[0]'));
    expect(await dealerOf('elder')).toBe('elder');
  });

  test('that two stores shared before is neither’s until the OEM renames one', async () => {
    const stores = [...elder('left', 'Shared Lot'), ...elder('right', 'Shared Lot')];
    for (const item of stores) await app.putItem(item);
    const entry = dealerNameItems(stores[0] as unknown as Dealer).at(-1);
    await app.putItem({ ...(entry as Item), dealerIds: ['left', 'right'] });
    expect(await dealerOf('Shared Lot')).toBe(undefined);
    expect((await change('right', { holidays: ['2027-01-01'] })).status).toBe(200);
    expect((await change('left', { name: 'Left Lot' })).status).toBe(200);
    expect([await dealerOf('Shared Lot'), await dealerOf('Left Lot')]).toEqual(['right', 'left']);
  });
});

describe('a store', () => {
  test.each<[string, Change]>([
    ['name', { name: 'Harbor Auto' }],
    ['aliases', { aliases: ['Harbor Auto'] }],
    ['timeZone', { timeZone: 'Asia/Tokyo' }],
    ['country', { country: 'CA' }],
    ['country', { country: null }],
    ['district', { district: { id: 'own', name: 'Own', email: 'own@dealer-1.example' } }],
    ['district', { district: null }],
  ])('does not change its %s itself', async (field, given) => {
    const { body } = await app.get('/v1/dealers/dealer-1');
    expect(await change('dealer-1', { ...given, people: [] }, 'dealer-1')).toMatchObject({
      status: 403,
      type: 'application/problem+json',
      body: { errors: [{ path: field }] },
    });
    expect((await app.get('/v1/dealers/dealer-1')).body).toEqual(body);
  });

  test('keeps what is the OEM’s when it leaves it out', async () => {
    const { body } = await app.get('/v1/dealers/dealer-1');
    const { name: _, timeZone: __, country: ___, district: ____, ...own } = body as Change;
    const answer = await app.put('/v1/dealers/dealer-1', { ...own, holidays: ['2027-01-01'] });
    expect(answer).toMatchObject({
      status: 200,
      body: { ...(body as object), ...{ holidays: ['2027-01-01'], version: 2, updatedAt: expect.any(String) } },
    });
    expect(await dealerOf('Lakeside Motors')).toBe('dealer-1');
  });
});
