import { Temporal } from 'temporal-polyfill';
import { type Dealer, type DealerId, isDealerId } from '../../dealers/dealer/dealer.ts';
import { meaningOf } from '../../dealers/field-map/field-map.ts';
import type { OemWords } from '../../dealers/field-map/words.policy.ts';
import { factOf, toInstantText } from '../../events/event.ts';
import { type LeadFact, leadReceived, leadWordUnknown } from '../../events/lead.events.ts';
import type { OwnerId } from '../../owners/owner-id.ts';
import type { Caller } from '../../platform/caller.ts';
import type { InputError } from '../../platform/problem.ts';
import { nextWakeAt } from '../lead/first-response.ts';
import type { Lead, LeadDecision, LeadId } from '../lead/lead.ts';
import type { ScoringPolicy } from '../score/score.policy.ts';
import { scoreLead } from '../score/score.ts';
import type { SlaPolicy } from '../sla/sla.policy.ts';
import { startSla } from '../sla/sla.ts';
import type { RawLead, StatedLead } from '../stated/stated-lead.ts';

/** The store a lead is for: a dealer's key decides; with any other the lead names it, by id or in its vendor block. */
export function storeNamedBy(lead: RawLead, caller: Caller): DealerId | undefined {
  if (caller.tenant.kind === 'dealer') return caller.tenant.dealerId as DealerId;
  const named = lead.dealerId ?? lead.source.vendor;
  return isDealerId(named) ? named : undefined;
}

/** A lead with the store it is for. */
export interface AddressedLead {
  readonly raw: RawLead;
  readonly dealer: Dealer;
}

/** One error per lead whose store we do not know; the path says where it was looked for. */
export function unknownStoreErrors(
  leads: readonly { readonly raw: RawLead; readonly dealer: Dealer | undefined }[],
  caller: Caller,
): readonly InputError[] {
  return leads.flatMap(({ raw, dealer }, position) => {
    if (dealer) return [];
    const named = raw.dealerId === undefined && raw.source.vendor !== undefined ? 'vendor' : 'dealerId';
    const path = leads.length === 1 ? named : `prospect[${position}].${named}`;
    const message =
      caller.tenant.kind === 'dealer'
        ? 'The store of this key is not set up yet; the OEM does that with PUT /v1/dealers/{dealerId}.'
        : "It names no store we know; a key that is not a store's own must name one.";
    return [{ path, message }];
  });
}

/** What a stated lead becomes a lead with. */
interface Reception {
  readonly leadId: LeadId;
  readonly ownerId: OwnerId;
  readonly dealer: Dealer;
  readonly policy: SlaPolicy;
  readonly scoring: ScoringPolicy;
  /** The OEM's words, into which the store's are mapped. */
  readonly words: OemWords;
  readonly receivedAt: Temporal.Instant;
  /** Now; later than `receivedAt` for a lead that lay in quarantine. */
  readonly takenAt?: Temporal.Instant;
}

/** Takes a stated lead in: a new lead with its SLA running, and the fact of it. */
export function receiveLead(stated: StatedLead, reception: Reception): LeadDecision {
  const { leadId, ownerId, dealer, policy } = reception;
  const { providerId: _, dealerId: __, ...kept } = stated;
  const receivedAt = toInstantText(reception.receivedAt);
  // Cut to the millisecond first, so that the clocks start at the instant the lead shows.
  const sla = startSla({ dealer, policy, receivedAt: Temporal.Instant.from(receivedAt) });
  const sourceWords = dealer.fieldMap?.sources;
  const sourceClass = meaningOf(kept.source.system, sourceWords, reception.words.sources);
  const source = { ...kept.source, ...(sourceClass !== undefined && { class: sourceClass }) };
  const asked = { ...kept, source, resubmissions: [] };
  const state: Lead = {
    ...asked,
    leadId,
    dealerId: dealer.dealerId,
    ownerId,
    version: 1,
    status: 'new',
    receivedAt,
    // Whoever reads what changed since then must find a lead that comes late from quarantine.
    updatedAt: toInstantText(reception.takenAt ?? reception.receivedAt),
    assignments: [],
    escalations: [],
    score: scoreLead(asked, { policy: reception.scoring, ...(sourceWords && { sourceWords }) }),
    sla,
  };
  // A store without a map has not said that its words mean anything.
  const unknown = sourceWords !== undefined && sourceClass === undefined;
  return { state, facts: [received(state), ...(unknown ? [unknownSource(state)] : [])] };
}

function unknownSource({ leadId, dealerId }: Lead): LeadFact {
  return factOf(leadWordUnknown, { leadId, dealerId, field: 'source' });
}

function received(lead: Lead): LeadFact {
  const { leadId, dealerId, ownerId, receivedAt, source, sla } = lead;
  const { dueAt, dueAt24x7 } = sla.firstResponse;
  const wakeAt = nextWakeAt(sla) ?? dueAt;
  const from = { system: source.system, ...(source.id !== undefined && { id: source.id }) };
  return factOf(leadReceived, { leadId, dealerId, ownerId, receivedAt, source: from, dueAt, dueAt24x7, wakeAt });
}
