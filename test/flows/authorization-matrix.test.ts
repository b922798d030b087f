import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scopes } from '../../functions/platform/caller.ts';
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
    right: { tenant: own, scopes },
    ...Object.fromEntries(
      scopes.map((scope) => [lacking(scope), { tenant: own, scopes: scopes.filter((each) => each !== scope) }]),
    ),
  },
});
afterAll(() => app.close());

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
  readonly scope: string;
}

const { body: document } = await app.get('/v1/openapi.json', { as: 'nobody' });
const { paths } = document as { paths: Record<string, Record<string, { operationId: string; security: object[] }>> };
const operations: readonly Operation[] = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, { operationId, security }]) => {
    const [scope] = security.flatMap((each) => Object.values(each).flat() as string[]);
    return scope === undefined ? [] : [{ method, path, operationId, scope }];
  }),
);

/** A body that each operation takes; those that are missing take none. */
const bodies: Readonly<Record<string, (app: { at: string; dealer: unknown }) => unknown>> = {
  'post-lead': () => leadJson('matrix'),
  'post-activity': ({ at }) => ({ id: `note-${at}`, kind: 'note', at }),
  'put-dealer': ({ dealer }) => dealer,
  'put-count': () => ({ count: 1 }),
  'post-replays': () => ({ reason: 'unreachable-person' }),
};

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

async function send({ method, path, operationId }: Operation, as: string, headers: Record<string, string> = {}) {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => known[name] ?? `no-${name}`);
  const body = bodies[operationId]?.({ at: await app.clock.now(), dealer });
  const options = { as, headers };
  if (method === 'get') return app.get(filled, options);
  return method === 'put' ? app.put(filled, body, options) : app.post(filled, body ?? {}, options);
}

/** What the app did to its table, and what its functions but the authorizer used their permissions for. */
async function traces() {
  const used = (await app.permissions()).filter(({ policy, calls }) => calls > 0 && !/Authorize/.test(policy));
  const table = used.filter(({ action }) => action.startsWith('dynamodb:'));
  return { items: await app.items(), calls: table.map(({ policy, action, calls }) => [policy, action, calls]) };
}

test('the document names every route with its scope', () => {
  expect(operations.length).toBeGreaterThanOrEqual(10);
  expect(operations.filter(({ scope }) => !(scopes as readonly string[]).includes(scope))).toEqual([]);
});

describe.each(operations)('$method $path', (operation) => {
  const { scope, path } = operation;

  test.each([
    ['no key', 'nobody', {}, 401],
    ['a malformed key', 'nobody', { authorization: 'Basic ZGVhbGVyOjE=' }, 401],
    ['an unknown key', 'nobody', { authorization: 'Bearer nobody-ever-made-this-key' }, 403],
    ['a revoked key', 'revoked', {}, 403],
    ['an expired key', 'expired', {}, 403],
    ['a key without the scope', lacking(scope), {}, 403],
  ])('with %s reads and writes nothing', async (_key, as, headers, status) => {
    const before = await traces();
    expect(await send(operation, as, headers)).toMatchObject({ status, type: 'application/problem+json' });
    expect(await traces()).toEqual(before);
  });

  test.runIf(path.includes('{'))('of another tenant does not exist, and stays as it is', async () => {
    const { items } = await traces();
    expect(await send(operation, 'neighbour')).toMatchObject({ status: 404, type: 'application/problem+json' });
    expect((await traces()).items).toEqual(items);
  });

  test('with the right key gets through', async () => {
    const { status, text } = await send(operation, 'right');
    // A replay of what still cannot be used says so.
    expect([200, 202, ...(operation.operationId === 'post-replay' ? [422] : [])], text).toContain(status);
  });
});
