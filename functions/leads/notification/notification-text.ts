import { Temporal } from 'temporal-polyfill';
import type { Dealer } from '../../dealers/dealer/dealer.ts';
import type { DigestLine } from '../../messages/gathered-mail.ts';
import { type Mail, mailOf } from '../../messages/mail.ts';
import type { ShownLead } from '../lead/lead.ts';
import { latestLines, nameOf, nameOfCar, requestLines, vehicleLines, wayLines, wordParagraphs } from './asked-text.ts';

/** What somebody is told; persons by their names. */
export type NotificationContent =
  /** The lead is theirs, from the start or from somebody else. */
  | { readonly kind: 'yours'; readonly from?: string; readonly stays?: boolean; readonly askedAgain?: boolean }
  | { readonly kind: 'asked-again' }
  /** It was theirs, and somebody else has it now. */
  | { readonly kind: 'taken'; readonly by: string }
  | { readonly kind: 'warned'; readonly percent: number }
  /** `moved` where it went on to somebody at the same instant, perhaps to the reader. */
  | {
      readonly kind: 'escalated';
      readonly level: 1 | 2 | 3;
      readonly moved?: { readonly from: string; readonly to: string };
      readonly isTheirs?: boolean;
    }
  | { readonly kind: 'follow-up-missed'; readonly channel: string; readonly dueAt: string; readonly assignee?: string };

/** What a mail is about, and where people open it. */
export interface MailContext {
  readonly lead: ShownLead;
  readonly dealer: Dealer;
  readonly publicUrl?: string;
}

const levelNames = { 1: 'sales manager', 2: 'general manager', 3: 'district' } as const;

/** The mail that tells somebody. Only whoever is to answer reads the customer's name and words in it. */
export function mailTo(name: string, content: NotificationContent, context: MailContext): Mail {
  const { lead, dealer } = context;
  const link = linkTo(context);
  const isTheirs = isWithReader(content);
  return mailOf(subjectOf(content, lead, dealer), [
    `${name},`,
    openingOf(content),
    [
      ...(isTheirs
        ? [...requestLines(lead), ...(link === undefined ? wayLines(lead) : []), ...latestLines(lead)]
        : vehicleLines(lead)),
      ...situation(content, lead, dealer),
    ].join('\n'),
    ...(isTheirs ? wordParagraphs(lead) : []),
    closingOf(content),
    ...(link === undefined ? [] : [{ link }]),
  ]);
}

/** Whether whoever reads of it has the lead. */
function isWithReader(content: NotificationContent): boolean {
  if (content.kind === 'escalated') return content.isTheirs === true;
  return content.kind === 'yours' || content.kind === 'asked-again';
}

/** What a digest says of it, where to open the lead, and until when its first response is due where the reader owes that. */
export function digestLineOf(content: NotificationContent, context: MailContext): DigestLine {
  const { dueAt, stoppedAt } = context.lead.sla.firstResponse;
  const isOwed = stoppedAt === undefined && (content.kind === 'warned' || isWithReader(content));
  const link = linkTo(context);
  return { line: lineOf(content, context), ...(link !== undefined && { link }), ...(isOwed && { dueAt }) };
}

/** The subject, who asks where the reader has the lead, and for which vehicle. */
function lineOf(content: NotificationContent, context: MailContext): string {
  const { lead, dealer } = context;
  const [car] = lead.vehiclesOfInterest;
  const name = isWithReader(content) ? nameOf(lead.customer) : undefined;
  const place = linkTo(context) === undefined ? [`lead ${lead.leadId}`] : [];
  const about = [...(name === undefined ? [] : [name]), ...(car ? [nameOfCar(car)] : []), ...place].join(', ');
  return about === '' ? subjectOf(content, lead, dealer) : `${subjectOf(content, lead, dealer)}: ${about}`;
}

/** Where people open the lead, where there is such a place. */
function linkTo({ lead, publicUrl }: MailContext): string | undefined {
  return publicUrl && `${publicUrl}/leads/${lead.leadId}`;
}

function subjectOf(content: NotificationContent, lead: ShownLead, dealer: Dealer): string {
  const due = localTime(lead.sla.firstResponse.dueAt, dealer.timeZone);
  switch (content.kind) {
    case 'yours':
      if (content.askedAgain) return `A lead for you, whose customer asks again, due at ${due}`;
      return content.from === undefined ? `A new lead for you, due at ${due}` : `A lead for you, unanswered so far`;
    case 'asked-again':
      return 'The customer of a lead of yours asks again';
    case 'taken':
      return `No longer yours, now ${content.by}'s: a lead of ${dealer.name}`;
    case 'warned':
      return `A lead of yours is due at ${due}`;
    case 'escalated':
      return `Unanswered since ${due}: a lead of ${dealer.name} (level ${content.level})`;
    case 'follow-up-missed':
      return `Not done since ${localTime(content.dueAt, dealer.timeZone)}: a follow-up at ${dealer.name}`;
  }
}

function openingOf(content: NotificationContent): string {
  switch (content.kind) {
    case 'yours':
      return whose(content);
    case 'asked-again':
      return 'the customer of this lead of yours asks again.';
    case 'taken':
      return `this lead is no longer yours; now it is ${content.by}'s.`;
    case 'warned':
      return `${content.percent} % of the time to answer this lead has passed, and nobody has answered yet.`;
    case 'escalated':
      return `nobody has answered this lead in time, so it comes to you as ${levelNames[content.level]}.${hands(content)}`;
    case 'follow-up-missed': {
      const whose = content.assignee === undefined ? '' : ` of ${content.assignee}`;
      return `a follow-up${whose} (${content.channel}) is overdue, and nobody has reached out.`;
    }
  }
}

function whose({ from, stays, askedAgain }: NotificationContent & { kind: 'yours' }): string {
  if (from === undefined) return 'this lead is yours.';
  if (askedAgain)
    return `the customer of this lead asks again, and ${from}, whose it was, is not on duty; now it is yours.`;
  const was = `this lead was ${from}'s and was not answered in time; now it is yours`;
  return stays ? `${was} and stays with you.` : `${was}.`;
}

function hands({ moved, isTheirs }: NotificationContent & { kind: 'escalated' }): string {
  if (isTheirs) return moved ? ` It was ${moved.from}'s; now it is yours.` : ' It is yours.';
  return moved ? ` It went from ${moved.from} to ${moved.to}.` : '';
}

function closingOf({ kind }: NotificationContent): string {
  return kind === 'follow-up-missed'
    ? 'Any call, mail, text or visit that is reported does a follow-up; a reply from the customer ends them.'
    : 'A call that connects, a mail or text that is delivered, a reply or a visit stops the clock.';
}

/** When it came, and again, what is or was due when, whose times these are, and the lead's id. */
function situation(content: NotificationContent, lead: ShownLead, { timeZone }: Dealer): string[] {
  const { dueAt, dueAt24x7 } = lead.sla.firstResponse;
  const local = (at: string) => localTime(at, timeZone);
  const askedAt = lead.resubmissions.at(-1)?.at;
  return [
    `Received: ${local(lead.receivedAt)}`,
    ...(askedAt === undefined ? [] : [`Asked again: ${local(askedAt)}`]),
    content.kind === 'follow-up-missed'
      ? `Follow-up due: ${local(content.dueAt)}`
      : `Due: ${local(dueAt)} (round the clock: ${local(dueAt24x7)})`,
    `Times of: ${timeZone}`,
    `Lead: ${lead.leadId}`,
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
