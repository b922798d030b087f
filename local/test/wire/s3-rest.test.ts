import { XMLParser } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { createS3 } from '../../s3/s3.ts';
import { createScheduler } from '../../virtual-scheduler.ts';
import { load, place } from './loaded.ts';
import { loopback, now } from './loopback.ts';

async function s3() {
  const { send, dispatcher } = await loopback();
  const { kinds } = createS3({ scheduler: createScheduler({ start: now }), dispatcher, place });
  await load(kinds)('AWS::S3::Bucket', 'b');
  return (path: string, init: RequestInit = {}) => send('s3', path, init);
}

test('an object goes through both ways, bytes and headers', async () => {
  const send = await s3();
  const body = Buffer.from([0, 255, 13, 10]);
  const headers = { 'content-type': 'application/xml', 'x-amz-meta-lead': 'l-1' };
  const put = await send('/app-b/raw/a%20b.xml?x-id=PutObject', { method: 'PUT', headers, body });
  expect([put.status, put.headers.get('etag')]).toEqual([200, expect.stringMatching(/^"[0-9a-f]{32}"$/)]);

  const got = await send('/app-b/raw/a%20b.xml');
  expect(Buffer.from(await got.arrayBuffer())).toEqual(body);
  expect(Object.fromEntries(got.headers)).toMatchObject({
    ...headers,
    'last-modified': 'Mon, 01 Mar 2027 08:00:00 GMT',
    etag: put.headers.get('etag'),
  });

  const head = await send('/app-b/raw/a%20b.xml', { method: 'HEAD' });
  expect([head.status, head.headers.get('content-length')]).toEqual([200, '4']);

  const part = await send('/app-b/raw/a%20b.xml', { headers: { range: 'bytes=1-1' } });
  expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 1-1/4']);
});

test('a chunked upload is stored without its frames', async () => {
  const send = await s3();
  const headers = { 'content-encoding': 'aws-chunked', 'x-amz-trailer': 'x-amz-checksum-crc32' };
  const body = '5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n';
  await send('/app-b/k', { method: 'PUT', headers, body });
  const got = await send('/app-b/k');
  expect([await got.text(), got.headers.get('content-encoding')]).toEqual(['hello', null]);
});

test('a listing is XML', async () => {
  const send = await s3();
  for (const key of ['a', 'd/1', 'd/2']) await send(`/app-b/${key}`, { method: 'PUT', body: key });
  const listing = await send('/app-b?list-type=2&delimiter=%2F&max-keys=2');
  expect(new XMLParser().parse(await listing.text())['ListBucketResult']).toMatchObject({
    Name: 'app-b',
    KeyCount: 2,
    IsTruncated: false,
    Contents: { Key: 'a', Size: 1, LastModified: '2027-03-01T08:00:00.000Z' },
    CommonPrefixes: { Prefix: 'd/' },
  });
});

test('deleting answers without a body', async () => {
  const send = await s3();
  expect((await send('/app-b/k', { method: 'DELETE' })).status).toBe(204);
});

test('errors are XML, and silent for HEAD', async () => {
  const send = await s3();
  const got = await send('/app-b/none');
  expect([got.status, new XMLParser().parse(await got.text())['Error']]).toEqual([
    404,
    expect.objectContaining({ Code: 'NoSuchKey', Key: 'none', Message: 'The specified key does not exist.' }),
  ]);
  const head = await send('/app-b/none', { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([404, '']);
});

test.each([
  ['/app-b/k?uploads', 'POST'],
  ['/app-b/k?tagging', 'PUT'],
  ['/', 'GET'],
])('%s with %s is refused', async (path, method) => {
  const send = await s3();
  const answer = await send(path, { method });
  expect([answer.status, await answer.text()]).toEqual([501, expect.stringContaining('UnsupportedOnThisMachine')]);
});

test('a path that cannot be decoded is refused', async () => {
  const send = await s3();
  const answer = await send('/app-b/%E0');
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('<Code>InvalidURI</Code>')]);
});
