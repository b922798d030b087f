import { describe, expect, test, vi } from 'vitest';
import type { ApiRequest } from '../../functions/platform/api-request.ts';
import { Rejected, Retryable } from '../../functions/platform/failure.ts';
import { ok } from '../../functions/platform/problem.ts';
import { type PublicRoute, type Route, usualBodyBytes } from '../../functions/platform/route.ts';
import { serveRoute } from '../../functions/platform/serve-route.flow.ts';
import { dealerCaller, type ProxyRequest, proxyEvent } from './platform.builders.ts';

vi.hoisted(() => {
  process.env['POWERTOOLS_LOG_LEVEL'] = 'SILENT';
});

const route: Route = {
  method: 'POST',
  path: '/v1/leads',
  callers: { knownBy: 'key', scope: 'leads:write' },
  handler: 'leads/post-lead',
  accepts: ['application/json', 'application/xml'],
  answers: 200,
};
const json = { 'Content-Type': 'application/json' };
const caller = dealerCaller;

async function serve(request: ProxyRequest, handle = async (_request: ApiRequest) => ok({ done: true })) {
  const { statusCode, headers, body } = await serveRoute(route, handle)(proxyEvent(request));
  return { status: statusCode, type: headers?.['content-type'], headers, body: JSON.parse(body) as unknown };
}

/** What the handler sees of a request that passed. */
async function passed(request: ProxyRequest): Promise<ApiRequest> {
  const seen: ApiRequest[] = [];
  const { status } = await serve(request, async (admitted) => {
    seen.push(admitted);
    return ok({});
  });
  expect(status).toBe(200);
  const [only] = seen;
  if (!only) throw new Error('The handler was not called.');
  return only;
}

describe('the doors of a route', () => {
  test.each<[string, number, ProxyRequest]>([
    ['nobody', 401, { headers: json, body: '{}' }],
    ['a caller without the scope', 403, { caller: { ...caller, scopes: ['leads:read'] }, headers: json, body: '{}' }],
    [
      'a caller with a scope that only begins alike',
      403,
      { caller: { ...caller, scopes: ['leads:writer'] }, headers: json },
    ],
    ['a caller without any scope', 403, { caller: { ...caller, scopes: [] }, headers: json, body: '{}' }],
    ['no content type', 415, { caller, body: '{}' }],
    ['a content type that is not taken', 415, { caller, headers: { 'content-type': 'text/plain' }, body: '{}' }],
    [
      'a content type that only begins alike',
      415,
      { caller, headers: { 'content-type': 'application/jsonp' }, body: '{}' },
    ],
    ['a byte too much', 413, { caller, headers: json, body: 'x'.repeat(usualBodyBytes + 1) }],
    [
      'a byte too much, in characters of two',
      413,
      { caller, headers: json, body: `${'é'.repeat(usualBodyBytes / 2)}1` },
    ],
    ['a byte too much, as base64', 413, { caller, headers: json, body: Buffer.alloc(usualBodyBytes + 1) }],
    ['the largest body', 200, { caller, headers: json, body: 'x'.repeat(usualBodyBytes) }],
    ['the largest body, as base64', 200, { caller, headers: json, body: Buffer.alloc(usualBodyBytes) }],
    [
      'a type in capitals, with parameters',
      200,
      { caller, headers: { 'CONTENT-TYPE': 'Application/JSON ; charset="UTF-8"' }, body: '{}' },
    ],
    ['no body', 200, { caller, headers: json }],
  ])('to %s: %i', async (_who, status, request) => {
    const answer = await serve(request);
    expect(answer.status).toBe(status);
    expect(answer.type).toBe(status < 400 ? 'application/json' : 'application/problem+json');
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store' });
    if (status >= 400) expect(answer.body).toMatchObject({ type: 'about:blank', status });
  });

  test('are the same for everybody who may not: the handler is not called', async () => {
    const handle = vi.fn(async () => ok({}));
    await serve({ headers: json, body: '{}' }, handle);
    await serve({ caller: { ...caller, scopes: [] }, headers: json, body: '{}' }, handle);
    expect(handle).not.toHaveBeenCalled();
  });
});

test('a route with a limit of its own takes no byte more', async () => {
  const large = { ...route, maxBodyBytes: 2 * usualBodyBytes } as const;
  const send = (bytes: number) =>
    serveRoute(large, async () => ok({}))(proxyEvent({ caller, headers: json, body: Buffer.alloc(bytes) }));
  expect(await send(2 * usualBodyBytes)).toMatchObject({ statusCode: 200 });
  expect(await send(2 * usualBodyBytes + 1)).toMatchObject({
    statusCode: 413,
    body: expect.stringContaining('512 KB'),
  });
});

