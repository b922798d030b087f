import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { codeOf } from '../../functions/platform/stable-hash.ts';
import { startApp } from '../support/app.ts';
import { leadJson, leadOf, postLead, postLeads } from '../support/leads.ts';

const fixture = (name: string) => readFileSync(path.resolve(import.meta.dirname, '../fixtures/leads', name));
const adf = readFileSync(path.resolve(import.meta.dirname, '../../infra/demo/lead.xml'), 'utf8');

const app = await startApp({
  callers: { portal: { tenant: { kind: 'provider', senderId: 'portal' }, scopes: ['leads:read', 'leads:write'] } },
});
afterAll(() => app.close());

/** What leads leave in the table. */
const kept = async () => (await app.items()).filter(({ PK }) => /^(LEAD|OWNER)/.test(PK));
const eventsOf = async (leadId: string) => (await app.events()).filter(({ subject }) => subject === leadId);

describe('the same lead again', () => {
  test('fifty times at once: one lead, one owner, one timer, forty-nine duplicates', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => postLead(app, adf)));
    expect(Object.groupBy(answers, ({ status }) => status)).toMatchObject({
      accepted: { length: 1 },
      duplicate: { length: 49 },
    });
    expect(new Set(answers.map(({ leadId }) => leadId)).size).toBe(1);
    expect(new Set(answers.map(({ ownerId }) => ownerId)).size).toBe(1);
    const events = Object.groupBy(await app.events(), ({ type }) => type);
    expect(events['lead.received.v1']).toHaveLength(1);
    expect(events['lead.assigned.v1']).toHaveLength(1);
    // One for each version of the lead that a copy met, before and after it was given to somebody, and each way it was recognised.
    expect([1, 2, 3, 4]).toContain(events['lead.duplicate-found.v1']?.length);
    expect(await app.executions('lead-sla')).toHaveLength(1);
    expect((await app.items()).filter(({ SK }) => SK === 'OWNER')).toHaveLength(1);
    expect(await app.deadLetters()).toEqual([]);
  });

  test('twenty times at once from a person we know already: still one lead', async () => {
    const { ownerId } = await postLead(app, leadJson('known'));
    const copies = Array.from({ length: 20 }, () => postLead(app, leadJson('known'), { as: 'dealer-2' }));
    const answers = await Promise.all(copies);
    expect(answers.filter(({ status }) => status === 'accepted')).toMatchObject([{ ownerId, dealerId: 'dealer-2' }]);
    expect(new Set(answers.map(({ leadId }) => leadId)).size).toBe(1);
  });

  test('in other white space, order and encoding it is the same lead', async () => {
    const first = await postLead(app, adf);
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(adf.replace('UTF-8', 'UTF-16'), 'utf16le')]);
    const again = await postLead(app, utf16);
    expect(again).toMatchObject({ leadId: first.leadId, status: 'duplicate' });
    const crowded = await postLead(app, adf.replaceAll('><', '>\n\t<'), { headers: { 'content-type': 'text/xml' } });
    expect(crowded).toMatchObject({ leadId: first.leadId, status: 'duplicate' });
  });

  test('with the same content it is a duplicate that shows the first lead', async () => {
    const first = await postLead(app, leadJson('again-1'));
    const again = await postLead(app, leadJson('again-1'));
    expect(again).toEqual({ ...first, status: 'duplicate', assignments: again.assignments });
    const found = (await eventsOf(first.leadId)).filter(({ type }) => type === 'lead.duplicate-found.v1');
    expect(found.at(-1)?.data).toEqual({ leadId: first.leadId, dealerId: 'dealer-1', by: 'provider-id' });
  });

  test('with the same id, the same person and other words it is a duplicate whose words are kept', async () => {
    const first = await postLead(app, leadJson('words'));
    const again = await postLead(app, leadJson('words', { message: 'Another word' }));
    expect(again).toMatchObject({ leadId: first.leadId, status: 'duplicate' });
    const { message, resubmissions } = await leadOf(app, first.leadId);
    expect([message, resubmissions.map((each) => each.message)]).toEqual(['Is it still there?', ['Another word']]);
  });

  test('with the id of another person’s lead it is a lead of its own, and an event says whose ids are no proof', async () => {
    const first = await postLead(app, leadJson('listing'));
    const other = { ...leadJson('other'), source: leadJson('listing').source };
    const accepted = await postLead(app, other);
    expect(accepted.status).toBe('accepted');
    expect(accepted.leadId).not.toBe(first.leadId);
    const [repeated] = (await eventsOf(accepted.leadId)).filter(({ type }) => type === 'lead.provider-id-repeated.v1');
    expect(repeated?.data).toMatchObject({
      leadId: accepted.leadId,
      firstLeadId: first.leadId,
      source: { system: codeOf('pier-web') },
    });
    expect(await postLead(app, other)).toMatchObject({ leadId: accepted.leadId, status: 'duplicate' });
  });

  test('without an id of its own it is known by its content, however long after', async () => {
    const body = leadJson('x', { source: { system: 'pier-web' }, message: 'no id' });
    const first = await postLead(app, body);
    await app.clock.advance('P100D');
    expect(await postLead(app, body)).toMatchObject({ leadId: first.leadId, status: 'duplicate' });
    expect(await postLead(app, { ...body, message: 'no id!' })).toMatchObject({ status: 'accepted' });
  });

  test('at another store it is another lead of the same owner', async () => {
    const here = await postLead(app, leadJson('both'));
    const there = await postLead(app, leadJson('both'), { as: 'dealer-2' });
    expect(there).toMatchObject({ status: 'accepted', ownerId: here.ownerId, dealerId: 'dealer-2' });
    expect(there.leadId).not.toBe(here.leadId);
  });
});

