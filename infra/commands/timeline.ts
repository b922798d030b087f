import { Temporal } from 'temporal-polyfill';
import type { Envelope } from '../../functions/events/event.ts';
import {
  type LeadFact,
  leadAssigned,
  leadContacted,
  leadEscalated,
  leadReassigned,
  leadReceived,
  leadSlaBreached,
  leadSlaWarned,
} from '../../functions/events/lead.events.ts';
import type { LeadView } from '../../functions/leads/lead/lead.view.ts';
import { codeOf } from '../../functions/platform/stable-hash.ts';

export interface Told {
  readonly events: readonly { readonly detail: Envelope }[];
  readonly messages: readonly { readonly at: string; readonly to: readonly string[]; readonly subject?: string }[];
  readonly lead: LeadView;
  /** The ids of what the store told: the events carry codes of them, and the lead shows the latest only. */
  readonly activityIds: readonly string[];
  readonly timeZone: string;
}

/** The story of one lead, line by line in the store's time, and its two clocks at the end. */
export function timelineOf({ events, messages, lead, activityIds, timeZone }: Told): string {
  const names = namesFor(lead, activityIds);
  const local = (at: string) =>
    Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainTime().toString({ smallestUnit: 'second' });
  const lines = [
    ...events.map(({ detail }) => ({
      at: detail.time,
      text: happened(detail as LeadEnvelope, { lead, names, local }),
    })),
    ...messages.map(({ at, to, subject }) => ({ at, text: `  mail to ${to.join(', ')}: ${subject ?? ''}` })),
  ].sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
  const { dueAt, dueAt24x7, breachedAt, stoppedAt, businessSeconds = 0, elapsedSeconds = 0 } = lead.sla.firstResponse;
  return [
    '',
    `Lead ${lead.leadId}, ${timeZone} time`,
    ...lines.map(({ at, text }) => `  ${local(at)}  ${text}`),
    '',
    `Store's clock       due ${local(dueAt)}, breached ${breachedAt ? local(breachedAt) : 'no'}, answered ${stoppedAt ? local(stoppedAt) : 'no'} after ${minutes(businessSeconds)} of business time`,
    `Round-the-clock     due ${local(dueAt24x7)}, answered after ${minutes(elapsedSeconds)}`,
    'The breach stays on record; the figures follow the earliest answer that really happened.',
  ].join('\n');
}

type LeadEnvelope = LeadFact extends infer Fact
  ? Fact extends LeadFact
    ? Envelope<Fact['data']> & Fact
    : never
  : never;

interface Telling {
  readonly lead: LeadView;
  /** The id that an event's code stands for, where it is known. */
  readonly names: (code: string) => string;
  readonly local: (at: string) => string;
}

function happened({ type, data }: LeadEnvelope, { lead, names, local }: Telling): string {
  switch (type) {
    case leadReceived.type:
      return `received   first response due ${local(data.dueAt)}`;
    case leadAssigned.type:
      return `assigned   to ${names(data.personId)} (${data.reason})`;
    case leadReassigned.type:
      return `reassigned from ${names(data.from)} to ${names(data.to)} (${data.reason})`;
    case leadSlaWarned.type:
      return `warned     ${data.percent} % of the time has passed`;
    case leadSlaBreached.type:
      return 'breached   nobody answered in time';
    case leadEscalated.type:
      return `escalated  level ${data.level}, to ${data.to ? names(data.to) : 'nobody named'}`;
    case leadContacted.type:
      return data.late && data.stoppedAt <= lead.sla.firstResponse.dueAt
        ? `corrected  ${names(data.activityId)}, told only now, was an answer in time, at ${local(data.stoppedAt)}`
        : `answered   ${data.late ? 'late, ' : ''}by ${names(data.activityId)} at ${local(data.stoppedAt)}`;
    default:
      return type;
  }
}

function namesFor({ assignments, escalations }: LeadView, activityIds: readonly string[]): Telling['names'] {
  const people = [...assignments.map(({ personId }) => personId), ...escalations.flatMap(({ to }) => to ?? [])];
  const ids = new Map([...people, ...activityIds].map((id) => [codeOf(id) as string, id]));
  return (code) => ids.get(code) ?? code;
}

function minutes(seconds: number): string {
  return `${Math.round(seconds / 60)} min`;
}
