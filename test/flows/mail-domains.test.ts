import { afterAll, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { leadJson, postLead } from '../support/leads.ts';

const app = await startApp();
afterAll(() => app.close());

type Form = Readonly<Record<string, unknown>> & { readonly people: readonly Readonly<Record<string, unknown>>[] };

async function formOf(dealerId: string): Promise<Form> {
  return (await app.get(`/v1/dealers/${dealerId}`, { as: 'oem' })).body as Form;
}

async function change(dealerId: string, given: object, as: string) {
  return app.put(`/v1/dealers/${dealerId}`, { ...(await formOf(dealerId)), ...given }, { as });
}

/** To whom the mails about a new lead of the dealer go until its ladder has ended. */
async function mailedBy(dealerId: string, id: string): Promise<readonly string[]> {
  const { leadId } = await postLead(app, leadJson(id, { dealerId }), { as: 'oem' });
  await app.clock.advance('PT4H');
  const mails = (await app.messages()).filter(({ tags }) => tags['leadId'] === leadId);
  return [...new Set(mails.flatMap(({ to }) => to))].sort();
}

const everybody = [
  'district-east@oem.example',
  ...['general-manager', 'sales-manager', 'salesperson-1', 'salesperson-2'].map((id) => `${id}@dealer-1.example`),
];

describe('the domains of a dealer’s mail', () => {
  test('are the OEM’s, and a dealer’s people have addresses in them', async () => {
    const form = await formOf('dealer-1');
    expect(form['mailDomains']).toEqual(['dealer-1.example']);
    const evil = [...form.people, { id: 'x', name: 'X', role: 'salesperson', email: 'x@evil.example' }];
    for (const as of ['dealer-1', 'oem'])
      expect(await change('dealer-1', { people: evil }, as)).toMatchObject({
        status: 422,
        body: { errors: [{ path: 'people[4].email' }] },
      });
    const opened = { mailDomains: ['dealer-1.example', 'evil.example'], people: evil };
    expect(await change('dealer-1', opened, 'dealer-1')).toMatchObject({
      status: 403,
      body: { errors: [{ path: 'mailDomains' }] },
    });
    expect(await formOf('dealer-1')).toEqual(form);
  });

  test('are all that mail goes to, and the district’s address', async () => {
    expect(await mailedBy('dealer-1', 'within')).toEqual(everybody);
  });

  test('no more once the OEM took one away, though who has an address there stays', async () => {
    await app.clock.to('2026-11-24T15:00:00.000Z');
    const taken = await change('dealer-1', { mailDomains: ['Neu.example'] }, 'oem');
    expect(taken).toMatchObject({ status: 200, body: { mailDomains: ['neu.example'] } });
    expect(await mailedBy('dealer-1', 'taken-away')).toEqual(['district-east@oem.example']);
    expect((await change('dealer-1', { holidays: ['2027-01-01'] }, 'dealer-1')).status).toBe(200);
    const logged = JSON.stringify(await app.logs('notify-lead'));
    expect(logged).toContain('reassigned-1-new-owner');
    expect(logged).not.toMatch(/@dealer-1|@neu|neu\.example/);
    const { body } = await app.ask('GET', '/metrics');
    const { metrics } = body as { metrics: readonly { name: string; value: number }[] };
    expect(metrics.filter(({ name }) => name === 'WithheldMails').length).toBeGreaterThan(0);
  });

  test('are none of a dealer stored before there were any: it mails nobody, and its form can be changed', async () => {
    await app.clock.to('2026-11-25T15:00:00.000Z');
    const stored = (await app.items()).find(({ PK, SK }) => PK === 'DEALER#dealer-2' && SK === 'DEALER');
    const { mailDomains: _, ...before } = stored ?? { PK: '', SK: '' };
    await app.putItem(before as NonNullable<typeof stored>);
    expect(await formOf('dealer-2')).not.toHaveProperty('mailDomains');
    const anywhere = [
      ...(await formOf('dealer-2')).people,
      { id: 'x', name: 'X', role: 'salesperson', email: 'x@evil.example' },
    ];
    expect((await change('dealer-2', { people: anywhere }, 'dealer-2')).status).toBe(200);
    expect(await mailedBy('dealer-2', 'told-to-none')).toEqual([]);
    await change('dealer-2', { mailDomains: ['dealer-2.example'] }, 'oem');
    await app.clock.to('2026-11-27T15:00:00.000Z');
    const mailed = await mailedBy('dealer-2', 'again');
    expect(mailed).toEqual(expect.arrayContaining(['salesperson-1@dealer-2.example']));
    expect(mailed).not.toContain('x@evil.example');
  });
});
