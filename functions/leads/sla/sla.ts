import type { Temporal } from 'temporal-polyfill';
import { calendarOf, calendarVersionOf } from '../../dealers/calendar/calendar-version.ts';
import type { DealerFields } from '../../dealers/dealer/dealer.ts';
import { clamp } from '../../dealers/dials/bounds.ts';
import { followUpDialsOf } from '../../dealers/dials/follow-up-dials.ts';
import { toInstantText } from '../../events/event.ts';
import { policyName } from '../../platform/policy-name.ts';
import type { TimerDecision } from '../../platform/timer.ts';
import { recordBreach } from '../lead/breach.ts';
import { type LeadSla, nextWakeAt } from '../lead/first-response.ts';
import type { Lead } from '../lead/lead.ts';
import type { SlaPolicy } from './sla.policy.ts';
import { planSteps } from './sla-plan.ts';
import { type LadderDecision, type Team, takeStep } from './sla-step.ts';

/** What a lead's SLA is made of. */
interface SlaStart {
  /** The lead's first one, or which of those that resubmissions began. */
  readonly run?: number;
  readonly dealer: DealerFields;
  readonly policy: SlaPolicy;
  readonly receivedAt: Temporal.Instant;
}

/** What the timer does next, beside the lead as it now stands. */
type SlaDecision = LadderDecision & TimerDecision;

/** The first-response SLA of a lead just received, by the dealer's calendar as it stands. */
export function startSla({ run = 1, dealer, policy, receivedAt }: SlaStart): LeadSla {
  const calendar = calendarOf(dealer);
  const targetMinutes = targetMinutesOf(dealer, policy);
  const steps = planSteps({ policy, targetMinutes, receivedAt, calendar });
  const followUpDials = followUpDialsOf(dealer.dials);
  const dueAt24x7 = toInstantText(receivedAt.add({ minutes: targetMinutes }));
  const dueAt = steps.find(({ kind }) => kind === 'breach')?.dueAt ?? dueAt24x7;
  return {
    run,
    policy: policyName(policy),
    startedAt: toInstantText(receivedAt),
    calendar: calendarVersionOf(calendar),
    ...(followUpDials && { followUpDials }),
    firstResponse: { dueAt, dueAt24x7 },
    steps,
  };
}

/**
 * Takes every step that is due and open, in order, however late the timer comes; a second call at the same instant
 * changes nothing. A stopped clock ends the timer; an answer that came too late leaves its breach behind.
 */
export function decideSla(lead: Lead, team: Team, now: Temporal.Instant): SlaDecision {
  const at = toInstantText(now);
  const { stoppedAt, dueAt } = lead.sla.firstResponse;
  if (stoppedAt !== undefined) {
    return { kind: 'done', ...(stoppedAt > dueAt ? recordBreach(lead, at) : { state: lead, facts: [] }) };
  }
  const due = lead.sla.steps.filter((step) => step.doneAt === undefined && step.dueAt <= at);
  const decided = due.reduce<LadderDecision>(
    (before, step) => {
      const taken = takeStep(before.state, step, { team, at });
      const rotation = taken.rotation ?? before.rotation;
      return { state: taken.state, facts: [...before.facts, ...taken.facts], ...(rotation && { rotation }) };
    },
    { state: lead, facts: [] },
  );
  const wakeAt = nextWakeAt(decided.state.sla);
  return wakeAt === undefined ? { kind: 'done', ...decided } : { kind: 'wait', wakeAt, ...decided };
}

/** Whether a lead may change hands now: only then the dealer's rotation matters. */
export function changesHands({ sla }: Lead, now: Temporal.Instant): boolean {
  if (sla.firstResponse.stoppedAt !== undefined) return false;
  const at = toInstantText(now);
  return sla.steps.some(({ kind, doneAt, dueAt }) => kind === 'reassign' && doneAt === undefined && dueAt <= at);
}

/** The dealer's own target where it has one; the bounds may have been narrowed since it was set. */
function targetMinutesOf({ slaOverrides }: DealerFields, { firstResponse }: SlaPolicy): number {
  const { minMinutes, maxMinutes } = firstResponse.overrideBounds;
  const own = slaOverrides?.firstResponseMinutes;
  return own === undefined ? firstResponse.targetMinutes : clamp(own, { min: minMinutes, max: maxMinutes });
}