describe('one person', () => {
  const person = (id: string, customer: object) => leadJson(id, { customer: { lastName: 'Ito', ...customer } });

  test.each([
    ['e-mail in another case', { emails: ['Two.Stores@mail.example'] }, { emails: ['two.stores@MAIL.example'] }],
    ['phone', { phones: [{ number: '212-555-0177' }] }, { phones: [{ number: '+1 (212) 555 0177' }] }],
    [
      'phone beside different e-mails',
      { emails: ['work@mail.example'], phones: [{ number: '212-555-0188' }] },
      { emails: ['home@mail.example'], phones: [{ number: '2125550188' }] },
    ],
  ])('with leads at two stores in one moment, by %s, is one owner', async (how, one, other) => {
    const [first, second] = await Promise.all([
      postLead(app, { ...person(`${how}-1`, one), dealerId: 'dealer-1' }, { as: 'oem' }),
      postLead(app, { ...person(`${how}-2`, other), dealerId: 'dealer-2' }, { as: 'portal' }),
    ]);
    expect([first.status, second.status]).toEqual(['accepted', 'accepted']);
    expect([first.dealerId, second.dealerId]).toEqual(['dealer-1', 'dealer-2']);
    expect(second.ownerId).toBe(first.ownerId);
  });

  test("is never recognised by a placeholder or by the store's own people", async () => {
    const placeholder = { emails: ['n/a', 'salesperson-1@dealer-1.example'], phones: [{ number: '212-555-0111' }] };
    const one = await postLead(app, person('placeholder-1', placeholder));
    const two = await postLead(app, person('placeholder-2', { ...placeholder, phones: [{ number: '212-555-0112' }] }));
    expect(two.ownerId).not.toBe(one.ownerId);
  });
});

