import { afterAll, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { connectedCall, leadJson, leadOf, postLead } from '../support/leads.ts';

// Monday at ten in New York: both demo stores are open.
const app = await startApp();
afterAll(() => app.close());

const asking = (person: string, words: string, given: object = {}) => ({
  ...leadJson(words),
  customer: { fullName: `Tilo ${person}`, emails: [`${person}@mail.example`], ...given },
  message: words,
});
const mailsOf = async (leadId: string) => (await app.messages()).filter(({ tags }) => tags['leadId'] === leadId);
const told = async (leadId: string) =>
  (await mailsOf(leadId)).filter(({ tags }) => tags['notice']?.startsWith('resubmitted-'));

async function answer(leadId: string): Promise<void> {
  const { status } = await app.post(`/v1/leads/${leadId}/activities`, connectedCall(await app.clock.now()));
  expect(status).toBe(202);
}

test('whoever has the lead is mailed of every request, at most once an hour, with the newest way to reach the person', async () => {
  const { leadId } = await postLead(app, asking('hourly', 'First'));
  await app.rest();
  await app.clock.advance('PT1M');
  await answer(leadId);
  await postLead(app, asking('hourly', 'Second', { phones: [{ number: '646-555-0221' }] }));
  await app.clock.advance('PT1M');
  await postLead(app, asking('hourly', 'Third'));
  await postLead(app, asking('hourly', 'Fourth'));
  await app.clock.advance('PT50M');
  const first = await told(leadId);
  expect(first).toHaveLength(1);
  expect(first[0]?.text).toMatch(/Second[\s\S]*/);
  expect(first[0]?.text).toContain('Reach them now: 646-555-0221');
  await app.clock.advance('PT3H');
  const [, second, ...more] = await told(leadId);
  expect(more).toEqual([]);
  for (const words of ['Third', 'Fourth']) expect(second?.text).toContain(words);
  expect(Date.parse(second?.at ?? '') - Date.parse(first[0]?.at ?? '')).toBeGreaterThanOrEqual(3_600_000);
  const lead = await leadOf(app, leadId);
  expect(lead.latestCustomer).toMatchObject({ phones: [{ raw: '646-555-0221', e164: '+16465550221' }] });
  expect(lead.customer.phones).toEqual([]);
});

test('who asks a day later, when the lead’s owner has left, is answered by somebody who is there', async () => {
  const people = (...ids: string[]) =>
    ids.map((id) => ({ id, name: `Sales ${id}`, role: 'salesperson', email: `${id}@dealer-2.example` }));
  const { body } = await app.get('/v1/dealers/dealer-2', { as: 'oem' });
  const managers = (body as { people: { role: string }[] }).people.filter(({ role }) => role !== 'salesperson');
  const employ = async (...ids: string[]) => {
    const dealer = { ...(body as object), people: [...people(...ids), ...managers] };
    expect((await app.put('/v1/dealers/dealer-2', dealer, { as: 'oem' })).status).toBe(200);
  };
  await employ('old');
  const { leadId } = await postLead(app, asking('left', 'One'), { as: 'dealer-2' });
  await app.clock.advance('PT5M');
  const call = connectedCall(await app.clock.now());
  expect((await app.post(`/v1/leads/${leadId}/activities`, { ...call, by: 'old' }, { as: 'dealer-2' })).status).toBe(
    202,
  );
  await employ('new-1', 'new-2');
  await app.clock.advance('P2D');
  expect(await postLead(app, asking('left', 'Two'), { as: 'dealer-2' })).toMatchObject({
    leadId,
    status: 'resubmitted',
  });
  const { assignments } = await leadOf(app, leadId);
  expect(assignments).toMatchObject([
    { personId: 'old' },
    { personId: expect.stringMatching(/^new-/), reason: 'off-duty' },
  ]);
  const mails = (await mailsOf(leadId)).filter(({ to }) => to.some((each) => each.startsWith('new-')));
  expect(mails).toHaveLength(1);
  expect(mails[0]?.text).toContain('Two');
});

test('who was on duty when somebody asked again keeps the lead, however late the news of it comes once more', async () => {
  const { body } = await app.get('/v1/dealers/dealer-2', { as: 'oem' });
  const employ = async (...people: readonly { id: string; close: string }[]) => {
    const working = people.map(({ id, close }) => ({
      ...{ id, name: `Sales ${id}`, role: 'salesperson', email: `${id}@dealer-2.example` },
      shifts: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], open: '09:00', close }],
    }));
    const { status } = await app.put('/v1/dealers/dealer-2', { ...(body as object), people: working }, { as: 'oem' });
    expect(status).toBe(200);
  };
  // Monday at ten in New York.
  await app.clock.to('2026-11-30T15:00:00.000Z');
  await employ({ id: 'early', close: '17:00' });
  const { leadId } = await postLead(app, asking('early', 'One'), { as: 'dealer-2' });
  await app.clock.advance('PT5M');
  const call = connectedCall(await app.clock.now());
  expect((await app.post(`/v1/leads/${leadId}/activities`, call, { as: 'dealer-2' })).status).toBe(202);
  await employ({ id: 'early', close: '10:07' }, { id: 'late', close: '17:00' });
  await app.clock.to('2026-12-02T15:05:00.000Z');
  await postLead(app, asking('early', 'Two'), { as: 'dealer-2' });
  await app.rest();
  const [news] = (await app.events('lead.resubmitted.v1')).filter(({ subject }) => subject === leadId);
  expect(news).toMatchObject({ data: { newSla: { run: 2 } } });
  await app.clock.to('2026-12-02T15:10:00.000Z');
  if (news) await app.publish(news);
  await app.rest();
  expect((await leadOf(app, leadId, { as: 'dealer-2' })).assignments).toMatchObject([{ personId: 'early' }]);
});
