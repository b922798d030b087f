import type { Activity } from '../activity/activity.ts';
import { isEvidence } from '../activity/activity-evidence.ts';

/** Whether the dealer reached out: any call, mail, text or visit of theirs, whoever answered it or nobody. */
export function isTouch({ kind, evidence }: Activity): boolean {
  return (kind === 'call' || kind === 'email' || kind === 'sms' || kind === 'visit') && evidence?.inbound !== true;
}

/** Whether the customer answered of their own accord. */
export function isReply(activity: Activity): boolean {
  return activity.evidence?.inbound === true && activity.kind !== 'visit' && isEvidence(activity);
}
