import type { AccessOf } from './access.ts';
import { bucketArn } from './arn.ts';

/** An action on an object under the name IAM has for it: HeadObject reads as GetObject does. */
function onObject(action: string): AccessOf {
  return ({ input }) => [{ action: `s3:${action}`, resource: bucketArn(input['Bucket'], input['Key']) }];
}

const listing: AccessOf = ({ input }) => [{ action: 's3:ListBucket', resource: bucketArn(input['Bucket']) }];

/** What calls of S3 need. */
export const s3Access: Readonly<Record<string, AccessOf>> = {
  PutObject: onObject('PutObject'),
  GetObject: onObject('GetObject'),
  HeadObject: onObject('GetObject'),
  DeleteObject: onObject('DeleteObject'),
  ListObjectsV2: listing,
  HeadBucket: listing,
};
