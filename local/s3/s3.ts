/**
 * Amazon S3: objects in memory, put (with If-None-Match and If-Match), read (whole or one range), listed and deleted.
 *
 * Objects expire by lifecycle rules with ExpirationInDays and a prefix, at midnight UTC as on AWS, when the bucket is
 * next looked at. Encryption, public access blocks, access logs and storage classes are accepted and change nothing
 * here; in a versioned bucket only the current version is kept.
 * Refused: notifications, multipart uploads, copies, tags, other lifecycle filters, other actions.
 */
import type { Place, ResourceKinds } from '../cloudformation/resource.ts';
import { type AwsCall, AwsError, type Dispatcher, unsupportedAction } from '../dispatcher.ts';
import { type Journal, noJournal } from '../journal/journal.ts';
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

interface S3Parts {
  readonly scheduler: Scheduler;
  readonly dispatcher: Dispatcher;
  readonly place: Place;
  readonly journal?: Journal;
}

/** Puts S3 into service. */
export function createS3(parts: S3Parts): { kinds: ResourceKinds } {
  const state: S3State = { buckets: new Map(), now: () => parts.scheduler.now() };
  parts.dispatcher.register('s3', async (call) => {
    const action = actions.get(call.action);
    if (!action) throw unsupportedAction(call);
    try {
      return action(state, call);
    } catch (error) {
      throw hidesAbsence(parts.dispatcher, call, error)
        ? new AwsError('AccessDenied', 'Access Denied', { status: 403 })
        : error;
    }
  });
  return { kinds: { 'AWS::S3::Bucket': bucketKind(state.buckets, parts.journal ?? noJournal) } };
}

/** Whoever may not list a bucket is not told that an object is missing (GetObject and HeadObject API references). */
function hidesAbsence(dispatcher: Dispatcher, { action, input, principal }: AwsCall, error: unknown): boolean {
  if (!(error instanceof AwsError) || error.status !== 404 || error.code === 'NoSuchBucket') return false;
  if (action !== 'GetObject' && action !== 'HeadObject') return false;
  return !dispatcher.allows({ service: 's3', action: 'ListObjectsV2', input, principal });
}
