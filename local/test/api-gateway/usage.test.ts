import { afterAll, expect, test } from 'vitest';
import { operator } from '../../dispatcher.ts';
import { echo, proxyTo, rig, uriOf } from './rig.ts';

const guard = `exports.handler = async (event) => ({
  principalId: 'p', usageIdentifierKey: event.headers.Authorization,
  policyDocument: { Statement: [{ Action: '*', Effect: 'Allow', Resource: '*' }] } })`;

const value = 'a'.repeat(64);

async function metered(plan: Record<string, unknown> = {}, stage: Record<string, unknown> = {}) {
  const it = await rig();
  afterAll(it.close);
  const { RestApiId, method } = it.api({ ApiKeySourceType: 'AUTHORIZER' }, stage);
  const { ref: AuthorizerId } = it.loadGateway('Authorizer', 'Guard', {
    RestApiId,
    Type: 'REQUEST',
    AuthorizerUri: uriOf(await it.define('guard', guard)),
    IdentitySource: 'method.request.header.Authorization',
  });
  const integration = proxyTo(await it.define('echo', echo));
  method('GET', '/leads', { ...integration, AuthorizationType: 'CUSTOM', AuthorizerId, ApiKeyRequired: true });
  method('GET', '/open', integration);
  const { ref: planId } = it.loadGateway('UsagePlan', 'Plan', {
    UsagePlanName: 'standard',
    ApiStages: [{ ApiId: RestApiId, Stage: 'dev', Throttle: {} }],
    ...plan,
  });
  const call = (key: string) => it.send('GET', '/dev/leads', { headers: { Authorization: key } });
  const manage = (action: string, input: Record<string, unknown>) =>
    it.dispatcher.call({ service: 'apigateway', action, input, principal: operator });
  return { ...it, call, manage, planId };
}

test('a key must exist, be enabled and be in a plan of the stage', async () => {
  const { gateway, call, manage, planId } = await metered();
  const forbidden = { status: 403, text: '{"message":"Forbidden"}' };
  expect(await call(value)).toMatchObject(forbidden);
  const { id } = await manage('CreateApiKey', { name: 'dealer-1', value, enabled: true });
  expect(await call(value)).toMatchObject(forbidden);
  await manage('CreateUsagePlanKey', { usagePlanId: planId, keyId: id, keyType: 'API_KEY' });
  const allowed = await call(value);
  expect(allowed.status).toBe(200);
  expect(allowed.json()['requestContext']).toMatchObject({ identity: { apiKey: value, apiKeyId: id } });
  const patchOperations = [{ op: 'replace', path: '/enabled', value: 'false' }];
  await manage('UpdateApiKey', { apiKey: id, patchOperations });
  expect(await call(value)).toMatchObject(forbidden);
  await manage('DeleteApiKey', { apiKey: id });
  await expect(manage('GetApiKey', { apiKey: id })).rejects.toMatchObject({ code: 'NotFoundException', status: 404 });
  gateway.addApiKey({ value: 'b'.repeat(64) });
  expect((await call('b'.repeat(64))).status).toBe(200);
});

test('the control plane lists keys and plans and refuses what AWS refuses', async () => {
  const { manage, planId } = await metered();
  const { id } = await manage('CreateApiKey', { name: 'dealer-1', value });
  await expect(manage('CreateApiKey', { value })).rejects.toMatchObject({ code: 'ConflictException', status: 409 });
  await expect(manage('CreateApiKey', { value: 'short' })).rejects.toMatchObject({ code: 'BadRequestException' });
  const listed = { id, name: 'dealer-1', enabled: false };
  expect(await manage('GetApiKeys', { nameQuery: 'dealer' })).toEqual({ items: [expect.objectContaining(listed)] });
  expect(await manage('GetApiKeys', { nameQuery: 'oem' })).toEqual({ items: [] });
  expect(await manage('GetApiKeys', { includeValues: true })).toMatchObject({ items: [{ value }] });
  expect(await manage('GetUsagePlans', {})).toMatchObject({ items: [{ id: planId, name: 'standard' }] });
  await expect(manage('CreateRestApi', {})).rejects.toMatchObject({ code: 'UnsupportedOnThisMachine' });
});

test('a plan’s throttle refills in real time, per key', async () => {
  const { gateway, call, elapsed, scheduler } = await metered({ Throttle: { RateLimit: 2, BurstLimit: 3 } });
  gateway.addApiKey({ value });
  gateway.addApiKey({ value: 'b'.repeat(64) });
  const statuses = async (count: number) => {
    const all: number[] = [];
    for (let n = 0; n < count; n += 1) all.push((await call(value)).status);
    return all;
  };
  expect(await statuses(4)).toEqual([200, 200, 200, 429]);
  expect((await call('b'.repeat(64))).status).toBe(200);
  await scheduler.moveTo((now) => now + 86_400_000);
  expect(await statuses(1)).toEqual([429]);
  elapsed.at += 1000;
  expect(await statuses(3)).toEqual([200, 200, 429]);
  const answer = await call(value);
  expect(answer).toMatchObject({ text: '{"message":"Too Many Requests"}' });
  expect(answer.headers['x-amzn-errortype']).toBe('TooManyRequestsException');
});

test('a quota is counted by the day of virtual time', async () => {
  const { gateway, call, scheduler } = await metered({ Quota: { Limit: 2, Period: 'DAY' } });
  gateway.addApiKey({ value });
  const statuses = [(await call(value)).status, (await call(value)).status, (await call(value)).status];
  expect(statuses).toEqual([200, 200, 429]);
  expect((await call(value)).text).toBe('{"message":"Limit Exceeded"}');
  await scheduler.moveTo((now) => now + 86_400_000);
  expect((await call(value)).status).toBe(200);
});

test('the throttle of a stage holds for each method; the more specific setting wins', async () => {
  const all = { HttpMethod: '*', ResourcePath: '/*', ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 };
  const open = { HttpMethod: 'GET', ResourcePath: '/~1open', ThrottlingRateLimit: 1, ThrottlingBurstLimit: 2 };
  const { gateway, send, call } = await metered({}, { MethodSettings: [all, open] });
  gateway.addApiKey({ value });
  const statuses = [];
  for (let n = 0; n < 3; n += 1) statuses.push((await send('GET', '/dev/open')).status);
  expect(statuses).toEqual([200, 200, 429]);
  expect([(await call(value)).status, (await call(value)).status]).toEqual([200, 429]);
});
