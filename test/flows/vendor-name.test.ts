import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { postLead } from '../support/leads.ts';

const adf = readFileSync(path.resolve(import.meta.dirname, '../../infra/demo/lead.xml'), 'utf8');
const app = await startApp({
  callers: { portal: { tenant: { kind: 'provider', senderId: 'portal' }, scopes: ['leads:write'] } },
});
afterAll(() => app.close());

const forDealer = (name: string, id: string) =>
  adf.replace('>Lakeside Motors</vendorname>', `>${name}</vendorname>`).replace('demo-1001', id);

async function rename(dealerId: string, name: string) {
  const { body } = await app.get(`/v1/dealers/${dealerId}`, { as: 'oem' });
  return app.put(`/v1/dealers/${dealerId}`, { ...(body as object), name }, { as: 'oem' });
}

describe('a provider’s lead with a vendor block', () => {
  test.each([
    ['the store’s name', 'Harbor Auto', 'dealer-2'],
    ['the name in other case and punctuation', 'HARBOR  AUTO.', 'dealer-2'],
    ['the store’s id', 'dealer-1', 'dealer-1'],
  ])('goes to the store by %s', async (_by, name, dealerId) => {
    expect(await postLead(app, forDealer(name, `by-${name}`), { as: 'portal' })).toMatchObject({ dealerId });
  });

  test('goes by the new name once a store is renamed, and no more by the old', async () => {
    expect((await rename('dealer-2', 'Pier Auto')).status).toBe(200);
    const found = await postLead(app, forDealer('Pier Auto', 'new-name'), { as: 'portal' });
    expect(found.dealerId).toBe('dealer-2');
    const lost = await app.post('/v1/leads', forDealer('Harbor Auto', 'old-name'), { as: 'portal' });
    expect(lost).toMatchObject({ status: 422, body: { reason: 'unknown-store', errors: [{ path: 'vendor' }] } });
  });

  test('goes nowhere where two stores share the name', async () => {
    await rename('dealer-2', 'Lakeside Motors');
    const shared = await app.post('/v1/leads', forDealer('Lakeside Motors', 'shared'), { as: 'portal' });
    expect(shared).toMatchObject({ status: 422, body: { reason: 'unknown-store' } });
  });
});
