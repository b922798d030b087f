import { gzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { readAwsChunked } from '../../wire/aws-chunked.ts';
import { createSts } from '../../wire/caller-identity.ts';
import { authorization, loopback, now } from './loopback.ts';

test.each([
  ['no header', {}],
  ['a bearer key', { authorization: 'Bearer abc' }],
  ['a signed call of the app’s own API', { authorization: authorization('execute-api') }],
])('%s is no AWS API call', async (_, headers) => {
  const { url } = await loopback();
  expect((await fetch(`${url}/v1/leads`, { headers })).status).toBe(418);
});

test('a call without a signature is refused', async () => {
  const { url, calls } = await loopback();
  const headers = { 'x-amz-target': 'DynamoDB_20120810.GetItem' };
  const answer = await fetch(url, { method: 'POST', headers, body: '{}' });
  expect([answer.status, await answer.json()]).toMatchObject([403, { __type: 'MissingAuthenticationTokenException' }]);
  expect(calls).toEqual([]);
});

test('the Date header tells virtual time', async () => {
  const { send, serve } = await loopback();
  serve('events', {});
  const answer = await send('events', '/', { method: 'POST', headers: { 'x-amz-target': 'AWSEvents.ListRules' } });
  expect(Date.parse(answer.headers.get('date') ?? '')).toBe(now);
});

test('a compressed input is read', async () => {
  const { send, calls, serve } = await loopback();
  serve('cloudwatch', {});
  const headers = { 'x-amz-target': 'GraniteServiceVersion20100801.PutMetricData', 'content-encoding': 'gzip' };
  await send('monitoring', '/', { method: 'POST', headers, body: gzipSync('{"Namespace":"n"}') });
  expect(calls[0]).toMatchObject({ service: 'cloudwatch', action: 'PutMetricData', input: { Namespace: 'n' } });
});

test('a bug in a service is answered as an internal failure and told on stderr', async () => {
  const { send, serve } = await loopback();
  const told = vi.spyOn(console, 'error').mockImplementation(() => {});
  serve('events', new TypeError('x is not a function'));
  const answer = await send('events', '/', { method: 'POST', headers: { 'x-amz-target': 'AWSEvents.ListRules' } });
  expect([answer.status, await answer.json()]).toEqual([
    500,
    { __type: 'InternalFailure', message: 'x is not a function' },
  ]);
  expect(told).toHaveBeenCalledWith(expect.any(TypeError));
});

test('STS tells the role behind an access key', async () => {
  const { send, dispatcher } = await loopback();
  createSts({ dispatcher, place: { region: 'us-east-1', account: '000000000000', partition: 'aws' } });
  const body = new URLSearchParams({ Action: 'GetCallerIdentity', Version: '2011-06-15' });
  const answer = await send('sts', '/', { method: 'POST', body });
  expect(await answer.text()).toContain(
    '<GetCallerIdentityResult><UserId>AKFUNCTION</UserId><Account>000000000000</Account><Arn>arn:aws:sts::000000000000:assumed-role/AKFUNCTION/AKFUNCTION</Arn></GetCallerIdentityResult>',
  );
});

test('chunked bodies: joined, and refused when they end early', () => {
  const framed = '5;chunk-signature=ab\r\nhello\r\n6\r\n world\r\n0\r\nx-amz-checksum-crc32:AAAA\r\n\r\n';
  expect(readAwsChunked(Buffer.from(framed)).toString()).toBe('hello world');
  expect(() => readAwsChunked(Buffer.from(framed.slice(0, 30)))).toThrow('terminated unexpectedly');
});
