import type { Dealer } from '../../dealers/dealer/dealer.ts';
import { mayMail } from '../../dealers/dealer/mailing.ts';
import type { DigestLine } from '../../messages/gathered-mail.ts';
import type { Mail } from '../../messages/mail.ts';
import { nextWakeAt } from '../lead/first-response.ts';
import { assigneeOf, offDuty, type ShownLead } from '../lead/lead.ts';
import { earlierOf } from '../lead/lead-lists.ts';
import { isOpen } from '../lead/lead-status.ts';
import { digestLineOf, type MailContext, mailTo, type NotificationContent } from './notification-text.ts';

/** Something the people concerned with a lead are told once; persons by their ids. */
export type Occasion =
  | { readonly kind: 'assigned'; readonly personId: string }
  | { readonly kind: 'reassigned'; readonly from: string; readonly to: string; readonly at: string }
  /** The person asked again; to be told at an instant (ISO text), with all they asked by then. */
  | { readonly kind: 'resubmitted'; readonly tellAt: string }
  | {
      readonly kind: 'warned';
      readonly percent: number;
      readonly at: string;
      readonly dueAt: string;
      readonly personId?: string | undefined;
    }
  | { readonly kind: 'escalated'; readonly level: 1 | 2 | 3; readonly at: string; readonly to?: string | undefined }
  | {
      readonly kind: 'follow-up-missed';
      readonly taskId: string;
      readonly channel: string;
      readonly dueAt: string;
      readonly personId?: string | undefined;
      readonly to?: string | undefined;
    };

/** A mail to one person or office about a lead. */
export interface Notification {
  /** One per occasion, recipient and lead: what is reserved before it is sent. */
  readonly notificationId: string;
  readonly to: string;
  readonly mail: Mail;
  /** Where it may go out with others, when its reader gets many: what it says there, and where they open the lead. */
  readonly gathers?: DigestLine;
}

/** What of an occasion is told to whom; `to` is the id of a person or of the district. */
interface Address {
  readonly notificationId: string;
  readonly to: string | undefined;
  readonly content: NotificationContent;
}

/** Who is told of an occasion, and what; nobody where the dealer names nobody whom it may mail. */
export function notificationsFor(
  lead: ShownLead,
  dealer: Dealer,
  { occasion, publicUrl }: { occasion: Occasion; publicUrl?: string },
): readonly Notification[] {
  const context: MailContext = { lead, dealer, ...(publicUrl !== undefined && { publicUrl }) };
  return recipientsOf(occasion, lead, dealer)
    .filter(({ recipient }) => mayMail(dealer, recipient))
    .map(({ notificationId, recipient, content }) => ({
      notificationId,
      to: recipient.email,
      mail: mailTo(recipient.name, content, context),
      ...(mayGather(dealer, recipient) && { gathers: digestLineOf(content, context) }),
    }));
}

/** A line that somebody reads in their next digest, and in no mail of its own. */
interface PassingLine {
  readonly notificationId: string;
  readonly to: string;
  readonly line: DigestLine;
}

/** What of an occasion somebody is told in passing: that the lead they had went to somebody else. */
export function passingLinesFor(
  lead: ShownLead,
  dealer: Dealer,
  { occasion, publicUrl }: { occasion: Occasion; publicUrl?: string },
): readonly PassingLine[] {
  if (occasion.kind !== 'reassigned') return [];
  const { from, to, at } = occasion;
  const place = placeOf(lead, occasion);
  const reader = dealer.people.find(({ id }) => id === from);
  // Who got it back since, or reads of it in a mail of that instant, need not be told.
  if (place === undefined || !reader || assigneeOf(lead) === from || isEscalatedTo(lead, { to: from, at })) return [];
  if (!mayMail(dealer, reader) || !mayGather(dealer, reader)) return [];
  const context: MailContext = { lead, dealer, ...(publicUrl !== undefined && { publicUrl }) };
  const line = digestLineOf({ kind: 'taken', by: nameOf(to, dealer) }, context);
  return [{ notificationId: `reassigned-${place}-old-owner`, to: reader.email, line }];
}

