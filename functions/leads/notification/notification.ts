import type { Dealer } from '../../dealers/dealer/dealer.ts';
import { mayMail } from '../../dealers/dealer/mailing.ts';
import type { Mail } from '../../messages/mail.ts';
import { nextWakeAt } from '../lead/first-response.ts';
import { assigneeOf, type ShownLead } from '../lead/lead.ts';
import { earlierOf } from '../lead/lead-lists.ts';
import { isOpen } from '../lead/lead-status.ts';
import { type MailContext, mailTo, type NotificationContent } from './notification-text.ts';

/** Something the people concerned with a lead are told once; persons by their ids. */
export type Occasion =
  | { readonly kind: 'assigned'; readonly personId: string }
  | { readonly kind: 'reassigned'; readonly from: string; readonly to: string; readonly at: string }
  | {
      readonly kind: 'warned';
      readonly percent: number;
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
    }));
}

/** The ids of what an occasion's recipients are not told, because their dealer may not mail them. */
export function withheldFrom(lead: ShownLead, dealer: Dealer, occasion: Occasion): readonly string[] {
  const withheld = recipientsOf(occasion, lead, dealer).filter(({ recipient }) => !mayMail(dealer, recipient));
  return withheld.map(({ notificationId }) => notificationId);
}

/** What of an occasion is told to whom, as far as the dealer names them. */
function recipientsOf(occasion: Occasion, lead: ShownLead, dealer: Dealer) {
  return addressesOf(occasion, lead, dealer).flatMap(({ to, ...told }) => {
    const recipient =
      dealer.people.find(({ id }) => id === to) ?? (dealer.district?.id === to ? dealer.district : undefined);
    return recipient ? [{ ...told, recipient }] : [];
  });
}

/** Whether a warning that is for whoever has the lead waits until somebody has it: while its first response is still owed. */
export function awaitsAssignee(lead: ShownLead, occasion: Occasion): boolean {
  return isForWhoeverHasIt(occasion) && assigneeOf(lead) === undefined && isStillOwed(occasion, lead);
}

/** The lead had no assignee when its time ran. */
function isForWhoeverHasIt(occasion: Occasion): occasion is Occasion & { readonly kind: 'warned' } {
  return occasion.kind === 'warned' && occasion.personId === undefined;
}

/** Nobody has answered, no later request has begun another first response, and the ladder is not at its end. */
function isStillOwed({ dueAt }: { dueAt: string }, { status, sla }: ShownLead): boolean {
  return isOpen(status) && sla.firstResponse.dueAt === dueAt && nextWakeAt(sla) !== undefined;
}

function addressesOf(occasion: Occasion, lead: ShownLead, dealer: Dealer): readonly Address[] {
  switch (occasion.kind) {
    case 'assigned':
      return [{ notificationId: 'assigned', to: occasion.personId, content: { kind: 'yours' } }];
    case 'reassigned':
      return changeOfHands(occasion, lead, dealer);
    case 'warned': {
      // The assignee of then; a lead without one may have got one since, and be answered.
      const to = occasion.personId ?? (isStillOwed(occasion, lead) ? assigneeOf(lead) : undefined);
      const { percent } = occasion;
      const run = runOf(occasion, lead);
      return numbered(`warned-${percent}`, run, { to, content: { kind: 'warned', percent } });
    }
    case 'escalated': {
      const { level, at, to } = occasion;
      const run = lead.escalations.find((each) => each.level === level && each.at === at)?.run;
      return numbered(`escalated-${level}`, run, { to, content: { kind: 'escalated', level } });
    }
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

/** The new assignee, the one before, and the sales manager where that is a third. */
function changeOfHands(
  { from, to, at }: Occasion & { kind: 'reassigned' },
  lead: ShownLead,
  { people }: Dealer,
): readonly Address[] {
  const position = lead.assignments.findIndex((each) => each.at === at && each.personId === to);
  if (position === -1) return [];
  const notificationId = `reassigned-${earlierOf(lead, 'assignments') + position}`;
  const manager = people.find(({ id, role }) => role === 'sales-manager' && id !== from && id !== to);
  const nameOf = (personId: string) => people.find(({ id }) => id === personId)?.name ?? personId;
  const hands = { from: nameOf(from), to: nameOf(to) };
  return [
    { notificationId: `${notificationId}-new-owner`, to, content: { kind: 'yours', from: hands.from } },
    { notificationId: `${notificationId}-old-owner`, to: from, content: { kind: 'taken', to: hands.to } },
    { notificationId: `${notificationId}-manager`, to: manager?.id, content: { kind: 'moved', ...hands } },
  ];
}

/** Which first response of the lead it was: a resubmission may have begun another since. */
function runOf({ dueAt }: { dueAt: string }, { sla, pastSlas = [] }: ShownLead): number | undefined {
  return [...pastSlas, sla].find(({ firstResponse }) => firstResponse.dueAt === dueAt)?.run;
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
