import * as z from 'zod';
import type { AwsCall } from '../dispatcher.ts';
import { readInput } from '../wire/action-input.ts';
import type { StoredObject } from './bucket.ts';
import { findBucket, type S3State } from './object-actions.ts';

const shape = z.strictObject({
  Bucket: z.string(),
  Prefix: z.string().default(''),
  Delimiter: z.string().default(''),
  MaxKeys: z.coerce.number().int().min(0).max(1000).default(1000),
  StartAfter: z.string().default(''),
  ContinuationToken: z.string().optional(),
});

interface Entry {
  /** A key, or the common prefix of several. */
  readonly name: string;
  readonly object?: StoredObject;
}

/** ListObjectsV2: in the order of the keys' UTF-8 bytes, grouped at the delimiter; the token is the last name given. */
export function listObjects(state: S3State, call: AwsCall): Record<string, unknown> {
  const input = readInput(shape, call);
  const { objects } = findBucket(state, input.Bucket);
  const after = input.ContinuationToken
    ? Buffer.from(input.ContinuationToken, 'base64url').toString()
    : input.StartAfter;
  const entries = entriesOf(objects, input).filter(({ name }) => byBytes(name, after) > 0);
  const page = entries.slice(0, input.MaxKeys);
  const IsTruncated = page.length < entries.length;
  const last = page.at(-1);
  return {
    Name: input.Bucket,
    Prefix: input.Prefix,
    MaxKeys: input.MaxKeys,
    KeyCount: page.length,
    IsTruncated,
    ...(IsTruncated && last && { NextContinuationToken: Buffer.from(last.name).toString('base64url') }),
    Contents: page.flatMap(({ name, object }) => (object ? [contentOf(name, object)] : [])),
    CommonPrefixes: page.flatMap(({ name, object }) => (object ? [] : [{ Prefix: name }])),
  };
}

function entriesOf(objects: ReadonlyMap<string, StoredObject>, order: { Prefix: string; Delimiter: string }): Entry[] {
  const entries = new Map<string, Entry>();
  for (const [key, object] of objects) {
    if (!key.startsWith(order.Prefix)) continue;
    const cut = order.Delimiter === '' ? -1 : key.indexOf(order.Delimiter, order.Prefix.length);
    const name = cut < 0 ? key : key.slice(0, cut + order.Delimiter.length);
    entries.set(name, cut < 0 ? { name, object } : { name });
  }
  return [...entries.values()].sort((a, b) => byBytes(a.name, b.name));
}

function contentOf(name: string, object: StoredObject): Record<string, unknown> {
  return {
    Key: name,
    LastModified: new Date(object.storedAt),
    ETag: object.etag,
    Size: object.bytes.length,
    StorageClass: 'STANDARD',
  };
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
