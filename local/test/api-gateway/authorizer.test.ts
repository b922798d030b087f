import { afterAll, expect, test } from 'vitest';
import { echo, proxyTo, rig, uriOf } from './rig.ts';

/** Answers as the caller's key says, and writes a line each time it is asked. */
const source = `
  exports.handler = async (event) => {
    console.log(JSON.stringify(event));
    const key = event.authorizationToken ?? event.headers.Authorization ?? 'allow';
    const policy = (Effect, Resource, more) => ({
      principalId: 'user-1',
      policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect, Resource }] },
      context: { tenant: 'd-1', level: 3, active: true },
      ...more,
    });
    const stage = event.methodArn.split('/').slice(0, 2).join('/') + '/*';
    switch (key) {
      case 'allow': return policy('Allow', stage);
      case 'deny': return policy('Deny', '*');
      case 'reads': return policy('Allow', [stage + '/nothing', event.methodArn.split('/').slice(0, 2).join('/') + '/GET/*']);
      case 'unauthorized': throw new Error('Unauthorized');
      case 'bug': throw new Error('no such table');
      case 'nothing': return { principalId: 'user-1' };
      case 'nested': return policy('Allow', stage, { context: { list: [1] } });
      case 'condition': { const p = policy('Allow', stage); p.policyDocument.Statement[0].Condition = {}; return p; }
    }
  }`;

async function guarded(authorizer: Record<string, unknown> = {}) {
  const it = await rig();
  afterAll(it.close);
  const guardArn = await it.define('guard', source);
  const echoArn = await it.define('echo', echo);
  const { RestApiId, method } = it.api();
  const { ref: AuthorizerId } = it.loadGateway('Authorizer', 'Guard', {
    RestApiId,
    Name: 'guard',
    Type: 'REQUEST',
    AuthorizerUri: uriOf(guardArn),
    IdentitySource: 'method.request.header.Authorization',
    AuthorizerResultTtlInSeconds: 60,
    ...authorizer,
  });
  method('ANY', '/leads/{id}', { ...proxyTo(echoArn), AuthorizationType: 'CUSTOM', AuthorizerId });
  const asked = () => it.lines.filter((line) => line.functionName === 'guard' && line.line.includes('"type"'));
  const call = (key?: string, verb = 'GET', query = '') =>
    it.send(verb, `/dev/leads/7${query}`, { headers: key === undefined ? {} : { Authorization: key } });
  return { ...it, asked, call, RestApiId };
}

const it = await guarded();

test('who is allowed gets through with the authorizer’s context as text', async () => {
  const answer = await it.call('allow');
  expect(answer.status).toBe(200);
  expect(answer.json()['requestContext']).toMatchObject({
    authorizer: { principalId: 'user-1', tenant: 'd-1', level: '3', active: 'true' },
  });
});

test('the authorizer sees the request without its body', async () => {
  const before = it.asked().length;
  await it.send('POST', '/dev/leads/8?a=1', { headers: { Authorization: 'reads' }, body: 'secret' });
  const line = it.asked()[before]?.line ?? '';
  const event = JSON.parse(line.slice(line.indexOf('{')));
  expect(event).toMatchObject({
    type: 'REQUEST',
    methodArn: `arn:aws:execute-api:us-east-1:000000000000:${it.RestApiId}/dev/POST/leads/8`,
    resource: '/leads/{id}',
    path: '/leads/8',
    pathParameters: { id: '8' },
    queryStringParameters: { a: '1' },
    stageVariables: {},
    requestContext: { resourcePath: '/leads/{id}' },
  });
  expect(event).not.toHaveProperty('body');
});

test.each([
  [undefined, 401, { message: 'Unauthorized' }],
  ['', 401, { message: 'Unauthorized' }],
  ['unauthorized', 401, { message: 'Unauthorized' }],
  ['deny', 403, { Message: 'User is not authorized to access this resource with an explicit deny' }],
  ['bug', 500, { message: null }],
  ['nothing', 500, { message: null }],
  ['nested', 500, { message: null }],
  ['condition', 500, { message: null }],
])('the key %s is answered %i', async (key, status, body) => {
  const answer = await it.call(key);
  expect(answer.status).toBe(status);
  expect(answer.json()).toEqual(body);
});

test('without identity nobody is asked', async () => {
  const before = it.asked().length;
  await it.call(undefined);
  expect(it.asked().length).toBe(before);
});

test('one answer is remembered for all methods and held against each, for its time in virtual time', async () => {
  const fresh = await guarded();
  expect((await fresh.call('reads', 'GET')).status).toBe(200);
  const refused = await fresh.call('reads', 'PUT');
  expect(refused.status).toBe(403);
  expect(refused.json()).toEqual({ Message: 'User is not authorized to access this resource' });
  expect(fresh.asked()).toHaveLength(1);
  await fresh.scheduler.moveTo((now) => now + 59_999);
  await fresh.call('reads');
  expect(fresh.asked()).toHaveLength(1);
  await fresh.scheduler.moveTo((now) => now + 1);
  await fresh.call('reads');
  expect(fresh.asked()).toHaveLength(2);
});

test('a refusal by policy is remembered, too, an error is not', async () => {
  const fresh = await guarded();
  for (const key of ['deny', 'deny', 'unauthorized', 'unauthorized']) await fresh.call(key);
  expect(fresh.asked()).toHaveLength(3);
});

test('without a time to live everyone is asked about each time', async () => {
  const fresh = await guarded({ AuthorizerResultTtlInSeconds: 0, IdentitySource: undefined });
  for (const key of ['allow', 'allow', undefined]) expect((await fresh.call(key)).status).toBe(200);
  expect(fresh.asked()).toHaveLength(3);
});

test('several identity sources are all needed and all tell callers apart', async () => {
  const sources = 'method.request.header.authorization, method.request.querystring.q';
  const fresh = await guarded({ IdentitySource: sources });
  expect((await fresh.call('allow')).status).toBe(401);
  for (const query of ['?q=1', '?q=2', '?q=1']) expect((await fresh.call('allow', 'GET', query)).status).toBe(200);
  expect(fresh.asked()).toHaveLength(2);
});

test('a TOKEN authorizer gets the token alone, if it has the right form', async () => {
  const fresh = await guarded({ Type: 'TOKEN', IdentityValidationExpression: '[a-z]+' });
  expect((await fresh.call('allow')).status).toBe(200);
  expect((await fresh.call('ALLOW')).status).toBe(401);
  expect((await fresh.call(undefined)).status).toBe(401);
  const lines = fresh.asked();
  expect(lines).toHaveLength(1);
  expect(lines[0]?.line).toContain('"authorizationToken":"allow"');
});
