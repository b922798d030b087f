import type { Dealer } from '../../dealers/dealer/dealer.ts';
import type { Mail } from '../../messages/mail.ts';
import { assigneeOf, type Lead } from '../lead/lead.ts';
import { mailTo, type Setting, type Telling } from './notification-text.ts';

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
export interface Notice {
  /** One per occasion, recipient and lead: what is reserved before it is sent. */
  readonly noticeId: string;
  readonly to: string;
  readonly mail: Mail;
}

/** What of an occasion is told to whom; `to` is the id of a person or of the district. */
interface Address {
  readonly noticeId: string;
  readonly to: string | undefined;
  readonly telling: Telling;
}

/** Who is told of an occasion, and what; nobody where the store names nobody with an address. */
export function noticesFor(
  lead: Lead,
  dealer: Dealer,
  { occasion, publicUrl }: { occasion: Occasion; publicUrl?: string },
): readonly Notice[] {
  const setting: Setting = { lead, dealer, ...(publicUrl !== undefined && { publicUrl }) };
  return addressesOf(occasion, lead, dealer).flatMap(({ noticeId, to, telling }) => {
    const recipient =
      dealer.people.find(({ id }) => id === to) ?? (dealer.district?.id === to ? dealer.district : undefined);
    return recipient ? [{ noticeId, to: recipient.email, mail: mailTo(recipient.name, telling, setting) }] : [];
  });
}

function addressesOf(occasion: Occasion, lead: Lead, dealer: Dealer): readonly Address[] {
  switch (occasion.kind) {
    case 'assigned':
      return [{ noticeId: 'assigned', to: occasion.personId, telling: { kind: 'yours' } }];
    case 'reassigned':
      return changeOfHands(occasion, lead, dealer);
    case 'warned': {
      // The owner of then; a lead without one may have got one since.
      const to = occasion.personId ?? assigneeOf(lead);
      const { percent } = occasion;
      return [
        { noticeId: numbered(`warned-${percent}`, runOf(occasion, lead)), to, telling: { kind: 'warned', percent } },
      ];
    }
    case 'escalated': {
      const { level, at, to } = occasion;
      const before = lead.escalations.filter((each) => each.level === level && each.at < at).length;
      return [{ noticeId: numbered(`escalated-${level}`, before + 1), to, telling: { kind: 'escalated', level } }];
    }
    case 'follow-up-missed': {
      const { taskId, channel, dueAt, personId, to } = occasion;
      const owner = dealer.people.find(({ id }) => id === personId)?.name;
      const telling = { kind: 'follow-up-missed' as const, channel, dueAt, ...(owner !== undefined && { owner }) };
      return [{ noticeId: `follow-up-missed-${taskId}`, to, telling }];
    }
  }
}

/** The new owner, the one before, and the sales manager where that is a third. */
function changeOfHands(
  { from, to, at }: Occasion & { kind: 'reassigned' },
  { assignments }: Lead,
  { people }: Dealer,
): readonly Address[] {
  const noticeId = `reassigned-${assignments.findIndex((each) => each.at === at && each.personId === to)}`;
  const manager = people.find(({ id, role }) => role === 'sales-manager' && id !== from && id !== to);
  const nameOf = (personId: string) => people.find(({ id }) => id === personId)?.name ?? personId;
  const hands = { from: nameOf(from), to: nameOf(to) };
  return [
    { noticeId: `${noticeId}-new-owner`, to, telling: { kind: 'yours', from: hands.from } },
    { noticeId: `${noticeId}-old-owner`, to: from, telling: { kind: 'taken', to: hands.to } },
    { noticeId: `${noticeId}-manager`, to: manager?.id, telling: { kind: 'moved', ...hands } },
  ];
}

/** Which first response of the lead it was: a resubmission may have begun another since. */
function runOf({ dueAt }: { dueAt: string }, { pastSlas = [] }: Lead): number {
  const past = pastSlas.findIndex(({ firstResponse }) => firstResponse.dueAt === dueAt);
  return past === -1 ? pastSlas.length + 1 : past + 1;
}

function numbered(noticeId: string, number: number): string {
  return number === 1 ? noticeId : `${noticeId}-${number}`;
}
