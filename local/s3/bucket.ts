import type { Form } from '../journal/kept-map.ts';

export interface StoredObject {
  readonly bytes: Buffer;
  /** MD5 in quotes, as S3 answers it. */
  readonly etag: string;
  /** Epoch ms. */
  readonly storedAt: number;
  readonly contentType: string;
  /** Further headers to give back, by the member of the output. */
  readonly headers: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface ExpirationRule {
  readonly prefix: string;
  readonly days: number;
}

export interface Bucket {
  readonly name: string;
  readonly expirations: readonly ExpirationRule[];
  readonly objects: Map<string, StoredObject>;
}

/** Bytes as a journal writes them. */
export type WrittenObject = Omit<StoredObject, 'bytes'> & { readonly base64: string };

export const objectForm: Form<StoredObject, WrittenObject> = {
  write: ({ bytes, ...rest }) => ({ ...rest, base64: bytes.toString('base64') }),
  read: ({ base64, ...rest }) => ({ ...rest, bytes: Buffer.from(base64, 'base64') }),
};

const dayMs = 86_400_000;

/**
 * When an object expires, epoch ms: S3 adds the rule's days to the creation and rounds up to the next midnight UTC;
 * of several rules the earliest counts. Undefined where no rule matches.
 */
export function expiresAt(bucket: Bucket, key: string, storedAt: number): number | undefined {
  const days = bucket.expirations.filter((rule) => key.startsWith(rule.prefix)).map((rule) => rule.days);
  if (days.length === 0) return undefined;
  return (Math.floor(storedAt / dayMs) + 1 + Math.min(...days)) * dayMs;
}

/** Drops what has expired by `now`. */
export function expire(bucket: Bucket, now: number): void {
  if (bucket.expirations.length === 0) return;
  for (const [key, object] of bucket.objects) {
    const at = expiresAt(bucket, key, object.storedAt);
    if (at !== undefined && at <= now) bucket.objects.delete(key);
  }
}
