import { afterAll, expect, test } from 'vitest';
import { codeOf } from '../../functions/platform/stable-hash.ts';
import { startApp } from '../support/app.ts';
import { connectedCall, leadJson, postLead } from '../support/leads.ts';

const app = await startApp();
afterAll(() => app.close());

interface Form {
  readonly people: readonly { readonly id: string; readonly email: string }[];
  readonly district: { readonly id: string; readonly email: string };
}

/** A word that stands in everything a sender or dealer may choose freely. */
const word = 'leaking';
const secret = new RegExp(word, 'i');
const idOf = (id: string) => `${id}@${word}.example`;

test('what senders and dealers call things stays out of events, executions, logs and metrics; people are told all the same', async () => {
  const form = (await app.get('/v1/dealers/dealer-1', { as: 'oem' })).body as Form;
  const people = form.people.map((person) => ({ ...person, id: idOf(person.id) }));
  const district = { ...form.district, id: idOf(form.district.id) };
  const changed = { ...form, people, district, fieldMap: { sources: { portal: 'marketplace' } } };
  expect((await app.put('/v1/dealers/dealer-1', changed, { as: 'oem' })).status).toBe(200);

  const source = { system: `${word}, the portal`, id: idOf('lead-7'), campaign: word };
  const { leadId } = await postLead(app, leadJson('unanswered', { source }));
  await app.clock.advance('P1D');
  const call = connectedCall(await app.clock.now(), idOf('call'));
  expect((await app.post(`/v1/leads/${leadId}/activities`, { ...call, status: word })).status).toBe(202);
  await app.clock.advance('P2D');
  await postLead(app, leadJson('unanswered', { source: { ...source, id: idOf('lead-8') } }));
  const sold = { id: idOf('sold'), kind: 'sold', at: await app.clock.now() };
  expect((await app.post(`/v1/leads/${leadId}/activities`, sold)).status).toBe(202);

  const events = await app.events();
  expect(new Set(events.map(({ type }) => type)).size).toBeGreaterThanOrEqual(10);
  const facts = (await app.items()).filter(({ SK }) => SK.startsWith('FACT#'));
  const { body: metrics } = await app.ask('GET', '/metrics');
  const { functions } = (await app.ask('GET', '')).body as { functions: { name: string }[] | string[] };
  const names = functions.map((each) => (typeof each === 'string' ? each : each.name));
  const logs = await Promise.all(names.map((name) => app.logs(name)));
  for (const seen of [events, facts, await app.executions(), metrics, logs]) {
    expect(JSON.stringify(seen).length).toBeGreaterThan(100);
    expect(JSON.stringify(seen)).not.toMatch(secret);
  }

  const received = events.find(({ type }) => type === 'lead.received.v1');
  expect(received?.data).toMatchObject({ source: { system: codeOf(source.system), id: codeOf(source.id) } });
  const mailed = new Set((await app.messages()).flatMap(({ to }) => to));
  expect([...mailed].sort()).toEqual([...people, district].map(({ email }) => email).sort());
  for (const { text } of await app.messages()) expect(text).not.toMatch(/\b[0-9a-f]{32}\b/);
});
