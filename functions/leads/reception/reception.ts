import type { Temporal } from 'temporal-polyfill';
import type { Calendar } from '../../dealers/calendar/calendar.ts';
import { calendarOf } from '../../dealers/calendar/calendar-version.ts';
import { factOf, toInstantText } from '../../events/event.ts';
import { type LeadFact, leadDuplicateFound, leadProviderIdRepeated } from '../../events/lead.events.ts';
import type { KeyMatch } from '../../owners/key-holders.ts';
import { applyLead, type Owner, type OwnerChange } from '../../owners/owner.ts';
import type { OwnerId } from '../../owners/owner-id.ts';
import type { Key } from '../../platform/table.ts';
import type { Tenant } from '../../platform/tenant.ts';
import type { Activity } from '../activity/activity.ts';
import { recordAddition } from '../activity/activity-recording.ts';
import { type FollowUpTerms, followActivity, followResubmission } from '../follow-up/follow-up.ts';
import type { Lead, LeadDecision, LeadId } from '../lead/lead.ts';
import { publishedSource } from '../lead/published-source.ts';
import type { TakenLead } from '../lead/taken-lead.ts';
import type { StatedLead } from '../stated/stated-lead.ts';
import type { AddressedLead } from './addressed-lead.ts';
import { askedLately, differsInWordsOnly } from './dedupe.ts';
import { openLead } from './new-lead.ts';
import type { ReceptionProgramme } from './reception-programme.policy.ts';
import { addRecent, asksTooOften } from './request-limit.ts';
import { type ResubmissionReason, resubmissionReason, resubmit } from './resubmission.ts';

/** What is known of a lead and its person when it comes in. */
export interface Known {
  /** The very same request that came before, where there is one; by its id too where that led to it. */
  readonly sentBefore?: { readonly lead: Lead; readonly by: 'content' | 'provider-id' };
  /** The lead that the sender gave the same id, and whether that proves anything: the person has to be the same. */
  readonly sameId?: { readonly leadId: LeadId; readonly isSamePerson: boolean };
  /** The owner whom the person's keys name, or an id that is proof. */
  readonly owner?: Owner;
  /** The keys the person states, with those who stated them before. */
  readonly keys: readonly KeyMatch[];
  /** The lead this owner had last at this dealer. */
  readonly previous?: PreviousLead;
  /** In whose place somebody asks who is new at this dealer, for each way to reach them that does not say who they are. */
  readonly standIns?: readonly StandIn[];
}

/** Somebody in whose place people ask, whom nothing tells apart. */
export interface StandIn {
  readonly key: Key;
  /** 0 where nobody asked yet. */
  readonly version: number;
  /** ISO texts. */
  readonly recentRequests: readonly string[];
}

interface PreviousLead {
  readonly lead: Lead;
  /** Of its clocks. */
  readonly calendar: Calendar;
  /** What happened with it since the request came, in that order; only where that lay in quarantine. */
  readonly since: readonly Activity[];
}

/** With what a lead is received: who it and its person become if they are new, by what programme, and when. */
export interface Arrival {
  readonly newLeadId: LeadId;
  readonly newOwnerId: OwnerId;
  readonly programme: ReceptionProgramme;
  readonly sentBy: Tenant;
  readonly credentialId: string;
  readonly receivedAt: Temporal.Instant;
  /** Later than `receivedAt` for a lead that lay in quarantine. */
  readonly now: Temporal.Instant;
}

/** The lead that came of a stated one, whether it is new or was here before, and what that brings to its owner. */
export type ReceptionDecision = LeadDecision &
  (
    | { readonly kind: 'duplicate'; readonly by: 'content' | 'provider-id' }
    | { readonly kind: 'accepted'; readonly owner: OwnerChange; readonly standIns: readonly StandIn[] }
    | { readonly kind: 'resubmitted'; readonly owner: OwnerChange; readonly isRepeat: boolean }
  );

/** What a sender is told became of a lead: its own request once more is a duplicate to it, also where it had other words to keep. */
export function statusOf(decision: ReceptionDecision): TakenLead['status'] {
  return decision.kind === 'resubmitted' && decision.isRepeat ? 'duplicate' : decision.kind;
}

/** A person, or people whom nothing tells apart, ask a dealer more often than anybody does: nothing comes of it before the day is over. */
interface TooMany {
  readonly kind: 'too-many';
}

