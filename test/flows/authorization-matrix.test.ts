import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scopes } from '../../functions/platform/caller.ts';
import type { Route } from '../../functions/platform/route.ts';
import { describedRoutes } from '../../infra/openapi.ts';
import { startApp } from '../support/app.ts';
import { leadJson, postLead } from '../support/leads.ts';
import { dealerTenant } from '../support/tenants.ts';

const own = dealerTenant('dealer-1');
const past = '2026-01-02T00:00:00.000Z';
const lacking = (scope: string) => `without-${scope.replace(':', '-')}`;

const app = await startApp({
  callers: {
    revoked: { tenant: own, scopes, revokedAt: past },
    expired: { tenant: own, scopes, expiresAt: past },
    neighbour: { tenant: dealerTenant('dealer-2'), scopes },
    provider: { tenant: { kind: 'provider', senderId: 'portal' }, scopes },
    right: { tenant: own, scopes },
    ...Object.fromEntries(
      scopes.map((scope) => [lacking(scope), { tenant: own, scopes: scopes.filter((each) => each !== scope) }]),
    ),
  },
});
afterAll(() => app.close());

/** A request of dealer-1, about what belongs to it. */
interface Sample {
  readonly query?: string;
  readonly body?: (known: { readonly at: string; readonly dealer: unknown }) => unknown;
  /** What the right caller is answered, where it is not the declared success. */
  readonly answered?: number;
  /** The type of that answer, where it is no JSON. */
  readonly type?: string;
}

/** By handler; a route that is not here takes neither query nor body. */
const samples: Readonly<Record<string, Sample>> = {
  'leads/post-lead': { body: () => ({ ...leadJson('matrix'), dealerId: 'dealer-1' }) },
  'leads/list-leads': { query: '?dealerId=dealer-1' },
  'leads/post-activity': { body: ({ at }) => ({ id: `note-${at}`, kind: 'note', at }) },
  'dealers/put-dealer': { body: ({ dealer }) => dealer },
  'intake/put-count': { body: () => ({ count: 1 }) },
  'intake/get-document': { type: 'application/octet-stream' },
  'intake/post-dismissal': { body: () => ({ reason: 'sent by mistake' }) },
  'intake/post-replays': { body: () => ({ reason: 'unreachable-person' }) },
  // Nobody can be reached by what is replayed here, still.
  'replay/post-replay': { answered: 422 },
};
const sampleOf = ({ handler }: Route) => samples[handler] ?? {};

type Expected = (route: Route) => number;
const done: Expected = (route) => sampleOf(route).answered ?? route.answers;
/** What names something of dealer-1 does not exist for others; where nothing is named, each caller gets its own. */
const foreign: Expected = (route) =>
  route.path.includes('{') || sampleOf(route).query !== undefined ? 404 : route.answers;

type Headers = Readonly<Record<string, string>>;
interface Kind {
  readonly who: string;
  readonly as: (route: Route) => string;
  readonly headers?: Headers;
  /** Where callers are known; where they are not, everybody is answered alike. */
  readonly status: Expected;
}

const kinds: readonly Kind[] = [
  { who: 'no key', as: () => 'nobody', status: () => 401 },
  {
    who: 'a malformed key',
    as: () => 'nobody',
    headers: { authorization: 'Basic ZGVhbGVyOjE=' },
    status: () => 401,
  },
  {
    who: 'an unknown key',
    as: () => 'nobody',
    headers: { authorization: 'Bearer nobody-ever-made-this-key' },
    status: () => 403,
  },
  { who: 'a revoked key', as: () => 'revoked', status: () => 403 },
  { who: 'an expired key', as: () => 'expired', status: () => 403 },
  {
    who: 'a key with every scope but its own',
    as: ({ callers }) => (callers.knownBy === 'key' ? lacking(callers.scope) : 'nobody'),
    status: () => 403,
  },
  { who: "another dealer's key", as: () => 'neighbour', status: foreign },
  { who: "a provider's key", as: () => 'provider', status: foreign },
  { who: "the OEM's key", as: () => 'oem', status: done },
  { who: "the dealer's own key", as: () => 'right', status: done },
];

let known: Record<string, string> = {};
let dealer: unknown;
beforeAll(async () => {
  const { leadId } = await postLead(app, leadJson('first'));
  const kept = await app.post('/v1/leads', { ...leadJson('unreachable'), customer: {} });
  const { quarantineId } = kept.body as { quarantineId: string };
  dealer = (await app.get('/v1/dealers/dealer-1')).body;
  const date = (await app.clock.now()).slice(0, 10);
  known = { leadId, quarantineId, dealerId: 'dealer-1', senderId: 'dealer-1', date };
});

async function send(route: Route, as: string, headers: Headers = {}) {
  const { query = '', body } = sampleOf(route);
  const filled = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => known[name] ?? `no-${name}`) + query;
  const sent = body?.({ at: await app.clock.now(), dealer });
  const options = { as, headers };
  if (route.method === 'GET') return app.get(filled, options);
  return route.method === 'PUT' ? app.put(filled, sent, options) : app.post(filled, sent ?? {}, options);
}

/** What the app did to its table, and what its functions but the authorizer used their permissions for. */
async function traces() {
  const used = (await app.permissions()).filter(({ policy, calls }) => calls > 0 && !/Authorize/.test(policy));
  const table = used.filter(({ action }) => action.startsWith('dynamodb:'));
  return { items: await app.items(), calls: table.map(({ policy, action, calls }) => [policy, action, calls]) };
}

const routes = describedRoutes.map(({ route }) => route);

test('every declared route with a body has a sample of it', () => {
  const bodiless = routes.filter((route) => route.accepts && !sampleOf(route).body);
  expect([routes.length >= 10, bodiless]).toEqual([true, []]);
});

describe.each(routes)('$method $path', (route) => {
  test.each(kinds)('for $who', async ({ as, headers, status }) => {
    const expected = route.callers.knownBy === 'nothing' ? done(route) : status(route);
    const before = await traces();
    const answer = await send(route, as(route), headers);
    const refused = [401, 403, 404].includes(expected);
    const type = expected < 400 ? (sampleOf(route).type ?? 'application/json') : 'application/problem+json';
    expect([answer.status, answer.type], answer.text).toEqual([expected, type]);
    if (!refused) return;
    const after = await traces();
    // To find out whose a thing is, it is read; nothing is written for anybody who may not.
    expect(after.items).toEqual(before.items);
    if (expected !== 404) expect(after.calls).toEqual(before.calls);
  });
});