describe('documents of the trade', () => {
  test('ADF with two prospects is two leads, in their order, and again two duplicates', async () => {
    const document = fixture('two-bare-prospects.xml');
    const leads = await postLeads(app, document);
    expect(leads.map(({ status }) => status)).toEqual(['accepted', 'accepted']);
    const again = await postLeads(app, document);
    expect(again.map(({ leadId, status }) => [leadId, status])).toEqual(
      leads.map(({ leadId }) => [leadId, 'duplicate']),
    );
  });

  test('of two prospects of which one cannot be used, none is kept', async () => {
    const [open = '', rest = ''] = adf.replace('demo-1001', 'half-1').split('</prospect>');
    const unreachable = '<prospect><customer><contact><name part="full">Nobody</name></contact></customer></prospect>';
    const before = await kept();
    const answer = await app.post('/v1/leads', `${open}</prospect>${unreachable}${rest}`);
    expect(answer).toMatchObject({ status: 422, type: 'application/problem+json' });
    expect(answer.body).toMatchObject({ errors: [{ path: expect.stringContaining('prospect[1]') }] });
    expect(await kept()).toEqual(before);
  });

  test.each([
    ['by its own label', '<?xml version="1.0" encoding="ISO-8859-1"?>', 'application/xml'],
    ['by the content type', '', 'text/xml; charset=ISO-8859-1'],
    ['unlabelled', '', 'application/xml'],
  ])('ADF in Latin-1, %s, keeps every accent', async (how, label, type) => {
    const text = `${label}<adf><prospect><id>latin-${how}</id><customer><contact><name part="first">Zoë</name><name part="last">Núñez</name><email>${how.replaceAll(' ', '-')}@mail.example</email></contact><comments>Größe, façade</comments></customer></prospect></adf>`;
    const { leadId } = await postLead(app, Buffer.from(text, 'latin1'), { headers: { 'content-type': type } });
    const { customer, message } = await leadOf(app, leadId);
    expect([customer.firstName, customer.lastName, message]).toEqual(['Zoë', 'Núñez', 'Größe, façade']);
  });

  test.each<[string, BufferEncoding, string]>([
    ['Latin-1, labelled so', 'latin1', 'application/json; charset=ISO-8859-1'],
    ['Latin-1, labelled UTF-8', 'latin1', 'application/json; charset=utf-8'],
    ['UTF-8, labelled Latin-1', 'utf8', 'application/json; charset=ISO-8859-1'],
    ['UTF-16', 'utf16le', 'application/json'],
  ])('JSON in %s, keeps every accent', async (how, encoding, type) => {
    const customer = { fullName: 'Zoë Núñez', emails: [`${how.replaceAll(/\W/g, '-')}@mail.example`] };
    const text = JSON.stringify(leadJson(how, { customer, message: 'Größe, façade' }));
    const { leadId } = await postLead(app, Buffer.from(text, encoding), { headers: { 'content-type': type } });
    const lead = await leadOf(app, leadId);
    expect([lead.customer.fullName, lead.message]).toEqual(['Zoë Núñez', 'Größe, façade']);
  });

  test('what is empty is left out and what is stated is kept as it was', async () => {
    const { leadId } = await postLead(app, fixture('lead.json').toString('utf8'), { as: 'oem' });
    const { body } = await app.get(`/v1/leads/${leadId}`);
    expect(JSON.stringify(body)).not.toMatch(/:(""|null)/);
    expect(body).toMatchObject({
      customer: {
        firstName: 'Noémie',
        lastName: "O'Hara",
        postalCode: '00501',
        phones: [{ raw: '(212) 736-5000', e164: '+12127365000' }],
      },
      tradeIns: [{ year: 2014, make: 'Alder', odometer: '096400', interest: 'trade-in' }],
      requestedAt: '2026-03-02T14:15:00.000Z',
    });
  });
});

describe('the store', () => {
  test("is the key's own, whatever a dealer's lead says", async () => {
    const lead = await postLead(app, leadJson('mine', { dealerId: 'dealer-2' }), { as: 'dealer-1' });
    expect(lead.dealerId).toBe('dealer-1');
  });

  test.each([
    ['dealerId', leadJson('named', { dealerId: 'dealer-2' })],
    ['vendor block', adf.replace('demo-1001', 'vendor-1').replace('Lakeside Motors<', 'dealer-2<')],
  ])("is the one that a provider's lead names in its %s", async (_where, body) => {
    expect(await postLead(app, body, { as: 'portal' })).toMatchObject({ status: 'accepted', dealerId: 'dealer-2' });
  });

  test.each([
    ['no store at all', leadJson('nowhere'), 'dealerId'],
    ['a store we do not know', leadJson('nowhere', { dealerId: 'dealer-99' }), 'dealerId'],
    [
      'a vendor we do not know',
      adf.replace('demo-1001', 'vendor-2').replace('Lakeside Motors<', 'Nobody Motors<'),
      'vendor',
    ],
  ])("must be known: a provider's lead with %s is not taken", async (_what, body, at) => {
    const before = await kept();
    const answer = await app.post('/v1/leads', body, { as: 'portal' });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: at }] } });
    expect(await kept()).toEqual(before);
  });

  test('gives its leads to its salespeople in turn', async () => {
    const people: (string | undefined)[] = [];
    for (const id of ['turn-1', 'turn-2', 'turn-3', 'turn-4']) {
      const { leadId } = await postLead(app, leadJson(id), { as: 'dealer-2' });
      people.push((await leadOf(app, leadId)).assignments[0]?.personId);
    }
    expect(new Set(people)).toEqual(new Set(['salesperson-1', 'salesperson-2']));
    expect([people[0], people[1]]).toEqual([people[2], people[3]]);
  });
});
