import type { PersonId } from '../../dealers/people/person.ts';
import type { Decision } from '../../events/event.ts';
import type { LeadFact } from '../../events/lead.events.ts';
import type { OwnerId } from '../../owners/owner-id.ts';
import type { DealerId, Tenant } from '../../platform/tenant.ts';
import type {
  AppointmentWish,
  Customer,
  LeadSource,
  StatedLead,
  TradeIn,
  VehicleOfInterest,
} from '../stated/stated-lead.ts';
import type { LeadSla, PastSla } from './first-response.ts';
import type { FollowUps, PastFollowUps } from './follow-up-task.ts';
import type { LatestCustomer } from './latest-customer.ts';
import type { LeadStatus } from './lead-status.ts';
import type { Requests } from './requests.ts';

export type LeadId = string & { readonly brand: 'LeadId' };

export interface Assignment {
  readonly personId: PersonId;
  readonly at: string;
  readonly reason: string;
}

export interface Escalation {
  readonly level: 1 | 2 | 3;
  /** Which first response of the lead nobody had given. */
  readonly run: number;
  readonly at: string;
  readonly to?: string;
}

/** The person asked again, and it belongs to this lead: their new intent, and the rule that said so. */
export interface Resubmission {
  readonly at: string;
  readonly source: LeadSource;
  /** What it stated of the customer otherwise than was known before. */
  readonly customer?: Partial<Customer>;
  readonly otherContacts?: readonly Customer[];
  readonly vehiclesOfInterest: readonly VehicleOfInterest[];
  readonly tradeIns?: readonly TradeIn[];
  readonly message?: string;
  readonly appointment?: AppointmentWish;
  readonly consents?: readonly Readonly<Record<string, unknown>>[];
  readonly requestedAt?: string;
  readonly requestedAtStated?: string;
  readonly reason: 'same-source' | 'any-source';
}

/** One thing that speaks for a lead: the points it got, of how many. */
export interface ScorePart {
  readonly part: 'vehicle' | 'test-drive' | 'trade-in' | 'phone' | 'email' | 'name' | 'source' | 'resubmission';
  readonly points: number;
  readonly of: number;
}

/** How much a lead promises, 0 to 100: the sum of its parts. */
export interface LeadScore {
  readonly value: number;
  readonly parts: readonly ScorePart[];
}

/**
 * What may be added to for as long as a lead is open, the oldest first. A lead that was loaded holds only the newest of
 * each: what stands before them lies in items of its own.
 */
interface LeadLists {
  readonly assignments: readonly Assignment[];
  readonly escalations: readonly Escalation[];
  readonly resubmissions: readonly Resubmission[];
  /** How earlier first responses ended, before a resubmission began another. */
  readonly pastSlas?: readonly PastSla[];
  /** The runs of follow-ups before the one that stands. */
  readonly pastFollowUps?: readonly PastFollowUps[];
}
export type LeadList = keyof LeadLists;

export interface Lead extends Omit<StatedLead, 'dealerId' | 'providerId'>, LeadLists {
  readonly leadId: LeadId;
  readonly dealerId: DealerId;
  readonly ownerId: OwnerId;
  /** Who was the first to send it; absent where it came before that was kept. */
  readonly sentBy?: Tenant;
  readonly version: number;
  readonly status: LeadStatus;
  readonly receivedAt: string;
  /** When it last changed; the order in which a CRM reads. */
  readonly updatedAt: string;
  /** How many entries of a list stand before those the lead holds; none where it is not named. */
  readonly earlier?: Readonly<Partial<Record<LeadList, number>>>;
  /** What later requests stated of the customer otherwise; `customer` stays the first one's. */
  readonly latestCustomer?: LatestCustomer;
  readonly asked: Requests;
  /** For when the newest mail about a resubmission was planned, to whoever has the lead by then. */
  readonly resubmissionMailAt?: string;
  /** When the person asked the dealer, within the last day before they asked last: a new lead goes on where theirs before ended. */
  readonly recentRequests: readonly string[];
  readonly score: LeadScore;
  readonly sla: LeadSla;
  /** From the first contact on. */
  readonly followUps?: FollowUps;
}

/** A lead to be shown: with more of its lists than it holds itself, and nothing by which it could be saved like this. */
export type ShownLead = Omit<Lead, 'version'>;

/** A lead after a decision about it, and what the decision brought about. */
export type LeadDecision = Decision<Lead, LeadFact>;

/** Why a lead changes hands whose person asks again while its assignee is not there. */
export const offDuty = 'off-duty';

/** Whose lead it is at the dealer; nobody's before it was first assigned. */
export function assigneeOf({ assignments }: Pick<Lead, 'assignments'>): PersonId | undefined {
  return assignments.at(-1)?.personId;
}
