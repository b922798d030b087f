import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, startApp } from '../support/app.ts';
import type { Answer, CallOptions } from '../support/call.ts';
import { connectedCall, leadJson, postLead } from '../support/leads.ts';
import { dealerTenant } from '../support/tenants.ts';

const app = await startApp({
  callers: {
    reader: { tenant: dealerTenant('dealer-1'), scopes: ['leads:read'] },
    expired: { tenant: { kind: 'oem' }, scopes: ['leads:read'], expiresAt: '2026-11-23T15:00:00.000Z' },
    expiring: { tenant: { kind: 'oem' }, scopes: ['leads:read'], expiresAt: '2026-11-23T15:00:00.001Z' },
    revoked: { tenant: { kind: 'oem' }, scopes: ['leads:read'], revokedAt: '2026-11-01T00:00:00.000Z' },
    unplanned: { tenant: { kind: 'oem' }, scopes: ['leads:read'], unplanned: true },
    portal: { tenant: { kind: 'provider', senderId: 'portal' }, scopes: ['leads:read', 'leads:write', 'dealers:read'] },
  },
});
afterAll(() => app.close());

/** Stands in everything a caller sends, so that an answer that repeats its input is seen. */
const marker = 'Zanzibar';
let leadId = '';
beforeAll(async () => {
  ({ leadId } = await postLead(app, leadJson(marker), { as: 'dealer-2' }));
});

type Request = (app: App) => Promise<Answer>;
const post =
  (path: string, body: unknown, options?: CallOptions): Request =>
  (to) =>
    to.post(path.replace('LEAD', leadId), body, options);
const get =
  (path: string, options?: CallOptions): Request =>
  (to) =>
    to.get(path.replace('LEAD', leadId), options);
const authorization = (value: string): CallOptions => ({ as: 'nobody', headers: { authorization: value } });
const typed = (type: string): CallOptions => ({ headers: { 'content-type': type } });

const lead = leadJson(`${marker}-1`);
const large = JSON.stringify({ ...lead, message: marker.repeat(38_400) });
const doctype = `<!DOCTYPE adf [<!ENTITY name "${marker}">]><adf><prospect><customer><contact><name part="full">&name;</name><email>a@mail.example</email></contact></customer></prospect></adf>`;

