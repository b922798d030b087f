import { Temporal } from 'temporal-polyfill';
import { toInstantText } from '../../events/event.ts';
import { assigneeOf, type Lead } from '../lead/lead.ts';

/** How far two mails about resubmissions of one lead are apart at least. */
const apart = Temporal.Duration.from({ hours: 1 });

/**
 * When whoever has a lead is mailed of a resubmission entered at `now` (ISO text): at once, or an hour after the last such
 * mail. Undefined where one is still to come, which tells of this too, and where nobody has the lead: whoever gets it reads all.
 */
export function nextMailAt(
  { assignments, resubmissionMailAt: last }: Pick<Lead, 'assignments' | 'resubmissionMailAt'>,
  now: Temporal.Instant,
): string | undefined {
  const at = toInstantText(now);
  if (assigneeOf({ assignments }) === undefined || (last !== undefined && last > at)) return undefined;
  const free = last === undefined ? at : toInstantText(Temporal.Instant.from(last).add(apart));
  return free > at ? free : at;
}
