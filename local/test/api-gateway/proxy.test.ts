import { afterAll, beforeAll, expect, test } from 'vitest';
import { start } from '../lambda/rig.ts';
import { echo, proxyTo, rig } from './rig.ts';

const it = await rig();
afterAll(it.close);
const { send } = it;

beforeAll(async () => {
  const echoArn = await it.define('echo', echo);
  const answer = 'exports.handler = async (event) => JSON.parse(event.body)';
  const answerArn = await it.define('answer', answer);
  const slowArn = await it.define('slow', 'exports.handler = () => new Promise(() => {})', { Timeout: 1 });
  const failingArn = await it.define('failing', 'exports.handler = async () => { throw new Error("secret") }');
  const fullArn = await it.define('full', echo, { ReservedConcurrentExecutions: 0 });
  const { method } = it.api(
    { BinaryMediaTypes: ['application/xml', 'application/octet-stream'] },
    { Variables: { colour: 'blue' } },
  );
  method('ANY', '/', proxyTo(echoArn));
  method('GET', '/v1/leads/{leadId}', proxyTo(echoArn));
  method('POST', '/v1/leads', proxyTo(echoArn));
  method('GET', '/v1/leads/open', proxyTo(echoArn));
  method('ANY', '/files/{path+}', proxyTo(echoArn));
  method('POST', '/answer', proxyTo(answerArn));
  method('GET', '/slow', proxyTo(slowArn, { TimeoutInMillis: 50 }));
  method('GET', '/failing', proxyTo(failingArn));
  method('GET', '/full', proxyTo(fullArn));
});

test('the event is that of a proxy integration, in virtual time', async () => {
  const answer = await send('GET', '/dev/v1/leads/L%2B1?tag=a&tag=b+c&empty=', {
    headers: { 'X-Custom': 'Value', Accept: ['text/html', 'text/plain'], 'user-agent': 'test/1' },
  });
  const event = answer.json();
  expect(answer.status).toBe(200);
  expect(event).toMatchObject({
    resource: '/v1/leads/{leadId}',
    path: '/v1/leads/L%2B1',
    httpMethod: 'GET',
    queryStringParameters: { tag: 'b c', empty: '' },
    multiValueQueryStringParameters: { tag: ['a', 'b c'], empty: [''] },
    pathParameters: { leadId: 'L%2B1' },
    stageVariables: { colour: 'blue' },
    body: null,
    isBase64Encoded: false,
    requestContext: {
      accountId: '000000000000',
      apiId: expect.stringMatching(/^[a-z0-9]{10}$/),
      stage: 'dev',
      path: '/dev/v1/leads/L%2B1',
      resourcePath: '/v1/leads/{leadId}',
      httpMethod: 'GET',
      protocol: 'HTTP/1.1',
      deploymentId: 'd1',
      domainName: '127.0.0.1',
      requestTime: '06/May/2031:07:08:09 +0000',
      requestTimeEpoch: start,
      requestId: answer.headers['x-amzn-requestid'],
      identity: { sourceIp: '127.0.0.1', userAgent: 'test/1', caller: null },
    },
  });
  expect(event['headers']).toMatchObject({ 'X-Custom': 'Value', Accept: 'text/plain', 'X-Forwarded-Proto': 'https' });
  expect(event['multiValueHeaders']).toMatchObject({ 'X-Custom': ['Value'], Accept: ['text/html', 'text/plain'] });
  expect(event['headers']).not.toHaveProperty('connection');
  expect(event['requestContext']).not.toHaveProperty('authorizer');
  expect(answer.headers.date).toBe('Tue, 06 May 2031 07:08:09 GMT');
});

test.each([
  ['GET', '/dev/v1/leads/open', '/v1/leads/open'],
  ['GET', '/dev/v1/leads/open/', '/v1/leads/open'],
  ['GET', '/dev/v1/leads/other', '/v1/leads/{leadId}'],
  ['POST', '/v1/leads', '/v1/leads'],
  ['DELETE', '/dev/files/a/b%2Fc', '/files/{path+}'],
  ['GET', '/dev', '/'],
  ['PUT', '/', '/'],
])('%s %s is routed to %s', async (verb, path, resource) => {
  expect((await send(verb, path)).json()['resource']).toBe(resource);
});

