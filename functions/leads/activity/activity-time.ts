import type { Temporal } from 'temporal-polyfill';
import { toInstantText } from '../../events/event.ts';
import type { Lead } from '../lead/lead.ts';
import type { Activity, ReportedActivity } from './activity.ts';

/** A reported activity with its time, or what is wrong with that. */
type DatedActivity =
  | { readonly kind: 'dated'; readonly activity: Activity }
  | { readonly kind: 'rejected'; readonly errors: readonly { readonly path: string; readonly message: string }[] };

/** Senders' clocks run ahead; this much is taken. */
const aheadMinutes = 10;

/**
 * Gives an activity that was told at an instant its time. What is told has happened: an `at` ahead of us counts from
 * when it was told, so a sender's fast clock makes no answer late. That is when its request came, however long others
 * kept it waiting, and never before the lead's own receipt, which another computer's clock may have dated.
 */
export function dateActivity(lead: Lead, reported: ReportedActivity, toldAt: Temporal.Instant): DatedActivity {
  const told = toInstantText(toldAt);
  const latest = told < lead.receivedAt ? lead.receivedAt : told;
  const { at = latest } = reported;
  if (at < lead.receivedAt) return rejected('must not be before the lead was received');
  if (at > toInstantText(toldAt.add({ minutes: aheadMinutes })))
    return rejected(`must not be over ${aheadMinutes} minutes ahead`);
  return { kind: 'dated', activity: { ...reported, at, ...(at > latest && { countsAt: latest }) } };
}

function rejected(message: string): DatedActivity {
  return { kind: 'rejected', errors: [{ path: 'at', message }] };
}
