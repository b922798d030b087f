import type { Calendar } from '../../dealers/calendar/calendar.ts';
import type { DealerId } from '../../dealers/dealer/dealer.ts';
import type { FollowUpDials } from '../../dealers/dials/follow-up-dials.ts';
import type { PersonId } from '../../dealers/people/person.ts';
import type { Decision } from '../../events/event.ts';
import type { LeadFact } from '../../events/lead.events.ts';
import type { OwnerId } from '../../owners/owner-id.ts';
import type { FollowUps } from '../follow-up/follow-up-task.ts';
import type { AppointmentWish, LeadSource, StatedLead, TradeIn, VehicleOfInterest } from '../stated/stated-lead.ts';

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

/** One planned instant of the first-response SLA, computed when the lead came in; done at most once. */
export type SlaStep =
  | { readonly kind: 'warn'; readonly percent: number; readonly dueAt: string; readonly doneAt?: string }
  | { readonly kind: 'breach'; readonly dueAt: string; readonly doneAt?: string }
  | {
      readonly kind: 'escalate';
      readonly level: 1 | 2 | 3;
      readonly role: string;
      readonly dueAt: string;
      readonly doneAt?: string;
    }
  | { readonly kind: 'reassign'; readonly dueAt: string; readonly doneAt?: string };

export interface FirstResponse {
  readonly dueAt: string;
  readonly dueAt24x7: string;
  readonly warnedAt?: string;
  readonly breachedAt?: string;
  readonly stoppedAt?: string;
  readonly businessSeconds?: number;
  readonly elapsedSeconds?: number;
  /** What stopped the clock. */
  readonly evidence?: { readonly activityId: string; readonly kind: string };
  readonly corrected?: { readonly at: string; readonly activityId: string };
}

export interface LeadSla {
  /** Id and version of the policy in force when the lead came in: `oem-default@1`. */
  readonly policy: string;
  /** Where both clocks begin: the lead's receipt, or the resubmission that renewed the SLA. */
  readonly startedAt: string;
  /** The store's calendar as it stood then; later edits hold for later leads. */
  readonly calendar: Calendar;
  /** What the store had turned then of its follow-ups. */
  readonly followUpDials?: FollowUpDials;
  readonly firstResponse: FirstResponse;
  readonly steps: readonly SlaStep[];
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

/** Where a lead stands; every status but `sold` and `lost` is open. */
export const leadStatuses = ['new', 'contacted', 'appointment', 'test-drive', 'ordered', 'sold', 'lost'] as const;
export type LeadStatus = (typeof leadStatuses)[number];

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
