import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { leadPageView } from '../../functions/leads/lead/lead.view.ts';
import { mondayAtTen, startApp } from '../support/app.ts';
import type { CallOptions } from '../support/call.ts';
import { connectedCall, leadJson, postLead } from '../support/leads.ts';

const app = await startApp();
afterAll(() => app.close());

const page = async (query: string, options?: CallOptions) => {
  const answer = await app.get(`/v1/leads?${query}`, options);
  expect(answer.status).toBe(200);
  return leadPageView.parse(answer.body);
};

/** Every page from a first one on, by the cursors alone. */
async function pages(query: string): Promise<string[]> {
  const { leads, nextCursor } = await page(query);
  const ids = leads.map(({ leadId }) => leadId);
  return nextCursor === undefined ? ids : [...ids, ...(await pages(`limit=2&cursor=${nextCursor}`))];
}

const ids: string[] = [];
beforeAll(async () => {
  for (const id of ['one', 'two', 'three', 'four', 'five']) {
    ids.push((await postLead(app, leadJson(id))).leadId);
    await app.rest();
    await app.clock.advance('PT1S');
  }
  await postLead(app, leadJson('other store'), { as: 'dealer-2' });
});

describe('the list of leads', () => {
  test('gives each of the store’s leads once, in the order of their changes, over pages of two', async () => {
    expect(await pages(`limit=2&updatedSince=${mondayAtTen}`)).toEqual(ids);
  });

  test('gives a lead that changed again, as it stands now', async () => {
    const [first = ''] = ids;
    const { now } = await app.clock.advance('PT1M');
    await app.post(`/v1/leads/${first}/activities`, connectedCall(now));
    const { leads } = await page(`updatedSince=${now}`);
    expect(leads.map(({ leadId, status }) => [leadId, status])).toEqual([[first, 'contacted']]);
  });

  test('may be narrowed to a status', async () => {
    const { leads } = await page('status=contacted');
    expect(leads.map(({ leadId }) => leadId)).toEqual([ids[0]]);
  });

  test('is of the store the OEM names', async () => {
    expect((await page('dealerId=dealer-2', { as: 'oem' })).leads).toHaveLength(1);
    expect((await app.get('/v1/leads', { as: 'oem' })).status).toBe(422);
  });

  test('of another store does not exist', async () => {
    expect((await app.get('/v1/leads?dealerId=dealer-2')).status).toBe(404);
  });

  test.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['cursor=bm90IG9uZQ', 'cursor'],
    ['status=gone', 'status'],
    ['updatedSince=yesterday', 'updatedSince'],
    ['since=2026-11-23T00:00:00Z', 'since'],
  ])('%s is refused', async (query, path) => {
    const answer = await app.get(`/v1/leads?${query}`);
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path }] } });
  });
});