test.each<[string, number, Request]>([
  ['no key', 401, post('/v1/leads', lead, { as: 'nobody' })],
  ['an empty key', 401, get('/v1/leads/LEAD', authorization(''))],
  ['a key without its scheme', 401, get('/v1/leads/LEAD', authorization('demo-key-of-dealer-1'))],
  ['another scheme', 401, get('/v1/leads/LEAD', authorization(`Basic ${btoa(`${marker}:demo-key-of-dealer-1`)}`))],
  ['a key too short to be one', 403, get('/v1/leads/LEAD', authorization(`Bearer ${marker}`))],
  ['a key nobody knows', 403, get('/v1/leads/LEAD', authorization(`Bearer ${marker}-unknown-key`))],
  ['a key that has expired', 403, get('/v1/leads/LEAD', { as: 'expired' })],
  ['a key that was revoked', 403, get('/v1/leads/LEAD', { as: 'revoked' })],
  ['a key outside the usage plan', 403, get('/v1/leads/LEAD', { as: 'unplanned' })],
  ['a key without leads:write', 403, post('/v1/leads', lead, { as: 'reader' })],
  [
    'a key without leads:write, for an activity',
    403,
    post('/v1/leads/LEAD/activities', connectedCall('x'), { as: 'reader' }),
  ],
  ['a key without dealers:read', 403, get('/v1/dealers/dealer-1', { as: 'reader' })],
  ['a key without dealers:write', 403, (to) => to.put('/v1/dealers/dealer-1', {}, { as: 'portal' })],
  ["another dealer's lead", 404, get('/v1/leads/LEAD')],
  ["another dealer's lead, for a provider", 404, get('/v1/leads/LEAD', { as: 'portal' })],
  [
    "an activity on another dealer's lead",
    404,
    post('/v1/leads/LEAD/activities', connectedCall('2026-11-23T15:00:00Z')),
  ],
  ["an unreadable activity on another dealer's lead", 404, post('/v1/leads/LEAD/activities', { id: marker })],
  ['another dealer', 404, get('/v1/dealers/dealer-2')],
  ['another dealer, to be changed', 404, (to) => to.put('/v1/dealers/dealer-2', {})],
  ['a dealer, for a provider', 404, get('/v1/dealers/dealer-1', { as: 'portal' })],
  ['a lead that is not there', 404, get(`/v1/leads/${marker}`)],
  ['a lead id that cannot be decoded', 404, get('/v1/leads/%E0%A4%A')],
  ['a dealer that is not there', 404, get(`/v1/dealers/${marker}`, { as: 'oem' })],
  ['a dealer id that is none', 404, (to) => to.put(`/v1/dealers/${marker}%20%23`, {}, { as: 'oem' })],
  ['a route that is not there', 404, get(`/v1/${marker}`)],
  ['a route that is not there, without a key', 404, get(`/v1/${marker}`, { as: 'nobody' })],
  ['a method that is not there', 404, (to) => to.put('/v1/leads', {})],
  ['a content type that is not taken', 415, post('/v1/leads', marker, typed('text/plain'))],
  ['no content type', 415, post('/v1/leads', Buffer.from(marker), typed(''))],
  ['a form', 415, post('/v1/leads', `a=${marker}`, typed('application/x-www-form-urlencoded'))],
  ['XML where only JSON is taken', 415, post('/v1/leads/LEAD/activities', `<a>${marker}</a>`, { as: 'dealer-2' })],
  ['300 KB of JSON', 413, post('/v1/leads', large)],
  ['300 KB of XML', 413, post('/v1/leads', `<adf>${marker.repeat(38_400)}</adf>`)],
  ['257 KB to a store', 413, (to) => to.put('/v1/dealers/dealer-1', { name: 'x'.repeat(257 * 1024) })],
  ['XML in the JSON door', 400, post('/v1/leads', `<adf>${marker}</adf>`, typed('application/json'))],
  ['JSON in the XML door', 400, post('/v1/leads', JSON.stringify(lead), typed('application/xml'))],
  ['half of a JSON document', 400, post('/v1/leads', `{"source":{"system":"${marker}`)],
  ['no body', 400, post('/v1/leads', '', typed('application/json'))],
  ['no body, as XML', 400, post('/v1/leads', '', typed('application/xml'))],
  ['a DOCTYPE', 400, post('/v1/leads', doctype)],
  ['a DOCTYPE in UTF-16', 400, post('/v1/leads', Buffer.from(`\uFEFF${doctype}`, 'utf16le'))],
  ['tags without end', 400, post('/v1/leads', '<a>'.repeat(5000))],
  [
    'an activity that is no JSON',
    400,
    post('/v1/leads/LEAD/activities', marker, { as: 'dealer-2', ...typed('application/json') }),
  ],
  ['a JSON document that is no lead', 422, post('/v1/leads', [marker])],
  ['an unknown field', 422, post('/v1/leads', { ...lead, [marker]: 1 })],
  ['a lead nobody can be reached by', 422, post('/v1/leads', { ...lead, customer: { lastName: marker } })],
  ['a field of the wrong kind', 422, post('/v1/leads', { ...lead, message: { marker } })],
  ['XML that is no ADF', 422, post('/v1/leads', `<rss><channel>${marker}</channel></rss>`)],
])('%s is answered with %i', async (what, status, request) => {
  const answer = await request(app);
  expect([answer.status, answer.type]).toEqual([status, 'application/problem+json']);
  expect(answer.body).toMatchObject({
    type: 'about:blank',
    status,
    title: expect.stringMatching(/\w/),
    detail: expect.stringMatching(/\w.*\.$/),
  });
  // A path names an unknown field, because nobody could find it otherwise.
  if (what !== 'an unknown field') expect(answer.text).not.toContain(marker);
  expect(answer.text).not.toMatch(/\n\s+at |node:|\.ts\b|\.js\b|Error:|demo-key|lanekeeper-dev|dynamodb/i);
  const known = new Set(['type', 'title', 'status', 'detail', 'errors', 'quarantineId', 'reason']);
  expect(Object.keys(answer.body as object).filter((member) => !known.has(member))).toEqual([]);
});

describe('a refusal', () => {
  test('at a door keeps nothing', async () => {
    const before = await app.items();
    await app.post('/v1/leads', doctype);
    await app.post('/v1/leads', large);
    await app.post('/v1/leads', marker, typed('text/plain'));
    await app.post('/v1/leads', lead, { as: 'nobody' });
    await app.post('/v1/leads', lead, { as: 'reader' });
    expect(await app.items()).toEqual(before);
  });

  test('logs neither key nor what was sent', async () => {
    await app.post('/v1/leads', { ...lead, [marker]: 1 });
    await app.get('/v1/leads/LEAD', authorization(`Bearer ${marker}-unknown-key`));
    await postLead(app, leadJson(`${marker}-2`));
    expect(await app.logs('relay-facts')).not.toEqual([]);
    for (const name of ['authorize', 'post-lead', 'get-lead', 'assign-lead', 'relay-facts', 'start-lead-sla'])
      for (const line of await app.logs(name)) expect(JSON.stringify(line)).not.toMatch(/Zanzibar|demo-key|Noor/);
  });
});

describe('a key', () => {
  test('works until it expires', async () => {
    expect(await app.get(`/v1/leads/${leadId}`, { as: 'expiring' })).toMatchObject({ status: 200 });
  });

  test.each(['Bearer', 'bearer', 'BEARER '])('is taken with the scheme as %s', async (scheme) => {
    const answer = await app.get(`/v1/leads/${leadId}`, authorization(`${scheme} demo-key-of-dealer-2`));
    expect(answer).toMatchObject({ status: 200, type: 'application/json', body: { leadId } });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test("of the OEM opens every store's leads", async () => {
    expect(await app.get(`/v1/leads/${leadId}`, { as: 'oem' })).toMatchObject({
      status: 200,
      body: { dealerId: 'dealer-2' },
    });
  });
});
