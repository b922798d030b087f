import { Temporal } from 'temporal-polyfill';
import type { Dealer } from '../../dealers/dealer/dealer.ts';
import { meaningOf } from '../../dealers/field-map/field-map.ts';
import { factOf, toInstantText } from '../../events/event.ts';
import { type LeadFact, leadReceived, leadWordUnknown } from '../../events/lead.events.ts';
import type { OwnerId } from '../../owners/owner-id.ts';
import type { Tenant } from '../../platform/tenant.ts';
import { nextWakeAt } from '../lead/first-response.ts';
import type { Lead, LeadDecision, LeadId } from '../lead/lead.ts';
import { publishedSource } from '../lead/published-source.ts';
import { addRequest } from '../lead/requests.ts';
import { scoreLead } from '../score/score.ts';
import { startSla } from '../sla/sla.ts';
import type { StatedLead } from '../stated/stated-lead.ts';
import type { ReceptionProgramme } from './reception-programme.policy.ts';

/** What a stated lead becomes a lead with. */
interface Opening {
  readonly leadId: LeadId;
  readonly ownerId: OwnerId;
  readonly sentBy: Tenant;
  readonly dealer: Dealer;
  readonly programme: Pick<ReceptionProgramme, 'sla' | 'scoring' | 'words'>;
  readonly receivedAt: Temporal.Instant;
  /** Later than `receivedAt` for a lead that lay in quarantine. */
  readonly now: Temporal.Instant;
  /** When the person asked the dealer lately, this time among them. */
  readonly recentRequests: readonly string[];
}

/** Makes a new lead of a stated one, with its SLA running, and the fact of it. */
export function openLead(stated: StatedLead, opening: Opening): LeadDecision {
  const { leadId, ownerId, sentBy, dealer, programme } = opening;
  const { providerId: _, dealerId: __, ...kept } = stated;
  const receivedAt = toInstantText(opening.receivedAt);
  const sourceWords = dealer.fieldMap?.sources;
  const sourceClass = meaningOf(kept.source.system, sourceWords, programme.words.sources);
  const source = { ...kept.source, ...(sourceClass !== undefined && { class: sourceClass }) };
  const asked = addRequest(undefined, kept, receivedAt);
  const scored = { ...kept, source, asked };
  const state: Lead = {
    ...scored,
    recentRequests: opening.recentRequests,
    leadId,
    dealerId: dealer.dealerId,
    ownerId,
    sentBy,
    version: 1,
    status: 'new',
    receivedAt,
    // Whoever reads what changed since then must find a lead that comes late from quarantine.
    updatedAt: toInstantText(opening.now),
    assignments: [],
    escalations: [],
    resubmissions: [],
    score: scoreLead(scored, { policy: programme.scoring, ...(sourceWords && { sourceWords }) }),
    // Cut to the millisecond first, so that the clocks start at the instant the lead shows.
    sla: startSla({ dealer, policy: programme.sla, receivedAt: Temporal.Instant.from(receivedAt) }),
  };
  // A dealer without a map has not said that its words mean anything.
  const isUnknown = sourceWords !== undefined && sourceClass === undefined;
  return { state, facts: [receivedFact(state), ...(isUnknown ? [unknownSourceFact(state)] : [])] };
}

function unknownSourceFact({ leadId, dealerId }: Lead): LeadFact {
  return factOf(leadWordUnknown, { leadId, dealerId, field: 'source' });
}

function receivedFact(lead: Lead): LeadFact {
  const { leadId, dealerId, ownerId, receivedAt, source, sla } = lead;
  const { dueAt, dueAt24x7 } = sla.firstResponse;
  const wakeAt = nextWakeAt(sla) ?? dueAt;
  const from = publishedSource(source);
  return factOf(leadReceived, { leadId, dealerId, ownerId, receivedAt, source: from, dueAt, dueAt24x7, wakeAt });
}
