/**
 * AWS STS: GetCallerIdentity only. It tells which role of the templates an access key stands for in this runtime; no
 * other action is served, since every function's credentials are made when it is loaded.
 */
import type { Place } from '../cloudformation/resource.ts';
import { type AwsCall, type Dispatcher, unsupportedAction } from '../dispatcher.ts';
import { sessionArn } from '../iam/caller.ts';

/** Puts STS into service. */
export function createSts(parts: { dispatcher: Dispatcher; place: Place }): void {
  parts.dispatcher.register('sts', async (call) => callerIdentity(call, parts.place));
}

function callerIdentity(call: AwsCall, place: Place): Record<string, unknown> {
  if (call.action !== 'GetCallerIdentity') throw unsupportedAction(call);
  return { UserId: call.principal.name, Account: place.account, Arn: sessionArn(call.principal, place) };
}