/** A dealer may turn digests off for its own people; the office above it is the OEM's. */
function mayGather({ dials, district }: Dealer, recipient: { readonly id: string }): boolean {
  return recipient.id === district?.id || dials?.['mail.digest'] !== 0;
}

/** What a dealer's own people are not told by mail, because it turned that off; levels above them are the OEM's. */
function isTurnedOff({ dials }: Dealer, { kind }: NotificationContent): boolean {
  if (kind === 'yours') return dials?.['mail.assigned'] === 0;
  return kind === 'warned' && dials?.['mail.warned'] === 0;
}

/** The ids of what an occasion's recipients are not told, because their dealer may not mail them. */
export function withheldFrom(lead: ShownLead, dealer: Dealer, occasion: Occasion): readonly string[] {
  const withheld = recipientsOf(occasion, lead, dealer).filter(({ recipient }) => !mayMail(dealer, recipient));
  return withheld.map(({ notificationId }) => notificationId);
}

/** What of an occasion is told to whom, as far as the dealer names them. */
function recipientsOf(occasion: Occasion, lead: ShownLead, dealer: Dealer) {
  return addressesOf(occasion, lead, dealer).flatMap(({ to, ...told }) => {
    if (isTurnedOff(dealer, told.content)) return [];
    const recipient =
      dealer.people.find(({ id }) => id === to) ?? (dealer.district?.id === to ? dealer.district : undefined);
    return recipient ? [{ ...told, recipient }] : [];
  });
}

/** Whether a warning by mail that is for whoever has the lead waits until somebody has it: while its first response is still owed. */
export function awaitsAssignee(lead: ShownLead, occasion: Occasion): boolean {
  if (occasion.kind !== 'warned' || occasion.personId !== undefined || !isLastWarning(occasion, lead)) return false;
  return assigneeOf(lead) === undefined && isStillOwed(occasion, lead);
}

/** Nobody has answered, no later request has begun another first response, and the ladder is not at its end. */
function isStillOwed({ dueAt }: { dueAt: string }, { status, sla }: ShownLead): boolean {
  return isOpen(status) && sla.firstResponse.dueAt === dueAt && nextWakeAt(sla) !== undefined;
}

function addressesOf(occasion: Occasion, lead: ShownLead, dealer: Dealer): readonly Address[] {
  switch (occasion.kind) {
    case 'assigned': {
      const at = lead.assignments.find(({ personId }) => personId === occasion.personId)?.at;
      if (at !== undefined && isEscalatedTo(lead, { to: occasion.personId, at })) return [];
      return [{ notificationId: 'assigned', to: occasion.personId, content: { kind: 'yours' } }];
    }
    case 'reassigned':
      return changeOfHands(occasion, lead, dealer);
    case 'resubmitted':
      return askedAgain(occasion, lead);
    case 'warned':
      return lastWarning(occasion, lead);
    case 'escalated':
      return escalation(occasion, lead, dealer);
    case 'follow-up-missed': {
      const { taskId, channel, dueAt, personId, to } = occasion;
      const assignee = dealer.people.find(({ id }) => id === personId)?.name;
      const content = {
        kind: 'follow-up-missed' as const,
        channel,
        dueAt,
        ...(assignee !== undefined && { assignee }),
      };
      return [{ notificationId: `follow-up-missed-${taskId}`, to, content }];
    }
  }
}

/** The new assignee; the one before reads it in a digest, and the manager in what they are told of that instant. */
function changeOfHands(
  occasion: Occasion & { kind: 'reassigned' },
  lead: ShownLead,
  dealer: Dealer,
): readonly Address[] {
  const { from, to, at } = occasion;
  const place = placeOf(lead, occasion);
  if (place === undefined || isEscalatedTo(lead, { to, at })) return [];
  const notificationId = `reassigned-${place}-new-owner`;
  const reason = lead.assignments[place - earlierOf(lead, 'assignments')]?.reason;
  const how = { ...(reason === 'ladder-over' && { stays: true }), ...(reason === offDuty && { askedAgain: true }) };
  return [{ notificationId, to, content: { kind: 'yours', from: nameOf(from, dealer), ...how } }];
}

