import { Temporal } from 'temporal-polyfill';
import { deadline } from '../dealers/business-time.ts';
import type { Calendar } from '../dealers/calendar.ts';
import { toInstantText } from '../events/event.ts';
import type { SlaStep } from './lead.ts';
import type { SlaPolicy } from './sla.policy.ts';

/** What the steps of one lead's SLA follow from. */
export interface SlaPlan {
  readonly policy: SlaPolicy;
  /** Business minutes to the first response: the policy's, or the store's own. */
  readonly targetMinutes: number;
  readonly receivedAt: Temporal.Instant;
  readonly calendar: Calendar;
}

/**
 * The steps of a first-response SLA in their order, each with its instant in the store's business time. A store that
 * stays closed until further notice has all of them on the 24×7 clock: mixed clocks would lose the order.
 */
export function planSteps(plan: SlaPlan): readonly SlaStep[] {
  const undated = undatedSteps(plan);
  const dueInBusinessTime = undated.flatMap(({ afterMinutes }) => {
    const due = deadline(plan.receivedAt, lasting(afterMinutes), plan.calendar);
    return due.kind === 'due' ? [due.at] : [];
  });
  const opensLongEnough = dueInBusinessTime.length === undated.length;
  return undated.map(({ step, afterMinutes }, index) => {
    const inBusinessTime = opensLongEnough ? dueInBusinessTime[index] : undefined;
    return { ...step, dueAt: toInstantText(inBusinessTime ?? plan.receivedAt.add(lasting(afterMinutes))) };
  });
}

type WithoutTimes<Step> = Step extends SlaStep ? Omit<Step, 'dueAt' | 'doneAt'> : never;

interface UndatedStep {
  readonly step: WithoutTimes<SlaStep>;
  /** Since the lead was received. */
  readonly afterMinutes: number;
}

function undatedSteps({ policy: { firstResponse }, targetMinutes }: SlaPlan): readonly UndatedStep[] {
  return [
    ...firstResponse.warnAtPercent.map((percent) => ({
      step: { kind: 'warn' as const, percent },
      afterMinutes: (targetMinutes * percent) / 100,
    })),
    { step: { kind: 'breach' }, afterMinutes: targetMinutes },
    ...firstResponse.escalations.map(({ level, role, afterBreachMinutes }) => ({
      step: { kind: 'escalate' as const, level, role },
      afterMinutes: targetMinutes + afterBreachMinutes,
    })),
  ];
}

function lasting(minutes: number): Temporal.Duration {
  return Temporal.Duration.from({ milliseconds: Math.round(minutes * 60_000) });
}
