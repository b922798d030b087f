import { Temporal } from 'temporal-polyfill';
import type { DealerFields } from '../../dealers/dealer/dealer.ts';
import { factOf, toInstantText } from '../../events/event.ts';
import { leadResubmitted } from '../../events/lead.events.ts';
import { type LeadSla, nextWakeAt, type PastSla } from '../lead/first-response.ts';
import { addLatest, statedOtherwise } from '../lead/latest-customer.ts';
import type { Lead, LeadDecision, Resubmission } from '../lead/lead.ts';
import { isOpen } from '../lead/lead-status.ts';
import { publishedSource } from '../lead/published-source.ts';
import { addRequest } from '../lead/requests.ts';
import type { ScoringPolicy } from '../score/score.policy.ts';
import { scoreLead } from '../score/score.ts';
import type { SlaPolicy } from '../sla/sla.policy.ts';
import { startSla } from '../sla/sla.ts';
import type { StatedLead } from '../stated/stated-lead.ts';
import type { DedupePolicy } from './dedupe.policy.ts';
import { nextMailAt } from './resubmission-mail.ts';

/** By what rule a request belongs to a lead the person has at the dealer already. */
export type ResubmissionReason = Resubmission['reason'];

/** Whether a person's next request at a dealer belongs to the lead they had there last; a closed lead takes none. */
export function resubmissionReason(
  previous: Lead | undefined,
  stated: Pick<StatedLead, 'source'>,
  { policy, receivedAt }: { policy: DedupePolicy; receivedAt: Temporal.Instant },
): ResubmissionReason | undefined {
  if (!previous || !isOpen(previous.status)) return undefined;
  const { sameSourceDays, anySourceDays } = policy.resubmission;
  const { lastAt, systems } = previous.asked;
  const days = Temporal.Instant.from(lastAt).until(receivedAt).total('hours') / 24;
  if (days <= sameSourceDays && systems.includes(stated.source.system)) return 'same-source';
  return days <= anySourceDays ? 'any-source' : undefined;
}

/** What a resubmission is taken in with. */
interface Renewal {
  readonly reason: ResubmissionReason;
  readonly dealer: DealerFields;
  readonly sla: SlaPolicy;
  readonly dedupe: DedupePolicy;
  readonly scoring: ScoringPolicy;
  /** When it came first, also where it lay in quarantine since: its clock begins then. */
  readonly receivedAt: Temporal.Instant;
  /** When it is entered: later than `receivedAt` where it lay in quarantine. */
  readonly now: Temporal.Instant;
}

/**
 * Enters a request into the lead it belongs to. Customer and vehicles stay the first request's; the new intent stands
 * beside it, with what was stated of the customer otherwise. Another first response is owed where none is running.
 */
export function resubmit(lead: Lead, stated: StatedLead, renewal: Renewal): LeadDecision {
  const resubmission = resubmissionOf(lead, stated, renewal);
  const asked = addRequest(lead.asked, resubmission, resubmission.at);
  const sourceWords = renewal.dealer.fieldMap?.sources;
  const score = scoreLead({ ...lead, asked }, { policy: renewal.scoring, ...(sourceWords && { sourceWords }) });
  const renewed = isOwedFirstResponse(lead, renewal) ? renewFirstResponse(lead, renewal) : {};
  const resubmissions = [...lead.resubmissions, resubmission];
  const latestCustomer = addLatest(lead.latestCustomer, resubmission.customer ?? {}, resubmission.at);
  const tellAt = nextMailAt(lead, renewal.now);
  const state: Lead = {
    ...{ ...lead, resubmissions, asked, score, ...renewed },
    ...(latestCustomer && { latestCustomer }),
    ...(tellAt !== undefined && { resubmissionMailAt: tellAt }),
  };
  const newSla = renewed.sla && newSlaOf(state);
  const { leadId, dealerId, ownerId } = lead;
  const { at, reason, source } = resubmission;
  const added = { ...(newSla && { newSla }), ...(tellAt !== undefined && { tellAt }) };
  const data = { leadId, dealerId, ownerId, at, source: publishedSource(source), reason, ...added };
  return { state, facts: [factOf(leadResubmitted, data)] };
}

function resubmissionOf(lead: Lead, stated: StatedLead, { receivedAt, reason }: Renewal): Resubmission {
  const { source, otherContacts, vehiclesOfInterest, tradeIns, message, appointment, consents } = stated;
  const { requestedAt, requestedAtStated } = stated;
  const customer = statedOtherwise(lead, stated.customer);
  return {
    at: toInstantText(receivedAt),
    source,
    vehiclesOfInterest,
    reason,
    ...(customer && { customer }),
    ...(otherContacts && { otherContacts }),
    ...(tradeIns.length > 0 && { tradeIns }),
    ...(message !== undefined && { message }),
    ...(appointment && { appointment }),
    ...(consents && { consents }),
    ...(requestedAt !== undefined && { requestedAt }),
    ...(requestedAtStated !== undefined && { requestedAtStated }),
  };
}

/** No clock runs, and the last one began long enough before, or nobody answered until its ladder was over. */
function isOwedFirstResponse({ sla }: Lead, { dedupe, receivedAt }: Renewal): boolean {
  const at = toInstantText(receivedAt);
  if (isRunningAt(sla, at)) return false;
  const since = Temporal.Instant.from(sla.startedAt).until(receivedAt).total('hours');
  return !isAnsweredBy(sla, at) || since > dedupe.resubmission.newSlaAfterHours;
}

function isAnsweredBy({ firstResponse: { stoppedAt } }: LeadSla, at: string): boolean {
  return stoppedAt !== undefined && stoppedAt < at;
}

/** Whether a first response was still owed at an instant (ISO text) that may be past: an answer since then had not come yet. */
function isRunningAt(sla: LeadSla, at: string): boolean {
  if (nextWakeAt(sla) !== undefined) return true;
  return !isAnsweredBy(sla, at) && sla.steps.some(({ dueAt }) => dueAt > at);
}

function renewFirstResponse(
  lead: Lead,
  { dealer, sla: policy, receivedAt: exact }: Renewal,
): Partial<Pick<Lead, 'sla' | 'pastSlas'>> {
  // Cut to the millisecond first, so that the clocks start at the instant the resubmission shows.
  const receivedAt = Temporal.Instant.from(toInstantText(exact));
  const past = endedAt(lead.sla, toInstantText(receivedAt));
  const sla = startSla({ run: past.run + 1, dealer, policy, receivedAt });
  return { sla, pastSlas: [...(lead.pastSlas ?? []), past] };
}

/** A first response that another one follows at an instant (ISO text); what was answered since then is for that to tell. */
function endedAt({ followUpDials: _dials, steps: _steps, ...past }: LeadSla, at: string): PastSla {
  const { stoppedAt, businessSeconds, elapsedSeconds, evidence, corrected, ...unanswered } = past.firstResponse;
  return stoppedAt === undefined || stoppedAt < at ? past : { ...past, firstResponse: unanswered };
}

/** What the fact tells of a first response that was begun: when it is due, when its timer wakes first, and which it is. */
function newSlaOf({ sla }: Lead) {
  const wakeAt = nextWakeAt(sla);
  return wakeAt === undefined ? undefined : { dueAt: sla.firstResponse.dueAt, wakeAt, run: sla.run };
}
