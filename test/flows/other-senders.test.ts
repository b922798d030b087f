import { afterAll, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import type { Answer } from '../support/call.ts';
import { leadJson, leadOf, postLead } from '../support/leads.ts';

const scopes = ['leads:read', 'leads:write', 'dealers:read', 'quarantine:read', 'quarantine:write'];
const provider = (senderId: string) => ({ tenant: { kind: 'provider', senderId } as const, scopes });

const app = await startApp({
  // The last has the name of a dealer.
  callers: {
    portal: provider('portal'),
    'portal-2': provider('portal'),
    other: provider('other'),
    namesake: provider('dealer-1'),
  },
});
afterAll(() => app.close());

const to = (dealerId: string, id: string, given: object = {}) => leadJson(id, { dealerId, ...given });
const leadsIn = ({ body }: Answer) => (body as { leads: readonly Readonly<Record<string, unknown>>[] }).leads;
const whole = { ownerId: expect.any(String), sla: expect.any(Object), assignments: expect.any(Array) };

describe('a provider that sends what another sent before', () => {
  test.each([
    ['a provider', 'portal'],
    ['the dealer', 'dealer-1'],
    ['the OEM', 'oem'],
  ])('(%s) learns that the lead is there, and nothing else', async (_who, first) => {
    const lead = to('dealer-1', `by-${first}`);
    const { leadId } = await postLead(app, lead, { as: first });
    await app.clock.advance('PT20M');
    const again = { ...lead, message: 'And in red?', source: { system: 'elsewhere', id: `again-${first}` } };
    for (const as of ['other', 'namesake']) {
      const answers = [await app.post('/v1/leads', lead, { as }), await app.post('/v1/leads', again, { as })];
      expect(answers.map(leadsIn)).toEqual([
        [{ leadId, dealerId: 'dealer-1', status: 'duplicate' }],
        [{ leadId, dealerId: 'dealer-1', status: as === 'other' ? 'resubmitted' : 'duplicate' }],
      ]);
    }
    for (const path of [`/v1/leads/${leadId}`, '/v1/leads?dealerId=dealer-1', '/v1/dealers/dealer-1'])
      expect(await app.get(path, { as: 'other' })).toMatchObject({ status: 404 });
    const note = { id: 'note', kind: 'note' };
    expect(await app.post(`/v1/leads/${leadId}/activities`, note, { as: 'other' })).toMatchObject({ status: 404 });
  });

  test('sees its own whole, with any of its keys, and so do the dealer and the OEM', async () => {
    const lead = to('dealer-1', 'own');
    const { leadId } = await postLead(app, lead, { as: 'portal' });
    await app.rest();
    for (const as of ['portal', 'portal-2', 'dealer-1', 'oem'])
      expect(leadsIn(await app.post('/v1/leads', lead, { as }))).toEqual([
        { leadId, dealerId: 'dealer-1', status: 'duplicate', ...whole },
      ]);
    expect(await leadOf(app, leadId)).not.toHaveProperty('sentBy');
  });

  test('sees none whole of before it was kept who sent it', async () => {
    const lead = to('dealer-1', 'elder');
    const { leadId } = await postLead(app, lead, { as: 'portal' });
    await app.rest();
    const stored = (await app.items()).find(({ PK, SK }) => PK === `LEAD#${leadId}` && SK === 'LEAD');
    const { sentBy: _, ...elder } = stored ?? { PK: '', SK: '' };
    await app.putItem(elder as NonNullable<typeof stored>);
    expect(leadsIn(await app.post('/v1/leads', lead, { as: 'portal' }))).toEqual([
      { leadId, dealerId: 'dealer-1', status: 'duplicate' },
    ]);
    expect(leadsIn(await app.post('/v1/leads', lead, { as: 'dealer-1' }))).toMatchObject([{ leadId, ...whole }]);
  });

  test('from quarantine learns no more, at once or when it asks again', async () => {
    const kept = await app.post('/v1/leads', to('new-store', 'kept'), { as: 'portal' });
    const { quarantineId } = kept.body as { quarantineId: string };
    const form = (await app.get('/v1/dealers/dealer-1')).body as object;
    await app.put('/v1/dealers/new-store', { ...form, name: 'New Store' }, { as: 'oem' });
    const { leadId } = await postLead(app, to('new-store', 'kept'), { as: 'other' });
    await app.rest();
    const replay = (as: string) => app.post(`/v1/quarantine/${quarantineId}/replay`, {}, { as });
    const known = { leadId, dealerId: 'new-store', status: 'duplicate' };
    expect([leadsIn(await replay('portal')), leadsIn(await replay('portal'))]).toEqual([[known], [known]]);
    expect(leadsIn(await replay('oem'))).toEqual([{ ...known, ...whole }]);
  });
});
