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

/** How long after a step's time its execution is left to take it: longer than a retry or two, shorter than anybody would miss it. */
const grace = Temporal.Duration.from({ minutes: 5 });

/**
 * When somebody else is to look after a lead: its next step's time and the grace have passed, and the step still stands
 * there, however its execution was lost. None where nothing is left to do.
 */
export function overdueAt(lead: Lead): string | undefined {
  const [soonest] = nextSteps(lead)
    .map(({ at }) => at)
    .toSorted();
  return soonest === undefined ? undefined : toInstantText(Temporal.Instant.from(soonest).add(grace));
}

/** The steps that a lead's timers should have taken by now and did not: at most one of each timer. */
export function overdueSteps(lead: Lead, now: Temporal.Instant): readonly NextStep[] {
  const latest = toInstantText(now.subtract(grace));
  return nextSteps(lead).filter(({ at }) => at <= latest);
}

function nextSteps(lead: Lead): readonly NextStep[] {
  const { sla, followUps } = lead;
  const step = nextWakeAt(sla);
  const task = nextFollowUpAt(lead);
  return [
    ...(step === undefined ? [] : [{ timer: 'sla' as const, run: sla.run, since: sla.startedAt, at: step }]),
    ...(task === undefined || !followUps
      ? []
      : [{ timer: 'follow-up' as const, run: followUps.run, since: beginOf(followUps) ?? task, at: task }]),
  ];
}
