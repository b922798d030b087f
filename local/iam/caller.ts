import type { Place } from '../cloudformation/resource.ts';
import type { Principal } from '../dispatcher.ts';

/** Who asks, as policies see it: a service in its own name, or a role that a service has assumed. */
export interface Caller {
  /** The service's principal, such as `lambda.amazonaws.com`. */
  readonly service: string;
  readonly roleArn?: string;
  /** As error messages name it: the session's ARN, or the service's principal. */
  readonly arn: string;
  /** The resource in whose behalf a service calls in its own name. */
  readonly sourceArn?: string;
}

/** The caller that a principal stands for; undefined for one that names no service. */
export function callerOf(principal: Principal, place: Place): Caller | undefined {
  const { service, roleArn, sourceArn } = principal;
  if (service === undefined) return undefined;
  if (roleArn !== undefined) return { service, roleArn, arn: sessionArn(principal, place) };
  return { service, arn: service, ...(sourceArn !== undefined && { sourceArn }) };
}

/** The ARN of a principal as STS tells it: an assumed role's session, or the account itself. The session's name is the function's. */
export function sessionArn({ name, roleArn, session }: Principal, { partition, account }: Place): string {
  const role = roleArn?.split('/').at(-1);
  if (role === undefined) return `arn:${partition}:iam::${account}:root`;
  return `arn:${partition}:sts::${account}:assumed-role/${role}/${session ?? name}`;
}
