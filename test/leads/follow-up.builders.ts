import { Temporal } from 'temporal-polyfill';
import type { Calendar } from '../../functions/dealers/calendar/calendar.ts';
import type { Dealer } from '../../functions/dealers/dealer/dealer.ts';
import { toInstantText } from '../../functions/events/event.ts';
import type { Activity } from '../../functions/leads/activity/activity.ts';
import { followActivity } from '../../functions/leads/follow-up/follow-up.ts';
import { decideFollowUp } from '../../functions/leads/follow-up/follow-up-decision.ts';
import { planFollowUps } from '../../functions/leads/follow-up/follow-up-plan.ts';
import { followUpProgrammeAt } from '../../functions/leads/follow-up/follow-up-programme.policy.ts';
import type { Lead } from '../../functions/leads/lead/lead.ts';
import { instantOf } from '../dealers/calendar.builders.ts';
import { calendarOfLead, callAt, dealerWith, leadWith, tell, wednesdayText } from './sla.builders.ts';

/** The programme that ships. */
export const programme = followUpProgrammeAt('2026-01-05T12:00:00.000Z', 'us-east-1');

/** A customer with a phone and a mail address. */
export const reachable = { emails: ['ida@mail.example'], phones: [{ raw: '212 555 0100' }] };

/** A lead that came to a store with some hours at a local time, reachable on every channel. */
export function leadAt(local: string, given: Partial<Dealer> = {}): Lead {
  const dealer = dealerWith(given);
  return leadWith({ receivedAt: toInstantText(instantOf(local, dealer)), customer: reachable }, dealer);
}

/** When a contact was told, where that was not at once, and what it was; a call where nothing is said. */
interface Contact {
  readonly told?: string;
  readonly kind?: string;
}

/** The first run after a contact at a local time, told at once or later. */
export function planOf(lead: Lead, contact: string, { told = contact, kind = 'call' }: Contact = {}) {
  const calendar = calendarOfLead(lead);
  const since = { at: toInstantText(instantOf(contact, calendar)), kind };
  return planFollowUps(lead, { programme, calendar, run: 1, since, now: instantOf(told, calendar) });
}

/** An instant (ISO) as the store's wall clock shows it: `2026-01-07T12:00:00`. */
export function localText(at: string, { timeZone }: Calendar): string {
  return Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDateTime().toString();
}

/** Reports activities one after the other, each at `told` or at its own time; gives the lead and all facts. */
export function reported(lead: Lead, ...activities: readonly (Activity & { readonly told?: string })[]) {
  return activities.reduce<{ state: Lead; facts: readonly { type: string; data: unknown }[] }>(
    ({ state, facts }, { told, ...activity }) => {
      const now = Temporal.Instant.from(told ?? activity.at);
      const recorded = tell(state, activity, now);
      const terms = { programme, calendar: calendarOfLead(lead), now };
      const next = followActivity(recorded, { before: state, activity: recorded.activity }, terms);
      return { state: next.state, facts: [...facts, ...next.facts] };
    },
    { state: lead, facts: [] },
  );
}

/** Thursday 2026-01-08 at a time in the store's zone, as ISO text. */
export function thursdayText(time: string): string {
  return wednesdayText(time).replace('-07T', '-08T');
}

/** A touch of the store, or whatever else is given, at an instant (ISO). */
export function touch(at: string, given: Partial<Activity> = {}): Activity {
  return { id: `touch-${at}`, kind: 'call', at, ...given };
}

/** A lead of Wednesday at ten. */
export const waiting = leadAt('2026-01-07T10:00:00');
/** The same, answered at 10:05: tasks at 12:05 on Wednesday, 14:30 and 16:30 on Thursday. */
export const contacted = reported(waiting, callAt('10:05')).state;

/** The follow-ups in words, with New York's days and times: `07T12:05 done 07T11:30`. */
export function shown({ pastFollowUps = [], followUps }: Lead): readonly string[] {
  const runs = [...pastFollowUps, ...(followUps ? [followUps] : [])];
  return runs
    .flatMap(({ tasks }) => tasks)
    .map(({ dueAt, doneAt, missedAt, endedAt }) =>
      [
        timeOf(dueAt),
        ...(doneAt ? [`done ${timeOf(doneAt)}`] : []),
        ...(missedAt ? [`missed ${timeOf(missedAt)}`] : []),
        ...(endedAt ? [`ended ${timeOf(endedAt)}`] : []),
      ].join(' '),
    );
}

function timeOf(at: string): string {
  return localText(at, calendarOfLead(waiting)).slice(8, 16);
}

/** What is said of the first run at an instant (ISO). */
export function decideAt(state: Lead, at: string) {
  return decideFollowUp(
    state,
    { run: 1, people: dealerWith().people, role: 'sales-manager' },
    Temporal.Instant.from(at),
  );
}

export function typesOf(facts: readonly { readonly type: string }[]): readonly string[] {
  return facts.map(({ type }) => type);
}
