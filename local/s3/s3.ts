/**
 * Amazon S3: objects in memory, put (with If-None-Match and If-Match), read (whole or one range), listed and deleted.
 *
 * Objects expire by lifecycle rules with ExpirationInDays and a prefix, at midnight UTC as on AWS, when the bucket is
 * next looked at. Encryption, public access blocks, access logs and storage classes are accepted and change nothing
 * here; in a versioned bucket only the current version is kept. AWS::S3::BucketPolicy is accepted.
 * Refused: notifications, multipart uploads, copies, tags, other lifecycle filters, other actions.
 */
import type { Place, ResourceKinds } from '../cloudformation/resource.ts';
import { type AwsCall, type Dispatcher, unsupportedAction } from '../dispatcher.ts';
import type { Scheduler } from '../scheduler.ts';
import { bucketKind } from './bucket.resource.ts';
import { listObjects } from './list-objects.ts';
import { deleteObject, findBucket, getObject, headObject, putObject, type S3State } from './object-actions.ts';

type Action = (state: S3State, call: AwsCall) => Record<string, unknown>;

const actions = new Map<string, Action>(
  Object.entries({
    PutObject: putObject,
    GetObject: getObject,
    HeadObject: headObject,
    DeleteObject: deleteObject,
    ListObjectsV2: listObjects,
    HeadBucket: (state: S3State, call: AwsCall) => ({ Bucket: findBucket(state, String(call.input['Bucket'])).name }),
  }),
);

/** Puts S3 into service. */
export function createS3(parts: { scheduler: Scheduler; dispatcher: Dispatcher; place: Place }): {
  kinds: ResourceKinds;
} {
  const state: S3State = { buckets: new Map(), now: () => parts.scheduler.now() };
  parts.dispatcher.register('s3', async (call) => {
    const action = actions.get(call.action);
    if (!action) throw unsupportedAction(call);
    return action(state, call);
  });
  return {
    kinds: {
      'AWS::S3::Bucket': bucketKind(state.buckets),
      'AWS::S3::BucketPolicy': { identify: (physicalName) => ({ ref: physicalName, attributes: {} }) },
    },
  };
}
