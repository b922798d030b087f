/**
 * Amazon EventBridge Scheduler: schedules and schedule groups.
 *
 * Emulates: rate(), cron() and at() in the time zone of the schedule over both changes of its clock, StartDate and EndDate,
 * State; Lambda functions (asynchronous invocation), SQS, Step Functions and event buses as templated targets, called with
 * the target's role; Input with its context attributes; retries with backoff in virtual time, then the dead-letter queue.
 * A rate without StartDate first ticks at the first whole minute after it was made. Of a time shown twice AWS says that it
 * ticks once; here that is the first.
 *
 * Refuses: flexible time windows, ActionAfterCompletion other than NONE, universal and other targets and their parameters,
 * an at() that its zone leaves out, and the whole API (`scheduler:CreateSchedule` and the others). What AWS charges for
 * invocations is not in the bill. A change of what the expression says, its zone or its dates makes it a new schedule.
 */
import type { ResourceKinds } from '../cloudformation/resource.ts';
import { KeptTicks } from '../event-bridge/kept-ticks.ts';
import { startTicking } from '../event-bridge/ticking.ts';
import { type DeliveryFaults, noDeliveryFaults } from '../faults/delivery-faults.ts';
import { noJournal } from '../journal/journal.ts';
import { Invoker, type InvokerParts } from './invoker.ts';
import { type LoadedSchedule, scheduleGroupKind, scheduleKind } from './schedule.resource.ts';
import { parseTiming, type Timing } from './schedule-expression.ts';

interface EventBridgeSchedulerParts extends Pick<InvokerParts, 'scheduler' | 'dispatcher' | 'place'> {
  readonly journal?: InvokerParts['journal'];
  /** Hears what AWS would drop in silence; by default it is written to stderr. */
  readonly complain?: (message: string) => void;
  /** How often ticks fire; once by default. */
  readonly faults?: Pick<DeliveryFaults, 'ticks'>;
}

/** Puts EventBridge Scheduler into service; gives the CloudFormation types it serves. */
export function createEventBridgeScheduler(parts: EventBridgeSchedulerParts): { readonly kinds: ResourceKinds } {
  const { journal = noJournal, complain = (message: string) => console.error(message) } = parts;
  const { faults = noDeliveryFaults } = parts;
  const invokerParts: InvokerParts = { ...parts, journal, complain };
  return {
    kinds: {
      'AWS::Scheduler::Schedule': scheduleKind((schedule) => start(invokerParts, faults, schedule)),
      'AWS::Scheduler::ScheduleGroup': scheduleGroupKind,
    },
  };
}

function start(parts: InvokerParts, faults: Pick<DeliveryFaults, 'ticks'>, schedule: LoadedSchedule): void {
  const { scheduler, journal } = parts;
  const { path, logicalId, timing } = schedule;
  const invoker = new Invoker(parts, schedule);
  if (!schedule.enabled) return;
  const kept = new KeptTicks(journal, { owner: `the schedule ${path}`, expression: sayingOf(timing) }, scheduler.now());
  const fire = (tick: number) => {
    const times = faults.ticks(logicalId);
    for (let time = 0; time < times; time += 1) invoker.invoke(tick, time);
  };
  startTicking({ scheduler, schedule: parseTiming(timing)(kept.madeAt), label: `schedule ${path}`, fire, kept });
}

function sayingOf({ expression, zone, startDate, endDate }: Timing): string {
  return [expression, zone, startDate ?? '', endDate ?? ''].join(' ');
}
