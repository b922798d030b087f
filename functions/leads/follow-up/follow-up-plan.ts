import { Temporal } from 'temporal-polyfill';
import { deadline } from '../../dealers/calendar/business-time.ts';
import { toInstantText } from '../../events/event.ts';
import {
  type FollowUpChannel,
  type FollowUpStep,
  type FollowUpTask,
  followUpChannels,
} from '../lead/follow-up-task.ts';
import type { Lead } from '../lead/lead.ts';
import { cadenceOf } from './cadence.ts';
import type { FollowUpPolicy } from './follow-up.policy.ts';
import { businessDays } from './follow-up-days.ts';
import type { FollowUpPlay } from './follow-up-play.policy.ts';
import { dayTwoTimes, secondAttemptAt } from './follow-up-times.ts';

/** The cadence and its talk tracks. */
export interface FollowUpProgramme {
  readonly policy: FollowUpPolicy;
  readonly play: FollowUpPlay;
}

/** What a run of the cadence follows from. */
export interface FollowUpStart {
  readonly programme: FollowUpProgramme;
  readonly run: number;
  /** The first contact, or the resubmission that began the cadence again; ISO text and, of a contact, its kind. */
  readonly since: { readonly at: string; readonly kind?: string };
  readonly now: Temporal.Instant;
}

/**
 * The tasks of a run, in the store's business time. They count from the contact itself, however late it is told; a
 * contact told when its whole cadence is over begins one now. No task is missed sooner than its time after it is planned.
 */
export function planFollowUps(lead: Lead, start: FollowUpStart): readonly FollowUpTask[] {
  const now = toSecond(start.now);
  const since = toSecond(Temporal.Instant.from(start.since.at));
  const planned = times(lead, start, since);
  const isOver = planned.every(({ at }) => at <= now);
  const opened = isOver ? toInstantText(start.now) : start.since.at;
  const kinds = channelsFor(lead, start, planned.length);
  return (isOver ? times(lead, start, now) : planned).map(({ step, at, opensAt }, index) => {
    const kind = kinds[index] ?? 'call';
    return {
      taskId: `${start.run}-${index + 1}`,
      run: start.run,
      step,
      kind,
      opensAt: opensAt === undefined ? opened : text(opensAt),
      dueAt: text(at),
      missAt: text(missAt(Math.max(at, now), lead, start.programme.policy)),
      talkTrack: talkTrackFor(step, kind, start.programme.play),
    };
  });
}

interface PlannedTime {
  readonly step: FollowUpStep;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Where a touch counts only from a later time than the contact's. */
  readonly opensAt?: number;
}

function times(lead: Lead, { programme }: FollowUpStart, since: number): readonly PlannedTime[] {
  const { calendar, followUpDials } = lead.sla;
  const { timeZone } = calendar;
  const { secondAttemptMinutes, dayTwoTouches } = cadenceOf(followUpDials, programme.policy);
  const from = Temporal.Instant.fromEpochMilliseconds(since);
  const days = businessDays(from, calendar, programme.policy.callingHours);
  const second = secondAttemptAt(since, secondAttemptMinutes, days);
  const dayTwo = dayTwoTimes(days, { touches: dayTwoTouches, before: [since, second], timeZone });
  const opensAt = dayTwo?.date.toZonedDateTime(timeZone).epochMilliseconds;
  return [
    { step: 'second-attempt', at: second },
    ...(dayTwo?.at ?? []).map((at) => ({ step: 'day-two' as const, at, ...(opensAt !== undefined && { opensAt }) })),
  ];
}

/** Each task on the channel that was used least lately, of those the customer can be reached on. */
function channelsFor({ customer }: Lead, { programme, since }: FollowUpStart, count: number): FollowUpChannel[] {
  const reaches: Record<FollowUpChannel, boolean> = {
    call: customer.phones.length > 0,
    email: customer.emails.length > 0,
    sms: customer.phones.length > 0,
  };
  const reachable = programme.policy.channels.filter((kind) => reaches[kind]);
  const inOrder = reachable.length > 0 ? reachable : programme.policy.channels;
  const used = followUpChannels.filter((kind) => kind === since.kind);
  const chosen: FollowUpChannel[] = [];
  while (chosen.length < count) {
    const lastUse = (kind: FollowUpChannel) => [...used, ...chosen].lastIndexOf(kind);
    const [next = 'call'] = inOrder.toSorted((one, other) => lastUse(one) - lastUse(other));
    chosen.push(next);
  }
  return chosen;
}

function missAt(from: number, { sla }: Lead, { missed }: FollowUpPolicy): number {
  const lasting = Temporal.Duration.from({ minutes: missed.afterMinutes });
  const since = Temporal.Instant.fromEpochMilliseconds(from);
  const due = deadline(since, lasting, sla.calendar);
  return due.kind === 'due' ? due.at.epochMilliseconds : since.add(lasting).epochMilliseconds;
}

function talkTrackFor(step: FollowUpStep, kind: FollowUpChannel, { talkTracks }: FollowUpPlay): string {
  return talkTracks.find((each) => each.step === step && each.kind === kind)?.text ?? '';
}

/** Step Functions cuts the milliseconds off a wait's timestamp, so tasks are due on whole seconds, never early. */
function toSecond(at: Temporal.Instant): number {
  return Math.ceil(at.epochMilliseconds / 1000) * 1000;
}

function text(at: number): string {
  return toInstantText(Temporal.Instant.fromEpochMilliseconds(at));
}
