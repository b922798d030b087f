import type { Calendar } from '../../dealers/calendar/calendar.ts';
import type { CalendarVersion } from '../../dealers/calendar/calendar-version.ts';
import type { FollowUpDials } from '../../dealers/dials/follow-up-dials.ts';
import { isOpen, type LeadStatus } from './lead-status.ts';

/** One planned instant of the first-response SLA, computed when the lead came in; done at most once. */
export type SlaStep =
  | { readonly kind: 'warn'; readonly percent: number; readonly dueAt: string; readonly doneAt?: string }
  | { readonly kind: 'breach'; readonly dueAt: string; readonly doneAt?: string }
  | {
      readonly kind: 'escalate';
      readonly level: 1 | 2 | 3;
      readonly role: string;
      readonly dueAt: string;
      readonly doneAt?: string;
    }
  /** To somebody else who has not been asked yet, or at last to whoever has the role. */
  | { readonly kind: 'reassign'; readonly role?: string; readonly dueAt: string; readonly doneAt?: string };

export interface FirstResponse {
  readonly dueAt: string;
  readonly dueAt24x7: string;
  readonly warnedAt?: string;
  readonly breachedAt?: string;
  readonly stoppedAt?: string;
  readonly businessSeconds?: number;
  readonly elapsedSeconds?: number;
  /** What stopped the clock. */
  readonly evidence?: { readonly activityId: string; readonly kind: string };
  readonly corrected?: { readonly at: string; readonly activityId: string };
}

export interface LeadSla {
  /** 1 for the lead's first one, and one more each time a resubmission began another. */
  readonly run: number;
  /** Id and version of the policy in force when the lead came in: `oem-default@1`. */
  readonly policy: string;
  /** Where both clocks begin: the lead's receipt, or the resubmission that renewed the SLA. */
  readonly startedAt: string;
  /** The dealer's calendar as it stood then, by its version: later edits hold for later leads. A lead of before holds it whole. */
  readonly calendar: CalendarVersion | Calendar;
  /** What the dealer had turned then of its follow-ups. */
  readonly followUpDials?: FollowUpDials;
  readonly firstResponse: FirstResponse;
  readonly steps: readonly SlaStep[];
}

/** A first response that another followed. One from before leads kept more than that has no start and no calendar. */
export type PastSla = Pick<LeadSla, 'run' | 'policy' | 'firstResponse'> &
  Partial<Pick<LeadSla, 'startedAt' | 'calendar'>>;

/** The instant of the next step nobody has taken yet, or none: the clock was stopped, or the ladder is at its end. */
export function nextWakeAt(sla: LeadSla): string | undefined {
  if (sla.firstResponse.stoppedAt !== undefined) return undefined;
  return sla.steps.find(({ doneAt }) => doneAt === undefined)?.dueAt;
}

/** Whether a lead's ladder ended without an answer, and the lead did not. */
export function isPastLadder({ status, sla }: { readonly status: LeadStatus; readonly sla: LeadSla }): boolean {
  return isOpen(status) && sla.firstResponse.stoppedAt === undefined && nextWakeAt(sla) === undefined;
}

/** An SLA of which a step was taken at an instant (ISO text). */
export function markStepDone(sla: LeadSla, done: SlaStep, at: string): LeadSla {
  return { ...sla, steps: sla.steps.map((step) => (step === done ? { ...step, doneAt: at } : step)) };
}
