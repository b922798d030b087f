import type { PersonId } from '../../dealers/people/person.ts';
import type { Decision } from '../../events/event.ts';
import type { LeadFact } from '../../events/lead.events.ts';
import type { OwnerId } from '../../owners/owner-id.ts';
import type { DealerId } from '../../platform/tenant.ts';
import type { AppointmentWish, LeadSource, StatedLead, TradeIn, VehicleOfInterest } from '../stated/stated-lead.ts';
import type { LeadSla } from './first-response.ts';
import type { FollowUps } from './follow-up-task.ts';
import type { LeadStatus } from './lead-status.ts';

export type LeadId = string & { readonly brand: 'LeadId' };

export interface Assignment {
  readonly personId: PersonId;
  readonly at: string;
  readonly reason: string;
}

interface Escalation {
  readonly level: 1 | 2 | 3;
  readonly at: string;
  readonly to?: string;
}

/** The person asked again, and it belongs to this lead: their new intent, and the rule that said so. */
export interface Resubmission {
  readonly at: string;
  readonly source: LeadSource;
  readonly vehiclesOfInterest: readonly VehicleOfInterest[];
  readonly tradeIns?: readonly TradeIn[];
  readonly message?: string;
  readonly appointment?: AppointmentWish;
  readonly consents?: readonly Readonly<Record<string, unknown>>[];
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

export interface Lead extends Omit<StatedLead, 'dealerId' | 'providerId'> {
  readonly leadId: LeadId;
  readonly dealerId: DealerId;
  readonly ownerId: OwnerId;
  readonly version: number;
  readonly status: LeadStatus;
  readonly receivedAt: string;
  /** When it last changed; the order in which a CRM reads. */
  readonly updatedAt: string;
  readonly assignments: readonly Assignment[];
  readonly escalations: readonly Escalation[];
  readonly resubmissions: readonly Resubmission[];
  readonly score: LeadScore;
  readonly sla: LeadSla;
  /** How earlier first responses ended, before a resubmission began another. */
  readonly pastSlas?: readonly Pick<LeadSla, 'policy' | 'firstResponse'>[];
  /** From the first contact on. */
  readonly followUps?: FollowUps;
}

/** A lead after a decision about it, and what the decision brought about. */
export type LeadDecision = Decision<Lead, LeadFact>;

/** Whose lead it is at the dealer; nobody's before it was first assigned. */
export function assigneeOf({ assignments }: Pick<Lead, 'assignments'>): PersonId | undefined {
  return assignments.at(-1)?.personId;
}
