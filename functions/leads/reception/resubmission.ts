import { Temporal } from 'temporal-polyfill';
import type { DealerFields } from '../../dealers/dealer/dealer.ts';
import { factOf, toInstantText } from '../../events/event.ts';
import { leadResubmitted } from '../../events/lead.events.ts';
import { type LeadSla, nextWakeAt, type PastSla } from '../lead/first-response.ts';
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

/** By what rule a request belongs to a lead the person has at the dealer already. */
type ResubmissionReason = Resubmission['reason'];

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
}

/**
 * Enters a request into the lead it belongs to. Customer and vehicles stay the first request's; the new intent stands
 * beside it. Whoever asks again a day after they last did is owed another first response, unless one is still running.
 */
export function resubmit(lead: Lead, stated: StatedLead, renewal: Renewal): LeadDecision {
  const resubmission = resubmissionOf(stated, renewal);
  const asked = addRequest(lead.asked, resubmission, resubmission.at);
  const sourceWords = renewal.dealer.fieldMap?.sources;
  const score = scoreLead({ ...lead, asked }, { policy: renewal.scoring, ...(sourceWords && { sourceWords }) });
  const renewed = isOwedFirstResponse(lead, renewal) ? renewFirstResponse(lead, renewal) : {};
  const resubmissions = [...lead.resubmissions, resubmission];
  const state: Lead = { ...lead, resubmissions, asked, score, ...renewed };
  const newSla = renewed.sla && newSlaOf(state);
  const { leadId, dealerId, ownerId } = lead;
  const { at, reason, source } = resubmission;
  const data = { leadId, dealerId, ownerId, at, source: publishedSource(source), reason, ...(newSla && { newSla }) };
  return { state, facts: [factOf(leadResubmitted, data)] };
}

function resubmissionOf(stated: StatedLead, { receivedAt, reason }: Renewal): Resubmission {
  const { source, vehiclesOfInterest, tradeIns, message, appointment, consents } = stated;
  return {
    at: toInstantText(receivedAt),
    source,
    vehiclesOfInterest,
    reason,
    ...(tradeIns.length > 0 && { tradeIns }),
    ...(message !== undefined && { message }),
    ...(appointment && { appointment }),
    ...(consents && { consents }),
  };
}

function isOwedFirstResponse({ asked, sla }: Lead, { dedupe, receivedAt }: Renewal): boolean {
  const waited = Temporal.Instant.from(asked.lastAt).until(receivedAt).total('hours');
  return waited > dedupe.resubmission.newSlaAfterHours && !isRunningAt(sla, toInstantText(receivedAt));
}

/** Whether a first response was still owed at an instant (ISO text) that may be past: an answer since then had not come yet. */
function isRunningAt(sla: LeadSla, at: string): boolean {
  const { stoppedAt } = sla.firstResponse;
  if (nextWakeAt(sla) !== undefined) return true;
  return !(stoppedAt !== undefined && stoppedAt < at) && sla.steps.some(({ dueAt }) => dueAt > at);
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