test('a route for everybody asks nobody who they are, and for the rest has the same doors', async () => {
  const { idempotencyKey: _, ...rest } = route;
  const open: PublicRoute = { ...rest, callers: { knownBy: 'nothing' } };
  const send = (request: ProxyRequest) =>
    serveRoute(open, async (admitted) => ok({ caller: admitted.caller ?? 'nobody' }))(proxyEvent(request));
  expect(await send({ headers: json })).toMatchObject({ statusCode: 200, body: '{"caller":"nobody"}' });
  expect(await send({ caller, headers: json })).toMatchObject({ statusCode: 200, body: '{"caller":"nobody"}' });
  expect(await send({})).toMatchObject({ statusCode: 415 });
  expect(await send({ headers: json, body: Buffer.alloc(usualBodyBytes + 1) })).toMatchObject({ statusCode: 413 });
});

describe('a request that passed', () => {
  test('knows its caller, media type, charset and headers by lower-case names', async () => {
    const headers = { 'Content-Type': 'application/xml; Charset="ISO-8859-1"', 'Idempotency-KEY': 'k-1' };
    const request = await passed({ caller, headers });
    expect(request.caller).toEqual(caller);
    expect(request.contentType).toEqual({ type: 'application/xml', charset: 'iso-8859-1' });
    expect(request.header('idempotency-key')).toBe('k-1');
    expect(request.header('absent')).toBeUndefined();
  });

  test('has the bytes that were sent', async () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x00, 0xe9]);
    expect(Buffer.from((await passed({ caller, headers: json, body: bytes })).body)).toEqual(bytes);
    expect(Buffer.from((await passed({ caller, headers: json, body: 'é' })).body).toString()).toBe('é');
  });

  test.each([
    ['a%20b', 'a b'],
    ['%C3%A9', 'é'],
    ['plain', 'plain'],
    ['%E0%A4%A', '%E0%A4%A'],
    ['%C3%A9'.repeat(256), 'é'.repeat(256)],
  ])('has the path parameter %s as %s', async (sent, value) => {
    expect((await passed({ caller, headers: json, params: { leadId: sent } })).params).toEqual({ leadId: value });
  });
});

test('a part of a path that no key of the table could hold names nothing', async () => {
  const handle = vi.fn(async () => ok({}));
  const answer = await serve({ caller, headers: json, params: { leadId: '%C3%A9'.repeat(257) } }, handle);
  expect(answer).toMatchObject({ status: 404, type: 'application/problem+json' });
  expect(handle).not.toHaveBeenCalled();
});

test('a handler knows how long its function may still run', async () => {
  const left = async (invocation?: { getRemainingTimeInMillis(): number }) => {
    const entry = serveRoute(route, async (_request, { millisecondsLeft }) =>
      ok({ left: millisecondsLeft?.() ?? 'unknown' }),
    );
    return (await entry(proxyEvent({ caller, headers: json }), invocation)).body;
  };
  expect(await left({ getRemainingTimeInMillis: () => 1234 })).toBe('{"left":1234}');
  expect(await left()).toBe('{"left":"unknown"}');
});

describe('a handler that fails', () => {
  test('because what it would save is rejected is answered with 422: sending it again does not help', async () => {
    const answer = await serve({ caller, headers: json }, () => Promise.reject(new Rejected('It is too large.')));
    expect(answer).toMatchObject({ status: 422, type: 'application/problem+json', body: { status: 422 } });
  });

  test('because of others is answered with 503 and when to come again', async () => {
    const answer = await serve({ caller, headers: json }, () =>
      Promise.reject(new Retryable('Somebody else wrote first')),
    );
    expect(answer).toMatchObject({ status: 503, type: 'application/problem+json', headers: { 'retry-after': '1' } });
    expect(JSON.stringify(answer.body)).not.toContain('wrote');
  });

  test('by a fault of ours is answered with 500, without a word of the fault', async () => {
    const answer = await serve({ caller, headers: json }, () => Promise.reject(new TypeError('secret of Maya')));
    expect(answer).toMatchObject({ status: 500, type: 'application/problem+json', body: { status: 500 } });
    expect(JSON.stringify(answer.body)).not.toMatch(/Maya|TypeError|at /);
  });
});
