import type { AwsCall, Principal } from '../../dispatcher.ts';
import { createIam } from '../../iam/iam.ts';
import { load, place } from '../wire/loaded.ts';

export const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:us-east-1:000000000000:${resource}`;
export const start = Date.parse('2027-03-01T08:00:00Z');

export type Document = Readonly<Record<string, unknown>>;

/** A role that its service may assume, with nothing allowed. */
export function trusting(service: string): Document {
  return { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } }] };
}

/** A function that calls with the role `app-Role`. */
export const fn: Principal = {
  name: 'Function',
  roleArn: 'arn:aws:iam::000000000000:role/app-Role',
  service: 'lambda.amazonaws.com',
  session: 'worker',
};

/** IAM with one role for a function, and what a test loads beside it. */
export async function iamBench(properties: Record<string, unknown> = {}) {
  const complaints: string[] = [];
  const iam = createIam({
    place,
    now: () => start,
    complain: (message) => complaints.push(message),
    sendingIdentity: (from) => ({ identity: from.split('@').at(-1) ?? '', configurationSet: 'mails' }),
  });
  const loadOne = (type: string, logicalId: string, given: Record<string, unknown>) =>
    load(iam.kinds)(`AWS::${type}`, logicalId, given);
  const trust = { AssumeRolePolicyDocument: trusting('lambda.amazonaws.com') };
  await loadOne('IAM::Role', 'Role', { ...trust, ...properties });
  return {
    iam,
    complaints,
    load: loadOne,
    /** Attaches a policy of these statements to the role. */
    attach: (...Statement: Document[]) =>
      loadOne('IAM::Policy', 'Policy', { PolicyName: 'p', PolicyDocument: { Statement }, Roles: ['app-Role'] }),
    /** The error of a function's call, undefined where it is allowed. */
    refusal: refusalFor(iam)(fn),
    /** The same for whoever calls. */
    refusalFor: refusalFor(iam),
  };
}

function refusalFor(iam: ReturnType<typeof createIam>) {
  return (principal: Principal) =>
    (service: string, action: string, input: Record<string, unknown> = {}) =>
      iam.refusal({ service, action, input, principal } satisfies AwsCall);
}

/** Allows one action on one resource. */
export function allow(Action: string | string[], Resource: string | string[] = '*', more: Document = {}): Document {
  return { Effect: 'Allow', Action, Resource, ...more };
}

export function deny(Action: string | string[], Resource: string | string[] = '*', more: Document = {}): Document {
  return { Effect: 'Deny', Action, Resource, ...more };
}
