/**
 * AWS STS: GetCallerIdentity only. It tells which role of the templates an access key stands for on this machine; no
 * other action is served, since every function's credentials are made when it is loaded.
 */
import type { Place } from '../cloudformation/resource.ts';
import { type AwsCall, type Dispatcher, type Principal, unsupportedAction } from '../dispatcher.ts';

/** Puts STS into service. */
export function createSts(parts: { dispatcher: Dispatcher; place: Place }): void {
  parts.dispatcher.register('sts', async (call) => callerIdentity(call, parts.place));
}

function callerIdentity(call: AwsCall, place: Place): Record<string, unknown> {
  if (call.action !== 'GetCallerIdentity') throw unsupportedAction(call);
  return { UserId: call.principal.name, Account: place.account, Arn: arnOf(call.principal, place) };
}

function arnOf(principal: Principal, place: Place): string {
  const role = principal.roleArn?.split('/').at(-1);
  if (role === undefined) return `arn:${place.partition}:iam::${place.account}:root`;
  return `arn:${place.partition}:sts::${place.account}:assumed-role/${role}/${principal.name}`;
}
