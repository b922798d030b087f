import { expect, test } from 'vitest';
import { s3Bench } from './s3-bench.ts';

test('an object is given back as it was put', async () => {
  const { put, call } = await s3Bench();
  const more = { ContentType: 'text/plain', ContentEncoding: 'gzip', Metadata: { lead: 'l-1' } };
  expect(await put('a/b', 'hello', more)).toEqual({ ETag: '"5d41402abc4b2a76b9719d911017c592"' });
  const described = {
    ...more,
    ContentLength: 5,
    ETag: '"5d41402abc4b2a76b9719d911017c592"',
    LastModified: new Date('2027-03-01T08:00:00Z'),
  };
  expect(await call('GetObject', { Key: 'a/b' })).toEqual({ ...described, Body: Buffer.from('hello') });
  expect(await call('HeadObject', { Key: 'a/b' })).toEqual(described);
});

test.each([
  ['bytes=0-1', 'he'],
  ['bytes=3-', 'lo'],
  ['bytes=-2', 'lo'],
  ['bytes=1-99', 'ello'],
  ['bytes=-', 'hello'],
])('%s of hello is %s', async (range, expected) => {
  const { put, read } = await s3Bench();
  await put('k', 'hello');
  expect(await read('k', range)).toBe(expected);
});

test('a range beyond the object is refused', async () => {
  const { put, read } = await s3Bench();
  await put('k', 'hello');
  await expect(read('k', 'bytes=5-')).rejects.toMatchObject({ code: 'InvalidRange', status: 416 });
});

test('conditions guard what is there', async () => {
  const { put, read } = await s3Bench();
  const { ETag } = await put('k', '1', { IfNoneMatch: '*' });
  await expect(put('k', '2', { IfNoneMatch: '*' })).rejects.toMatchObject({ code: 'PreconditionFailed', status: 412 });
  await put('k', '3', { IfMatch: ETag });
  await expect(put('k', '4', { IfMatch: ETag })).rejects.toMatchObject({ code: 'PreconditionFailed' });
  await expect(put('other', '5', { IfMatch: ETag })).rejects.toMatchObject({ code: 'NoSuchKey' });
  expect(await read('k')).toBe('3');
});

test('a deleted object is gone, and deleting again succeeds', async () => {
  const { put, call, read } = await s3Bench();
  await put('k', '1');
  await call('DeleteObject', { Key: 'k' });
  await call('DeleteObject', { Key: 'k' });
  await expect(read('k')).rejects.toMatchObject({ code: 'NoSuchKey', status: 404 });
  await expect(call('HeadObject', { Key: 'k' })).rejects.toMatchObject({ code: 'NotFound', status: 404 });
});

test.each([
  ['GetObject', { Bucket: 'other', Key: 'k' }, 'NoSuchBucket'],
  ['HeadBucket', { Bucket: 'other' }, 'NoSuchBucket'],
  ['PutObject', { Key: 'k', Tagging: 'a=b' }, 'UnsupportedOnThisMachine'],
  ['CreateMultipartUpload', { Key: 'k' }, 'UnsupportedOnThisMachine'],
])('%s %o is refused', async (action, input, code) => {
  const { call } = await s3Bench();
  await expect(call(action, input)).rejects.toMatchObject({ code });
});
