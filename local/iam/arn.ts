import type { Place } from '../cloudformation/resource.ts';

/** The ARN of a resource in its service, of this place: `arn:aws:<service>:<region>:<account>:<resource>`. */
export function arnOf(service: string, resource: string, { partition, region, account }: Place): string {
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}

/** The ARN of a table given by its name or ARN. */
export function tableArn(reference: unknown, place: Place): string {
  const text = String(reference);
  return text.startsWith('arn:') ? text : arnOf('dynamodb', `table/${text}`, place);
}

/** The ARN of a queue given by its URL, name or ARN. */
export function queueArn(reference: unknown, place: Place): string {
  const text = String(reference);
  return text.startsWith('arn:') ? text : arnOf('sqs', text.split('/').at(-1) ?? '', place);
}

/** The ARN of a bucket, or of one of its objects. */
export function bucketArn(bucket: unknown, key?: unknown): string {
  return `arn:aws:s3:::${String(bucket)}${key === undefined ? '' : `/${String(key)}`}`;
}

/** The ARN of what a resource-based policy would protect the resource with: an object's bucket, a version's function. */
export function protectedArn(resource: string): string {
  const [, , service] = resource.split(':', 3);
  if (service === 's3') return resource.split('/', 1)[0] ?? resource;
  if (service === 'lambda') return resource.split(':').slice(0, 7).join(':');
  return resource;
}