test.each([
  ['DELETE', '/dev/v1/leads'],
  ['HEAD', '/dev/v1/leads/open'],
  ['OPTIONS', '/dev/v1/leads'],
  ['GET', '/dev/v1'],
  ['GET', '/dev/v1/leads/a/b'],
  ['GET', '/prod/v1/leads/open'],
  ['GET', '/dev/files'],
])('%s %s has no method', async (verb, path) => {
  const answer = await send(verb, path);
  expect(answer.status).toBe(403);
  expect(answer.headers['x-amzn-errortype']).toBe('MissingAuthenticationTokenException');
  expect(answer.text).toBe(verb === 'HEAD' ? '' : '{"message":"Missing Authentication Token"}');
});

const latin1 = Buffer.from('<name>Jos\xe9</name>', 'latin1');
test.each([
  ['application/xml', true],
  ['Application/XML; charset=ISO-8859-1', true],
  ['application/octet-stream', true],
  ['text/xml', false],
  ['application/json', false],
  [undefined, false],
])('a body of type %s arrives as base64: %s', async (type, isBase64) => {
  const headers = type === undefined ? {} : { 'content-type': type };
  const event = (await send('POST', '/dev/v1/leads', { headers, body: latin1 })).json();
  expect(event['isBase64Encoded']).toBe(isBase64);
  expect(event['body']).toBe(isBase64 ? latin1.toString('base64') : '<name>Jos\uFFFD</name>');
});

const answerOf = (answer: unknown, headers: Record<string, string> = {}) =>
  send('POST', '/dev/answer', { headers, body: JSON.stringify(answer) });

test('status, headers and body are the function’s; several values stay several', async () => {
  const answer = await answerOf({
    statusCode: '201',
    headers: { 'Content-Type': 'text/plain', 'X-One': 1, 'WWW-Authenticate': 'Bearer' },
    multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] },
    body: 'grüezi',
  });
  expect(answer).toMatchObject({ status: 201, text: 'grüezi' });
  expect(answer.headers).toMatchObject({
    'content-type': 'text/plain',
    'x-one': '1',
    'set-cookie': ['a=1', 'b=2'],
    'x-amzn-remapped-www-authenticate': 'Bearer',
  });
  expect(answer.headers).not.toHaveProperty('www-authenticate');
});

test('a body in base64 is decoded when the client’s first accepted type is binary, else not', async () => {
  const answer = { statusCode: 200, body: Buffer.from([0, 255]).toString('base64'), isBase64Encoded: true };
  expect((await answerOf(answer, { accept: 'application/octet-stream, text/html' })).bytes).toEqual(
    Buffer.from([0, 255]),
  );
  expect((await answerOf(answer, { accept: 'text/html, application/octet-stream' })).text).toBe('AP8=');
  expect((await answerOf(answer)).text).toBe('AP8=');
});

test.each([
  ['text', 'text'],
  ['null', null],
  ['an unknown member', { statusCode: 200, extra: 1 }],
  ['an object as body', { statusCode: 200, body: {} }],
  ['no number as status', { statusCode: 'ok' }],
  ['a header with a line break', { statusCode: 200, headers: { 'X-A': 'a\r\nSet-Cookie: b' } }],
  ['an object as header', { statusCode: 200, headers: { 'X-A': {} } }],
])('an answer that is %s is malformed', async (_, answer) => {
  expect(await answerOf(answer)).toMatchObject({
    status: 502,
    text: '{"message":"Internal server error"}',
  });
});

test.each([
  ['/dev/failing', 502, 'Internal server error'],
  ['/dev/full', 500, 'Internal server error'],
  ['/dev/slow', 504, 'Endpoint request timed out'],
])('%s answers %i and tells nothing', async (path, status, message) => {
  const answer = await send('GET', path);
  expect(answer).toMatchObject({ status, text: JSON.stringify({ message }) });
});

test('more than 10 MB is too large, and so is more than a function can be handed', async () => {
  const limit = 10 * 1024 * 1024;
  const large = await send('POST', '/dev/v1/leads', { body: Buffer.alloc(limit + 1, 97) });
  expect(large).toMatchObject({ status: 413, text: '{"message":"Request Too Long"}' });
  // The gateway lets the body through, and Lambda, which takes 6 MB, refuses it.
  const tooMuch = await send('POST', '/dev/v1/leads', { body: Buffer.alloc(limit, 97) });
  expect(tooMuch).toMatchObject({ status: 413, text: '{"message":"Request Too Long"}' });
});
