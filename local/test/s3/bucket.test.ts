import { expect, test } from 'vitest';
import { resourceOf } from '../wire/loaded.ts';
import { s3Bench } from './s3-bench.ts';

const rule = (more: Record<string, unknown>) => ({
  LifecycleConfiguration: { Rules: [{ Status: 'Enabled', ...more }] },
});

test('an object expires at the midnight after its last day', async () => {
  const { put, call, read, scheduler } = await s3Bench(rule({ ExpirationInDays: '3', Prefix: 'raw/' }));
  await put('raw/a', '1');
  await put('kept', '2');
  expect(await call('HeadObject', { Key: 'raw/a' })).toMatchObject({
    Expiration: 'expiry-date="Fri, 05 Mar 2027 00:00:00 GMT"',
  });
  await scheduler.moveTo(Date.parse('2027-03-04T23:59:59Z'));
  expect(await read('raw/a')).toBe('1');
  await scheduler.moveTo(Date.parse('2027-03-05T00:00:00Z'));
  await expect(read('raw/a')).rejects.toMatchObject({ code: 'NoSuchKey' });
  expect((await call('ListObjectsV2'))['KeyCount']).toBe(1);
});

test('a disabled rule removes nothing', async () => {
  const { put, read, scheduler } = await s3Bench(rule({ ExpirationInDays: 1, Status: 'Disabled' }));
  await put('a', '1');
  await scheduler.moveTo(Date.parse('2028-01-01T00:00:00Z'));
  expect(await read('a')).toBe('1');
});

test.each([
  [rule({ ExpirationInDays: 1, TagFilters: [{ Key: 'a', Value: 'b' }] }), /LifecycleConfiguration: .*TagFilters/s],
  [rule({ ExpirationDate: '2027-01-01' }), /LifecycleConfiguration: .*ExpirationDate/s],
  [{ NotificationConfiguration: {} }, /property NotificationConfiguration is not emulated/],
])('%j stops the start', async (properties, message) => {
  const starting = s3Bench(properties);
  await expect(starting).rejects.toThrow(message);
  await expect(starting).rejects.toThrow('app/Bodies (AWS::S3::Bucket): ');
});

test.each([
  ['Bodies', {}, 'app-bodies'],
  ['Own', { BucketName: 'own-name' }, 'own-name'],
  ['Long'.repeat(20), {}, /^app-(long)+(lo)?-[0-9a-f]{12}$/],
])('a bucket’s name: %s', async (logicalId, properties, expected) => {
  const { kinds } = await s3Bench();
  const bucket = resourceOf(kinds, 'AWS::S3::Bucket', { logicalId, properties });
  expect(bucket.ref).toMatch(expected);
  expect(bucket.ref.length).toBeLessThanOrEqual(63);
  expect(bucket.attributes['Arn']).toBe(`arn:aws:s3:::${bucket.ref}`);
});
