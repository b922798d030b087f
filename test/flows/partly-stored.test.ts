import { afterAll, expect, test } from 'vitest';
import type { QuarantinedView } from '../../functions/intake/quarantine/quarantine.view.ts';
import type { AcceptedLeadView } from '../../functions/leads/lead/lead.view.ts';
import type { Item } from '../../functions/platform/table.ts';
import { startApp } from '../support/app.ts';
import type { Answer } from '../support/call.ts';
import { leadJson, postLead } from '../support/leads.ts';

const app = await startApp();
afterAll(() => app.close());

const prospect = (name: string, email: string) =>
  `<prospect><customer><contact><name part="full">${name}</name><email>${email}</email></contact></customer></prospect>`;
const leadsIn = ({ body }: Answer) => (body as { leads?: AcceptedLeadView[] }).leads ?? [];
const ownerOf = async (ownerId: string) => {
  const item = (await app.items()).find(({ PK, SK }) => PK === `OWNER#${ownerId}` && SK === 'OWNER');
  if (!item) throw new Error('The owner is not there.');
  return item;
};
const received = async () => (await app.events('lead.received.v1')).length;

test('of a document of which one lead cannot be stored the others are taken, the answer says which, and a replay takes the rest', async () => {
  // A person whose item is as large as the table takes: with ten more addresses it would be too large.
  const { ownerId } = await postLead(app, leadJson('large'));
  const owner = await ownerOf(ownerId);
  await app.putItem({ ...owner, padding: 'x'.repeat(409_500 - JSON.stringify(owner).length) } as Item);
  const addresses = Array.from({ length: 10 }, (_, number) => `large${number || ''}@mail.example`).join();
  const document = `<adf>${prospect('Ann', 'ann@mail.example')}${prospect('Noor', addresses)}${prospect('Bea', 'bea@mail.example')}</adf>`;
  const before = await received();

  const answer = await app.post('/v1/leads', document);
  const problem = {
    status: 422,
    reason: 'unstorable',
    quarantineId: expect.any(String),
    errors: [{ path: 'prospect[1]' }],
  };
  expect(answer).toMatchObject({ status: 422, type: 'application/problem+json', body: problem });
  expect(answer.body).toMatchObject({ errors: [{ message: expect.stringContaining('too large') }] });
  const taken = leadsIn(answer);
  expect(taken.map(({ status }) => status)).toEqual(['accepted', 'accepted']);
  expect(answer.text).not.toMatch(/nothing|mail\.example/i);
  expect(await received()).toBe(before + 2);
  expect(JSON.stringify(await app.logs('post-lead'))).not.toContain('mail.example');

  const { quarantineId } = answer.body as { quarantineId: string };
  const listed = async () => {
    const { body } = await app.get('/v1/quarantine?reason=unstorable');
    return (body as { documents: QuarantinedView[] }).documents;
  };
  const leadIds = taken.map((lead) => lead.leadId);
  expect(await listed()).toMatchObject([{ quarantineId, status: 'open', leadIds }]);

  // Sent again, nothing is doubled; neither by a replay that changes nothing.
  const again = await app.post('/v1/leads', document);
  expect(leadsIn(again).map((lead) => [lead.leadId, lead.status])).toEqual(leadIds.map((id) => [id, 'duplicate']));
  const early = await app.post(`/v1/quarantine/${quarantineId}/replay`, undefined);
  expect(early).toMatchObject({ status: 422, body: { reason: 'unstorable', leads: [{ status: 'duplicate' }, {}] } });
  expect(await listed()).toMatchObject([{ quarantineId, attempts: 2, leadIds }]);

  await app.putItem(owner as Item);
  const replayed = await app.post(`/v1/quarantine/${quarantineId}/replay`, undefined);
  expect(replayed).toMatchObject({ status: 200, body: { status: 'replayed' } });
  expect(leadsIn(replayed).map(({ status }) => status)).toEqual(['duplicate', 'resubmitted', 'duplicate']);
  expect(await received()).toBe(before + 2);
  expect(await listed()).toMatchObject([{ status: 'replayed', leadIds: leadsIn(replayed).map((lead) => lead.leadId) }]);
  expect(await app.deadLetters()).toEqual([]);
});

test('a document that a passing failure interrupts is answered with what was taken, and sent again until all of it is', async () => {
  const names = ['one', 'two', 'three'];
  const documents = Array.from({ length: 4 }, (_, number) => {
    const prospects = names.map((name) => prospect(name, `${name}.${number}@mail.example`));
    return `<adf>${prospects.join('')}</adf>`;
  });
  const before = await received();
  await app.ask('POST', '/faults', JSON.stringify({ seed: 3, conflict: 0.75, only: ['post-lead'] }));
  const interrupted: Answer[] = [];
  const ids: string[][] = [];
  for (const document of documents) {
    let answer = await app.post('/v1/leads', document);
    for (let tries = 0; answer.status !== 202 && tries < 30; tries += 1) {
      expect(answer.status).toBe(503);
      if (leadsIn(answer).length > 0) interrupted.push(answer);
      answer = await app.post('/v1/leads', document);
    }
    expect(answer.status).toBe(202);
    ids.push(leadsIn(answer).map(({ leadId }) => leadId));
  }
  await app.ask('DELETE', '/faults');
  expect(interrupted.length).toBeGreaterThan(0);
  for (const { body } of interrupted) {
    expect(body).toMatchObject({ status: 503, detail: expect.stringMatching(/were taken.*send it again/) });
    for (const { leadId } of leadsIn({ body } as Answer)) expect(ids.flat()).toContain(leadId);
  }
  expect(new Set(ids.flat()).size).toBe(documents.length * names.length);
  expect(await received()).toBe(before + documents.length * names.length);
});
