import { Temporal } from 'temporal-polyfill';
import type { Dealer } from '../dealers/dealer.ts';
import { type Mail, mailOf } from '../messages/mail.ts';
import type { Lead } from './lead.ts';

/** Something the people concerned with a lead are told once. */
export type Occasion =
  | { readonly kind: 'warned'; readonly percent: number }
  | { readonly kind: 'escalated'; readonly level: 1 | 2 | 3 };

/** A mail to one person or office about a lead. */
export interface Notice {
  /** One per occasion and lead: what is reserved before it is sent. */
  readonly noticeId: string;
  readonly to: string;
  readonly mail: Mail;
}

const levelNames = { 1: 'sales manager', 2: 'general manager', 3: 'district' } as const;

/** Whom an occasion concerns and what they are told; undefined when the store names nobody with an address. */
export function noticeFor(
  lead: Lead,
  dealer: Dealer,
  { occasion, publicUrl }: { occasion: Occasion; publicUrl?: string },
): Notice | undefined {
  const to = recipientOf(lead, dealer, occasion);
  if (!to) return undefined;
  const noticeId = occasion.kind === 'warned' ? `warned-${occasion.percent}` : `escalated-${occasion.level}`;
  const about = [...situation(lead, dealer), ...(publicUrl ? [`${publicUrl}/leads/${lead.leadId}`] : [])];
  return {
    noticeId,
    to: to.email,
    mail: mailOf(subjectOf(lead, dealer, occasion), [...opening(to.name, occasion), ...about]),
  };
}

function recipientOf(lead: Lead, dealer: Dealer, occasion: Occasion): { name: string; email: string } | undefined {
  if (occasion.kind === 'warned') {
    const assignee = lead.assignments.at(-1)?.personId;
    return dealer.people.find((person) => person.id === assignee);
  }
  const to = lead.escalations.find((escalation) => escalation.level === occasion.level)?.to;
  return dealer.people.find((person) => person.id === to) ?? (dealer.district?.id === to ? dealer.district : undefined);
}

function subjectOf(lead: Lead, dealer: Dealer, occasion: Occasion): string {
  const due = localTime(lead.sla.firstResponse.dueAt, dealer.timeZone);
  return occasion.kind === 'warned'
    ? `A lead of yours is due at ${due}`
    : `Unanswered since ${due}: a lead of ${dealer.name} (level ${occasion.level})`;
}

function opening(name: string, occasion: Occasion): string[] {
  if (occasion.kind === 'warned')
    return [
      `${name},`,
      `${occasion.percent} % of the time to answer this lead has passed, and nobody has answered yet.`,
    ];
  return [`${name},`, `nobody has answered this lead in time, so it comes to you as ${levelNames[occasion.level]}.`];
}

/** Vehicle, due time and the lead's id; the customer's name and addresses stay where the link leads. */
function situation(lead: Lead, dealer: Dealer): string[] {
  const { receivedAt, vehiclesOfInterest, sla } = lead;
  const [vehicle] = vehiclesOfInterest;
  const named = [vehicle?.year, vehicle?.make, vehicle?.model].filter((part) => part !== undefined).join(' ');
  const lines = [
    ...(named ? [`Vehicle: ${named}`] : []),
    `Received: ${localTime(receivedAt, dealer.timeZone)}`,
    `Due: ${localTime(sla.firstResponse.dueAt, dealer.timeZone)} (round the clock: ${localTime(sla.firstResponse.dueAt24x7, dealer.timeZone)})`,
    `Lead: ${lead.leadId}`,
  ];
  return [
    lines.join('\n'),
    'A call that connects, a mail or text that is delivered, a reply or a visit stops the clock.',
  ];
}

function localTime(at: string, timeZone: string): string {
  return Temporal.Instant.from(at)
    .toZonedDateTimeISO(timeZone)
    .toString({
      smallestUnit: 'minute',
      offset: 'never',
      timeZoneName: 'never',
    })
    .replace('T', ' ');
}
