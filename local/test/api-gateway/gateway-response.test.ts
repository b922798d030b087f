import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { echo, proxyTo, rig } from './rig.ts';

const it = await rig();
afterAll(it.close);
const problem = (type: string) =>
  `{"type":"${type}","title":$context.error.messageString,"detail":"$context.error.message","instance":"\${context.requestId}"}`;

beforeAll(async () => {
  const { RestApiId, method } = it.api({ MinimumCompressionSize: 200 });
  const echoArn = await it.define('echo', echo);
  const failingArn = await it.define('failing', 'exports.handler = async () => { throw new Error("no") }');
  it.loadGateway('GatewayResponse', 'Default4xx', {
    RestApiId,
    ResponseType: 'DEFAULT_4XX',
    ResponseTemplates: { 'application/problem+json': problem('about:blank') },
    ResponseParameters: {
      'gatewayresponse.header.Access-Control-Allow-Origin': "'*'",
      'gatewayresponse.header.X-Stage': 'context.stage',
      'gatewayresponse.header.X-Said': 'method.request.header.x-say',
    },
  });
  it.loadGateway('GatewayResponse', 'Default5xx', {
    RestApiId,
    ResponseType: 'DEFAULT_5XX',
    ResponseTemplates: { 'application/json': '{"failed":true}' },
    ResponseParameters: { 'gatewayresponse.header.Content-Type': "'application/problem+json'" },
  });
  it.loadGateway('GatewayResponse', 'NoToken', {
    RestApiId,
    ResponseType: 'MISSING_AUTHENTICATION_TOKEN',
    StatusCode: '404',
    ResponseTemplates: { 'application/json': '{"none":"$context.httpMethod $context.path"}' },
  });
  const { ref: RequestValidatorId } = it.loadGateway('RequestValidator', 'Validator', {
    RestApiId,
    ValidateRequestParameters: true,
    ValidateRequestBody: true,
  });
  const RequestParameters = { 'method.request.querystring.from': true, 'method.request.header.X-Trace': false };
  method('GET', '/search', { ...proxyTo(echoArn), RequestParameters, RequestValidatorId });
  method('POST', '/echo', proxyTo(echoArn));
  method('GET', '/failing', proxyTo(failingArn));
  method('OPTIONS', '/echo', {
    Integration: {
      Type: 'MOCK',
      RequestTemplates: { 'application/json': '{ statusCode: 204 }' },
      IntegrationResponses: [
        {
          StatusCode: '204',
          ResponseParameters: { 'method.response.header.Access-Control-Allow-Origin': "'https://a.example'" },
        },
      ],
    },
  });
  method('GET', '/health', {
    Integration: {
      Type: 'MOCK',
      RequestTemplates: { 'application/json': '{"statusCode": 200}' },
      IntegrationResponses: [
        { StatusCode: '200', ResponseTemplates: { 'application/json': '{"stage":"$context.stage"}' } },
      ],
    },
  });
});

test('the API’s own template is used, with its media type, its variables and its headers', async () => {
  const answer = await it.send('GET', '/dev/search', { headers: { 'x-say': 'hello' } });
  expect(answer.status).toBe(400);
  expect(answer.json()).toEqual({
    type: 'about:blank',
    title: 'Missing required request parameters: [from]',
    detail: 'Missing required request parameters: [from]',
    instance: answer.headers['x-amzn-requestid'],
  });
  expect(answer.headers).toMatchObject({
    'content-type': 'application/problem+json',
    'access-control-allow-origin': '*',
    'x-stage': 'dev',
    'x-said': 'hello',
  });
  expect((await it.send('GET', '/dev/search?from=1')).status).toBe(200);
});

test('a response of its own type wins over the default, and may set another status', async () => {
  const answer = await it.send('PUT', '/dev/nowhere');
  expect(answer.status).toBe(404);
  expect(answer.json()).toEqual({ none: 'PUT /dev/nowhere' });
});

test('a default without a status leaves the status; a header parameter sets the media type', async () => {
  const answer = await it.send('GET', '/dev/failing');
  expect(answer).toMatchObject({ status: 502, text: '{"failed":true}' });
  expect(answer.headers['content-type']).toBe('application/problem+json');
});

test('a mock answers what its template says', async () => {
  const preflight = await it.send('OPTIONS', '/dev/echo');
  expect(preflight).toMatchObject({ status: 204, text: '' });
  expect(preflight.headers['access-control-allow-origin']).toBe('https://a.example');
  expect((await it.send('GET', '/dev/health')).json()).toEqual({ stage: 'dev' });
});

test('requests are unpacked and answers packed for who accepts it', async () => {
  const headers = { 'content-encoding': 'gzip', 'accept-encoding': 'gzip' };
  const answer = await it.send('POST', '/dev/echo', { headers, body: gzipSync('hello') });
  expect(answer.headers['content-encoding']).toBe('gzip');
  expect(JSON.parse(gunzipSync(answer.bytes).toString())).toMatchObject({ body: 'hello' });
  expect((await it.send('POST', '/dev/echo', { headers, body: 'no gzip' })).status).toBe(400);
});
