import { createHash } from 'node:crypto';
import * as z from 'zod';
import { type Resource, type ResourceKind, refuseOthers, Unsupported } from '../cloudformation/resource.ts';
import type { Journal } from '../journal/journal.ts';
import { KeptMap } from '../journal/kept-map.ts';
import { type Bucket, type ExpirationRule, objectForm, type WrittenObject } from './bucket.ts';

const harmless = [
  'BucketEncryption',
  'PublicAccessBlockConfiguration',
  'OwnershipControls',
  'AccessControl',
  'VersioningConfiguration',
  'LoggingConfiguration',
  'MetricsConfigurations',
  'Tags',
];

// What a rule may say beside expiration changes cost or earlier versions, not what a reader of the bucket sees.
const rule = z.strictObject({
  Id: z.string().optional(),
  Status: z.enum(['Enabled', 'Disabled']),
  Prefix: z.string().default(''),
  ExpirationInDays: z.coerce.number().int().positive().optional(),
  AbortIncompleteMultipartUpload: z.unknown().optional(),
  NoncurrentVersionExpiration: z.unknown().optional(),
  NoncurrentVersionTransitions: z.unknown().optional(),
  Transitions: z.unknown().optional(),
});
const lifecycle = z.object({ Rules: z.array(rule).default([]) }).prefault({});

/** Serves AWS::S3::Bucket. Refuses notifications, replication, websites and lifecycle rules by tag, size or date. */
export function bucketKind(buckets: Map<string, Bucket>, journal: Journal): ResourceKind {
  return {
    identify(physicalName, { BucketName }, { partition, region }) {
      const name = typeof BucketName === 'string' ? BucketName : bucketName(physicalName);
      return {
        ref: name,
        attributes: {
          Arn: `arn:${partition}:s3:::${name}`,
          DomainName: `${name}.s3.amazonaws.com`,
          RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
        },
      };
    },
    load(resource) {
      refuseOthers(resource, ['BucketName', 'LifecycleConfiguration'], harmless);
      const shelf = journal.shelf<WrittenObject>('objects', `the bucket ${resource.ref}`);
      const objects = new KeptMap(shelf, objectForm);
      buckets.set(resource.ref, { name: resource.ref, expirations: expirationsOf(resource), objects });
    },
  };
}

function expirationsOf(resource: Resource): ExpirationRule[] {
  const { success, data, error } = lifecycle.safeParse(resource.properties['LifecycleConfiguration']);
  if (!success)
    throw new Unsupported(`${resource.path} (${resource.type}): LifecycleConfiguration: ${z.prettifyError(error)}`);
  return data.Rules.flatMap(({ Status, Prefix, ExpirationInDays }) =>
    Status === 'Enabled' && ExpirationInDays !== undefined ? [{ prefix: Prefix, days: ExpirationInDays }] : [],
  );
}

/** Bucket names are lower case and at most 63 characters. */
function bucketName(physicalName: string): string {
  const name = physicalName.toLowerCase();
  if (name.length <= 63) return name;
  return `${name.slice(0, 50)}-${createHash('sha256').update(name).digest('hex').slice(0, 12)}`;
}
