import { Temporal } from 'temporal-polyfill';
import { toInstantText } from '../../events/event.ts';
import { nextWakeAt } from './first-response.ts';
import { nextFollowUpAt } from './follow-up-task.ts';
import type { Lead } from './lead.ts';
import { beginOf } from './past.ts';

/** A lead's timers, by what they walk: the ladder of a first response, and a run of follow-ups. */
export type LeadTimer = 'sla' | 'follow-up';

/** What one of a lead's timers has to do next. All instants are ISO texts. */
interface NextStep {
  readonly timer: LeadTimer;
  readonly run: number;
  /** When the run began. */
  readonly since: string;
  readonly at: string;
}

/** How long an execution is left to take a step: longer than a retry or two, shorter than anybody would miss it. */
const grace = Temporal.Duration.from({ minutes: 5 });

/**
 * When somebody else is to look after a lead: the next step's time and the grace have passed, and the step still stands
 * there, however its execution was lost. None where nothing is left to do. What was past already when the lead was last
 * saved (told late, kept in quarantine) has its grace from then on: its execution is only being started.
 */
export function overdueAt(lead: Lead): string | undefined {
  const [soonest] = nextSteps(lead)
    .map(({ at }) => at)
    .toSorted();
  if (soonest === undefined) return undefined;
  const from = soonest > lead.updatedAt ? soonest : lead.updatedAt;
  return toInstantText(Temporal.Instant.from(from).add(grace));
}

/** The steps that a lead's timers should have taken by now and did not: at most one of each run. */
export function overdueSteps(lead: Lead, now: Temporal.Instant): readonly NextStep[] {
  const latest = toInstantText(now.subtract(grace));
  return lead.updatedAt > latest ? [] : nextSteps(lead).filter(({ at }) => at <= latest);
}

function nextSteps(lead: Lead): readonly NextStep[] {
  const { sla, followUps, pastFollowUps = [] } = lead;
  const step = nextWakeAt(sla);
  // Of a run that another followed something may have been due before.
  const runs = [...pastFollowUps, ...(followUps ? [followUps] : [])];
  return [
    ...(step === undefined ? [] : [{ timer: 'sla' as const, run: sla.run, since: sla.startedAt, at: step }]),
    ...runs.flatMap((each) => {
      const at = nextFollowUpAt(each);
      if (at === undefined) return [];
      return [{ timer: 'follow-up' as const, run: each.run, since: beginOf(each) ?? at, at }];
    }),
  ];
}
