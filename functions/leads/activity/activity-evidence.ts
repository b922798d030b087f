import type { Activity } from './activity.ts';

/**
 * Whether an activity shows that somebody really answered: a connected call out, a person's mail or text delivered,
 * a reply from the customer, a visit. What was sent automatically, a note, a planned or finished task, a status are no answer.
 */
export function isEvidence({ kind, evidence = {} }: Pick<Activity, 'kind' | 'evidence'>): boolean {
  const { connected, delivered, inbound } = evidence;
  if (kind === 'visit') return true;
  // The customer rang: only a call that is said to have failed reached nobody.
  if (kind === 'call') return inbound === true ? connected !== false : connected === true;
  if (kind === 'email' || kind === 'sms') return inbound === true || delivered === true;
  return false;
}