/**
 * Receives a lead: the same one sent again changes nothing; a person's next request soon after the last belongs to the
 * lead they have at the dealer; any other is a new lead with its SLA running.
 */
export function receive(
  { stated, dealer }: Pick<AddressedLead, 'stated' | 'dealer'>,
  known: Known,
  arrival: Arrival,
): ReceptionDecision | TooMany {
  if (known.sentBefore) return findDuplicate(known.sentBefore);
  const { newLeadId: leadId, newOwnerId, programme, sentBy, receivedAt, now } = arrival;
  const { keys, previous, standIns = [] } = known;
  const before = previous?.lead.recentRequests ?? [];
  const all = [before, ...standIns.map(({ recentRequests }) => recentRequests)];
  if (all.some((requests) => asksTooOften(requests, now))) return { kind: 'too-many' };
  const recentRequests = addRecent(before, now);
  const owner = applyLead(known.owner, stated.customer, { newOwnerId, keys, at: toInstantText(now) });
  const reason = resubmissionReason(previous?.lead, stated, { policy: programme.dedupe, receivedAt });
  if (previous && reason) {
    const isRepeat = known.sameId?.isSamePerson === true && repeats(previous.lead, stated, arrival);
    const { state, facts } = joinPrevious({ stated, dealer }, { ...previous, reason }, arrival);
    return { kind: 'resubmitted', owner, isRepeat, state: { ...state, recentRequests }, facts };
  }
  const { ownerId } = owner.state;
  const opening = { leadId, ownerId, sentBy, dealer, programme, receivedAt, now, recentRequests };
  const { state, facts } = openLead(stated, opening);
  const asked = standIns.map((each) => addRequestTo(each, now));
  return {
    kind: 'accepted',
    owner,
    standIns: asked,
    state,
    facts: [...facts, ...repeatedIdFacts(state, known, arrival)],
  };
}

function addRequestTo({ key, version, recentRequests }: StandIn, now: Temporal.Instant): StandIn {
  return { key, version: version + 1, recentRequests: addRecent(recentRequests, now) };
}

/** Whether a request under the id of a lead is that lead's own, told again soon in other words. */
function repeats(lead: Lead, stated: StatedLead, { programme, receivedAt }: Arrival): boolean {
  const { sameRequestHours } = programme.dedupe.resubmission;
  return askedLately(lead, { sameRequestHours, receivedAt }) && differsInWordsOnly(lead, stated);
}

function joinPrevious(
  { stated, dealer }: Pick<AddressedLead, 'stated' | 'dealer'>,
  previous: PreviousLead & { readonly reason: ResubmissionReason },
  { programme, receivedAt, now }: Arrival,
): LeadDecision {
  const { lead, reason } = previous;
  const resubmitted = resubmit(lead, stated, { ...programme, reason, dealer, receivedAt, now });
  const renewed = resubmitted.state.sla !== lead.sla;
  const calendar = renewed ? calendarOf(dealer) : previous.calendar;
  const terms = { programme: programme.followUp, calendar, now };
  return catchUp(followResubmission(resubmitted, toInstantText(receivedAt), terms), previous, terms);
}

/** Says that a sender's id stands for several people, where the lead is new although its id is not. */
function repeatedIdFacts(
  { leadId, dealerId, source }: Lead,
  { sameId }: Known,
  { credentialId }: Arrival,
): readonly LeadFact[] {
  if (!sameId || sameId.isSamePerson) return [];
  const about = { leadId, dealerId, firstLeadId: sameId.leadId, credentialId };
  return [factOf(leadProviderIdRepeated, { ...about, source: publishedSource(source) })];
}

/** Carries into a lead what happened since the request came that it was given only now: that is an answer to it, or a touch after it. */
function catchUp(resubmitted: LeadDecision, { since }: PreviousLead, terms: FollowUpTerms): LeadDecision {
  return since.reduce<LeadDecision>(({ state, facts }, activity) => {
    const recorded = recordAddition(state, activity, terms);
    const followed = followActivity(recorded, { before: state, activity }, terms);
    return { state: followed.state, facts: [...facts, ...followed.facts] };
  }, resubmitted);
}

function findDuplicate({ lead, by }: NonNullable<Known['sentBefore']>): ReceptionDecision {
  const { leadId, dealerId } = lead;
  return { kind: 'duplicate', by, state: lead, facts: [factOf(leadDuplicateFound, { leadId, dealerId, by })] };
}
