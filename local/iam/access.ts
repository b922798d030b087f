import type { Place } from '../cloudformation/resource.ts';
import type { AwsCall } from '../dispatcher.ts';
import type { SendingIdentity } from '../ses/sending-identities.ts';
import type { Context } from './condition.ts';

/** One thing that is asked for: an action, as IAM names it, on one resource. */
export interface Access {
  /** `dynamodb:PutItem` */
  readonly action: string;
  /** An ARN, or `*` where the action knows no resource. */
  readonly resource: string;
  readonly context?: Context;
}

/** What has to be known to tell what a call needs. */
export interface AccessWorld {
  readonly place: Place;
  /** The identity that SES would send with for a sender, and the configuration set it has by default. */
  sendingIdentity(from: string): SendingIdentity;
}

/** What a call needs to be allowed, all of it. */
export type AccessOf = (call: Pick<AwsCall, 'action' | 'input'>, world: AccessWorld) => readonly Access[];
