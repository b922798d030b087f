import type { LeadSla, PastSla } from './first-response.ts';
import type { PastFollowUps } from './follow-up-task.ts';
import type { Lead } from './lead.ts';

/** When a first response began, as far as it is known: one of before leads kept that has no start, but the first. */
export function startOf({ run, startedAt }: PastSla, { receivedAt }: Pick<Lead, 'receivedAt'>): string | undefined {
  return startedAt ?? (run === 1 ? receivedAt : undefined);
}

/** When a run of follow-ups began: its first task is the one a touch counts for from then on. */
export function beginOf({ tasks }: Pick<PastFollowUps, 'tasks'>): string | undefined {
  return tasks[0]?.opensAt;
}

/** Of entries in their order the last that had begun by an instant (ISO text); none where of one of them nobody knows. */
export function begunBy<Entry>(
  entries: readonly Entry[],
  at: string,
  beganAt: (entry: Entry) => string | undefined,
): Entry | undefined {
  const last = entries.findLast((entry) => (beganAt(entry) ?? at) <= at);
  return last !== undefined && beganAt(last) !== undefined ? last : undefined;
}

/** The first response in whose time an instant (ISO text) lies: it lasts from its own start until the next one's. */
export function slaAt(lead: Lead, at: string): LeadSla | PastSla | undefined {
  if (at >= lead.sla.startedAt) return lead.sla;
  return begunBy(lead.pastSlas ?? [], at, (past) => startOf(past, lead));
}
