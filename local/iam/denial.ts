import { AwsError } from '../dispatcher.ts';
import type { Caller } from './caller.ts';
import type { Because, Decision } from './decision.ts';

/** How a service words a denial, where it differs from most. */
interface Wording {
  readonly code?: string;
  readonly status?: number;
  /** The action as the service's messages write it. */
  action?(action: string): string;
  readonly quotesResource?: boolean;
}

const wordings: Readonly<Record<string, Wording>> = {
  dynamodb: { status: 400 },
  states: { status: 400 },
  events: { status: 400 },
  logs: { status: 400 },
  s3: { code: 'AccessDenied', quotesResource: true },
  sqs: { action: (action) => action.toLowerCase() },
  sns: { code: 'AuthorizationError', action: (action) => action.replace(/^sns:/, 'SNS:') },
  cloudwatch: { code: 'AccessDenied' },
};

/** The error with which a service denies an access, in its own words. */
export function denialError(service: string, caller: Caller, denied: Decision & { kind: 'denied' }): AwsError {
  const { code = 'AccessDeniedException', status = 403, ...wording } = wordings[service] ?? {};
  const { action, resource } = denied.access;
  if (service === 'ses')
    return new AwsError(
      code,
      `User \`${caller.arn}' is not authorized to perform \`${action}' on resource \`${resource}'`,
      { status: 403 },
    );
  const named = wording.action?.(action) ?? action;
  const quoted = wording.quotesResource ? `"${resource}"` : resource;
  return new AwsError(
    code,
    `User: ${caller.arn} is not authorized to perform: ${named} on resource: ${quoted} ${reason(denied.because, named)}`,
    { status },
  );
}

const policies: Readonly<Record<Because['by'], string>> = {
  identity: 'identity-based policy',
  boundary: 'permissions boundary',
  resource: 'resource-based policy',
};

function reason({ kind, by }: Because, action: string): string {
  const policy = policies[by];
  if (kind === 'forbidden') return `with an explicit deny in ${by === 'identity' ? 'an' : 'a'} ${policy}`;
  return `because no ${policy} allows the ${action} action`;
}

/** Why, for people: with the construct that would have to say otherwise. */
export function explanation({ access, because }: Decision & { kind: 'denied' }): string {
  const { kind, by, path } = because;
  if (kind === 'forbidden') return `${path} denies it`;
  if (access.action === 'sts:AssumeRole') return 'the role does not trust the service, or is in no template';
  if (by === 'boundary') return `the boundary ${path} does not allow it`;
  if (by === 'identity') return `no policy of ${path} allows it`;
  return 'no policy of the resource allows it';
}
