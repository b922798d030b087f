import { createHash } from 'node:crypto';
import * as z from 'zod';
import { type AwsCall, AwsError } from '../dispatcher.ts';
import { readInput } from '../wire/action-input.ts';
import { type Bucket, expire, expiresAt, type StoredObject } from './bucket.ts';
import { readRange } from './range.ts';

export interface S3State {
  readonly buckets: Map<string, Bucket>;
  /** Virtual now, epoch ms. */
  now(): number;
}

const keyed = { Bucket: z.string(), Key: z.string().min(1) };
const text = z.string().optional();
const putShape = z.strictObject({
  ...keyed,
  Body: z.union([z.string(), z.instanceof(Uint8Array)]).default(''),
  ContentType: z.string().default('application/octet-stream'),
  CacheControl: text,
  ContentDisposition: text,
  ContentEncoding: text,
  Metadata: z.record(z.string(), z.string()).default({}),
  IfNoneMatch: text,
  IfMatch: text,
});
const getShape = z.strictObject({ ...keyed, Range: text });
const keyShape = z.strictObject(keyed);

/** Finds a bucket without what has expired; throws NoSuchBucket. */
export function findBucket(state: S3State, name: string): Bucket {
  const bucket = state.buckets.get(name);
  if (!bucket)
    throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', {
      status: 404,
      details: { BucketName: name },
    });
  expire(bucket, state.now());
  return bucket;
}

/** PutObject, with conditions on what is there. */
export function putObject(state: S3State, call: AwsCall): Record<string, unknown> {
  const input = readInput(putShape, call);
  const bucket = findBucket(state, input.Bucket);
  const present = bucket.objects.get(input.Key);
  if (input.IfNoneMatch === '*' && present) throw preconditionError('If-None-Match');
  if (input.IfMatch !== undefined && !present) throw noSuchKey(input.Key);
  if (input.IfMatch !== undefined && present?.etag !== input.IfMatch) throw preconditionError('If-Match');
  const bytes = Buffer.from(input.Body);
  const etag = `"${createHash('md5').update(bytes).digest('hex')}"`;
  const { CacheControl, ContentDisposition, ContentEncoding } = input;
  const headers = givenMembers({ CacheControl, ContentDisposition, ContentEncoding });
  const storedAt = state.now();
  bucket.objects.set(input.Key, {
    bytes,
    etag,
    storedAt,
    contentType: input.ContentType,
    headers,
    metadata: input.Metadata,
  });
  return { ETag: etag };
}

/** GetObject: the bytes, whole or a range, with what was stored beside them. */
export function getObject(state: S3State, call: AwsCall): Record<string, unknown> {
  const { Bucket: name, Key, Range } = readInput(getShape, call);
  const bucket = findBucket(state, name);
  const object = bucket.objects.get(Key);
  if (!object) throw noSuchKey(Key);
  const range = readRange(Range, object.bytes.length);
  const Body = range ? object.bytes.subarray(range.from, range.to + 1) : object.bytes;
  const ContentRange = range && `bytes ${range.from}-${range.to}/${object.bytes.length}`;
  return {
    ...describeObject(bucket, Key, object),
    Body,
    ContentLength: Body.length,
    ...givenMembers({ ContentRange }),
  };
}

/** HeadObject: what GetObject gives, without the bytes; its error has no document, hence its other name. */
export function headObject(state: S3State, call: AwsCall): Record<string, unknown> {
  const { Bucket: name, Key } = readInput(keyShape, call);
  const bucket = findBucket(state, name);
  const object = bucket.objects.get(Key);
  if (!object) throw new AwsError('NotFound', 'Not Found', { status: 404 });
  return describeObject(bucket, Key, object);
}

/** DeleteObject: succeeds whether or not the object was there. */
export function deleteObject(state: S3State, call: AwsCall): Record<string, unknown> {
  const { Bucket: name, Key } = readInput(keyShape, call);
  findBucket(state, name).objects.delete(Key);
  return {};
}

function describeObject(bucket: Bucket, key: string, object: StoredObject): Record<string, unknown> {
  const expires = expiresAt(bucket, key, object.storedAt);
  return {
    ...object.headers,
    ContentType: object.contentType,
    ContentLength: object.bytes.length,
    ETag: object.etag,
    LastModified: new Date(object.storedAt),
    Metadata: object.metadata,
    ...(expires !== undefined && { Expiration: `expiry-date="${new Date(expires).toUTCString()}"` }),
  };
}

function givenMembers(members: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(members).filter((pair): pair is [string, string] => pair[1] !== undefined));
}

function noSuchKey(key: string): AwsError {
  return new AwsError('NoSuchKey', 'The specified key does not exist.', { status: 404, details: { Key: key } });
}

function preconditionError(condition: string): AwsError {
  const message = 'At least one of the pre-conditions you specified did not hold';
  return new AwsError('PreconditionFailed', message, { status: 412, details: { Condition: condition } });
}