/** Which of all assignments of the lead a change of hands was; undefined where the lead shows it no longer. */
function placeOf(lead: ShownLead, { to, at }: Occasion & { kind: 'reassigned' }): number | undefined {
  const position = lead.assignments.findIndex((each) => each.at === at && each.personId === to);
  return position === -1 ? undefined : earlierOf(lead, 'assignments') + position;
}

/** Whoever has the lead by then; who got it since the customer asked, or because of it, has read all of it in that mail. */
function askedAgain({ tellAt }: Occasion & { kind: 'resubmitted' }, lead: ShownLead): readonly Address[] {
  const last = lead.assignments.at(-1);
  const askedAt = lead.resubmissions.at(-1)?.at ?? tellAt;
  if (!last || !isOpen(lead.status) || last.at > askedAt || (last.at === askedAt && last.reason === offDuty)) return [];
  return [{ notificationId: `resubmitted-${Date.parse(tellAt)}`, to: last.personId, content: { kind: 'asked-again' } }];
}

/** Who gave the lead to whom at an instant (ISO text), if anybody did. */
function handingAt({ assignments }: ShownLead, at: string) {
  const position = assignments.findIndex((each) => each.at === at);
  const [before, now] = [assignments[position - 1], assignments[position]];
  return before && now && { from: before.personId, to: now.personId };
}

function nameOf(personId: string, { people }: Dealer): string {
  return people.find(({ id }) => id === personId)?.name ?? personId;
}

/** A warning is a fact each time; by mail goes only the last before the time is over. */
function lastWarning(occasion: Occasion & { kind: 'warned' }, lead: ShownLead): readonly Address[] {
  const { percent, at } = occasion;
  // The assignee of then; a lead without one may have got one since, and be answered.
  const to = occasion.personId ?? (isStillOwed(occasion, lead) ? assigneeOf(lead) : undefined);
  const isTheirsSince = lead.assignments.some((each) => each.at === at && each.personId === to);
  if (!isLastWarning(occasion, lead) || isTheirsSince || isEscalatedTo(lead, { to, at })) return [];
  return numbered(`warned-${percent}`, lead.sla.run, { to, content: { kind: 'warned', percent } });
}

function isLastWarning({ percent, dueAt }: Occasion & { kind: 'warned' }, { sla }: ShownLead): boolean {
  const last = sla.steps.findLast(({ kind }) => kind === 'warn');
  return sla.firstResponse.dueAt === dueAt && last?.kind === 'warn' && last.percent === percent;
}

function escalation(
  { level, at, to }: Occasion & { kind: 'escalated' },
  lead: ShownLead,
  dealer: Dealer,
): readonly Address[] {
  const run = lead.escalations.find((each) => each.level === level && each.at === at)?.run;
  if (isEscalatedTo(lead, { to, at, above: level })) return [];
  const handing = handingAt(lead, at);
  const moved = handing && { moved: { from: nameOf(handing.from, dealer), to: nameOf(handing.to, dealer) } };
  const isTheirs = lead.assignments.some((each) => each.at === at && each.personId === to) && { isTheirs: true };
  return numbered(`escalated-${level}`, run, { to, content: { kind: 'escalated', level, ...moved, ...isTheirs } });
}

/** Of one lead a person gets one mail at an instant: the highest level, else that it is theirs, else the warning. */
function isEscalatedTo(
  { escalations }: ShownLead,
  { to, at, above = 0 }: { readonly to: string | undefined; readonly at: string; readonly above?: number },
): boolean {
  return escalations.some((each) => each.at === at && each.to === to && each.level > above);
}

/** What a run of a lead's first response is told once; nobody is told of what happened over twenty runs ago. */
function numbered(
  notificationId: string,
  run: number | undefined,
  told: Omit<Address, 'notificationId'>,
): readonly Address[] {
  if (run === undefined) return [];
  return [{ notificationId: run === 1 ? notificationId : `${notificationId}-${run}`, ...told }];
}
