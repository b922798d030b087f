import { Temporal } from 'temporal-polyfill';
import { deadlines } from '../../dealers/calendar/business-time.ts';
import type { Calendar } from '../../dealers/calendar/calendar.ts';
import { toInstantText } from '../../events/event.ts';
import type { SlaStep } from '../lead/first-response.ts';
import type { SlaPolicy } from './sla.policy.ts';

/** What the steps of one lead's SLA follow from. */
interface SlaPlan {
  readonly policy: SlaPolicy;
  /** Business minutes to the first response: the policy's, or the dealer's own. */
  readonly targetMinutes: number;
  readonly receivedAt: Temporal.Instant;
  readonly calendar: Calendar;
}

/**
 * The steps of a first-response SLA in their order, each with its instant in the dealer's business time. A dealer that
 * stays closed until further notice has all of them on the 24×7 clock: mixed clocks would lose the order.
 */
export function planSteps(plan: SlaPlan): readonly SlaStep[] {
  const { receivedAt, calendar } = plan;
  const undated = undatedSteps(plan);
  const durations = undated.map(({ afterMinutes }) => lasting(afterMinutes));
  const dues = deadlines(receivedAt, durations, calendar);
  const opensLongEnough = dues.every(({ kind }) => kind === 'due');
  return undated.map(({ step, afterMinutes }, index) => {
    const due = dues[index];
    const inBusinessTime = opensLongEnough && due?.kind === 'due' ? due.at : undefined;
    return { ...step, dueAt: toInstantText(inBusinessTime ?? receivedAt.add(lasting(afterMinutes))) };
  });
}

type WithoutTimes<Step> = Step extends SlaStep ? Omit<Step, 'dueAt' | 'doneAt'> : never;

interface UndatedStep {
  readonly step: WithoutTimes<SlaStep>;
  /** Since the lead was received. */
  readonly afterMinutes: number;
}

/** In the order of time; at one instant a lead is breached, then escalated, then given on. */
function undatedSteps({ policy: { firstResponse }, targetMinutes }: SlaPlan): readonly UndatedStep[] {
  const steps: readonly UndatedStep[] = [
    ...firstResponse.warnAtPercent.map((percent) => ({
      step: { kind: 'warn' as const, percent },
      afterMinutes: (targetMinutes * percent) / 100,
    })),
    { step: { kind: 'breach' }, afterMinutes: targetMinutes },
    ...firstResponse.escalations.map(({ level, role, afterBreachMinutes }) => ({
      step: { kind: 'escalate' as const, level, role },
      afterMinutes: targetMinutes + afterBreachMinutes,
    })),
    ...changesOfHands(firstResponse, targetMinutes),
  ];
  return steps.toSorted((one, other) => one.afterMinutes - other.afterMinutes);
}

/** A dealer with more time of its own keeps a lead with its assignee until it is due: all of them come later by that. */
function changesOfHands(
  { reassignAfterMinutes, staysWith }: SlaPolicy['firstResponse'],
  targetMinutes: number,
): readonly UndatedStep[] {
  const [first = staysWith.afterMinutes] = reassignAfterMinutes;
  const later = Math.max(0, targetMinutes - first);
  return [
    ...reassignAfterMinutes.map((minutes) => ({ step: { kind: 'reassign' as const }, afterMinutes: minutes + later })),
    { step: { kind: 'reassign', role: staysWith.role }, afterMinutes: staysWith.afterMinutes + later },
  ];
}

function lasting(minutes: number): Temporal.Duration {
  return Temporal.Duration.from({ milliseconds: Math.round(minutes * 60_000) });
}
