import { Temporal } from 'temporal-polyfill';
import { deadline } from '../../dealers/calendar/business-time.ts';
import type { Calendar } from '../../dealers/calendar/calendar.ts';
import { toInstantText } from '../../events/event.ts';
import type { FollowUpChannel, FollowUpStep, FollowUpTask } from '../lead/follow-up-task.ts';
import { customerOf } from '../lead/latest-customer.ts';
import type { Lead } from '../lead/lead.ts';
import { cadenceOf } from './cadence.ts';
import type { FollowUpPolicy } from './follow-up.policy.ts';
import { chooseChannels } from './follow-up-channels.ts';
import { businessDays } from './follow-up-days.ts';
import type { FollowUpPlay } from './follow-up-play.policy.ts';
import { planDayTwo, secondAttemptMilliseconds } from './follow-up-times.ts';

/** The cadence and its talk tracks. */
export interface FollowUpProgramme {
  readonly policy: FollowUpPolicy;
  readonly play: FollowUpPlay;
}

/** What a run of the cadence follows from. */
export interface FollowUpStart {
  readonly programme: FollowUpProgramme;
  /** The lead's. */
  readonly calendar: Calendar;
  readonly run: number;
  /** The first contact, or the resubmission that began the cadence again; ISO text and, of a contact, its kind. */
  readonly since: { readonly at: string; readonly kind?: string };
  readonly now: Temporal.Instant;
}

/**
 * The tasks of a run, in the dealer's business time. They count from the contact itself, however late it is told; a
 * contact told when its whole cadence is over begins one now. No task is missed sooner than its time after it is planned.
 */
export function planFollowUps(lead: Lead, start: FollowUpStart): readonly FollowUpTask[] {
  const { programme, calendar, run, since } = start;
  const nowMilliseconds = start.now.epochMilliseconds;
  const planned = planTimes(lead, start, Date.parse(since.at));
  const isOver = planned.every(({ dueMilliseconds }) => dueMilliseconds <= nowMilliseconds);
  const opened = isOver ? toInstantText(start.now) : since.at;
  const choice = { channels: programme.policy.channels, lastKind: since.kind };
  const kinds = chooseChannels(customerOf(lead), choice, planned.length);
  return (isOver ? planTimes(lead, start, nowMilliseconds) : planned).map((time, index) => {
    const { step, dueMilliseconds, opensMilliseconds } = time;
    const kind = kinds[index] ?? 'call';
    return {
      taskId: `${run}-${index + 1}`,
      run,
      step,
      kind,
      opensAt: opensMilliseconds === undefined ? opened : textOf(opensMilliseconds),
      dueAt: textOf(dueMilliseconds),
      missAt: toInstantText(missedFrom(Math.max(dueMilliseconds, nowMilliseconds), calendar, programme.policy)),
      talkTrack: talkTrackFor(step, kind, programme.play),
    };
  });
}

/** The time of a task, in epoch milliseconds. */
interface PlannedTime {
  readonly step: FollowUpStep;
  readonly dueMilliseconds: number;
  /** Where a touch counts only from a later time than the contact's. */
  readonly opensMilliseconds?: number;
}

function planTimes(
  { sla }: Lead,
  { programme: { policy }, calendar }: FollowUpStart,
  sinceMilliseconds: number,
): readonly PlannedTime[] {
  const { timeZone } = calendar;
  const { secondAttemptMinutes, dayTwoTouches } = cadenceOf(sla.followUpDials, policy);
  const since = Temporal.Instant.fromEpochMilliseconds(sinceMilliseconds);
  const days = businessDays(since, calendar, policy.callingHours);
  const secondMilliseconds = secondAttemptMilliseconds(sinceMilliseconds, secondAttemptMinutes, days);
  const touchedMilliseconds = [sinceMilliseconds, secondMilliseconds];
  const dayTwo = planDayTwo(days, { touches: dayTwoTouches, touchedMilliseconds, timeZone });
  const opensMilliseconds = dayTwo?.date.toZonedDateTime(timeZone).epochMilliseconds;
  return [
    { step: 'second-attempt', dueMilliseconds: secondMilliseconds },
    ...(dayTwo?.touchMilliseconds ?? []).map((dueMilliseconds) => ({
      step: 'day-two' as const,
      dueMilliseconds,
      ...(opensMilliseconds !== undefined && { opensMilliseconds }),
    })),
  ];
}

function missedFrom(milliseconds: number, calendar: Calendar, { missed }: FollowUpPolicy): Temporal.Instant {
  const lasting = Temporal.Duration.from({ minutes: missed.afterMinutes });
  const since = Temporal.Instant.fromEpochMilliseconds(milliseconds);
  const due = deadline(since, lasting, calendar);
  return due.kind === 'due' ? due.at : since.add(lasting);
}

function talkTrackFor(step: FollowUpStep, kind: FollowUpChannel, { talkTracks }: FollowUpPlay): string {
  return talkTracks.find((each) => each.step === step && each.kind === kind)?.text ?? '';
}

function textOf(milliseconds: number): string {
  return toInstantText(Temporal.Instant.fromEpochMilliseconds(milliseconds));
}
