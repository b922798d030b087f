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
  /** Colours a text where it is shown in colour; leaves it as it is otherwise. */
  readonly paint?: Paint;
}

/** What a line is, for the eye: what went wrong must be found at a glance. */
export type Tone = 'title' | 'bad' | 'warning' | 'good' | 'quiet';
type Paint = (tone: Tone, text: string) => string;

const plain: Paint = (_tone, text) => text;

/** The story of one lead: who asks, its score and who has it, then line by line in the store's time, and its two clocks. */
export function timelineOf({ events, messages, lead, activityIds, timeZone, paint = plain }: Told): string {
  const names = namesFor(lead, activityIds);
  const local = (at: string) =>
    Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainTime().toString({ smallestUnit: 'second' });
  const lines = [
    ...events.map(({ detail }) => ({
      at: detail.time,
      text: painted(detail as LeadEnvelope, happened(detail as LeadEnvelope, { lead, names, local }), paint),
    })),
    ...messages.map(({ at, to, subject }) => ({
      at,
      text: paint('quiet', `  mail to ${to.join(', ')}: ${subject ?? ''}`),
    })),
  ].sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
  const { dueAt, dueAt24x7, breachedAt, stoppedAt, businessSeconds = 0, elapsedSeconds = 0 } = lead.sla.firstResponse;
  return [
    '',
    paint('title', `Lead ${lead.leadId}, ${timeZone} time`),
    ...aboutLead(lead),
    ...lines.map(({ at, text }) => `  ${local(at)}  ${text}`),
    '',
    `Store's clock       due ${local(dueAt)}, ${breachedAt ? paint('bad', `breached ${local(breachedAt)}`) : 'breached no'}, answered ${stoppedAt ? local(stoppedAt) : 'no'} after ${minutes(businessSeconds)} of business time`,
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

/** Who asks for what, how promising it is, and whose it is now. */
function aboutLead({ customer, vehiclesOfInterest: [vehicle], score, assignments }: LeadView): string[] {
  const name = customer.fullName ?? [customer.firstName, customer.lastName].filter(Boolean).join(' ');
  const car = vehicle && [vehicle.year, vehicle.make, vehicle.model].filter(Boolean).join(' ');
  return [
    `Customer            ${name || 'no name given'}${car ? `, asks about ${car}` : ''}`,
    `Score               ${score.value} of 100`,
    `Now with            ${assignments.at(-1)?.personId ?? 'nobody'}`,
    '',
  ];
}

const tones: Readonly<Record<string, Tone>> = {
  [leadSlaBreached.type]: 'bad',
  [leadEscalated.type]: 'warning',
  [leadSlaWarned.type]: 'warning',
  [leadReassigned.type]: 'warning',
  [leadContacted.type]: 'good',
};

function painted({ type }: LeadEnvelope, text: string, paint: Paint): string {
  const tone = tones[type];
  return tone ? paint(tone, text) : text;
}

function namesFor({ assignments, escalations }: LeadView, activityIds: readonly string[]): Telling['names'] {
  const people = [...assignments.map(({ personId }) => personId), ...escalations.flatMap(({ to }) => to ?? [])];
  const ids = new Map([...people, ...activityIds].map((id) => [codeOf(id) as string, id]));
  return (code) => ids.get(code) ?? code;
}

function minutes(seconds: number): string {
  return `${Math.round(seconds / 60)} min`;
}
