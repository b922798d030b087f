import { loadDealer } from '../../dealers/dealer/dealer.store.ts';
import type { Dealer } from '../../dealers/dealer/dealer.ts';
import { dealersNamed } from '../../dealers/dealer/dealer-name.store.ts';
import { oemWords } from '../../dealers/field-map/words.policy.ts';
import { toInstantText } from '../../events/event.ts';
import { type Delivery, noteReceipt } from '../../intake/sender/receipt.store.ts';
import { readPlaceholders } from '../../owners/identity.policy.ts';
import { denyAlso, identityKeys, type KeyMatch, resolveOwner } from '../../owners/identity.ts';
import { loadOwner, matchKeys, saveOwner } from '../../owners/owner.store.ts';
import { applyLead, type OwnerChange } from '../../owners/owner.ts';
import type { OwnerId } from '../../owners/owner-id.ts';
import type { Caller } from '../../platform/caller.ts';
import type { Context } from '../../platform/context.port.ts';
import { logger } from '../../platform/logger.port.ts';
import { settle, type UnitOfWork } from '../../platform/settle.flow.ts';
import type { Table } from '../../platform/table.ts';
import { readLeads } from '../dialects/lead.contract.ts';
import { followResubmission } from '../follow-up/follow-up.ts';
import { followUpProgramme } from '../follow-up/follow-up-programme.policy.ts';
import { createLead, loadLead, noteDuplicate, saveLead } from '../lead/lead.store.ts';
import type { LeadId } from '../lead/lead.ts';
import { type AcceptedLeadView, toAcceptedLeadView } from '../lead/lead.view.ts';
import { defaultScoring } from '../score/score.policy.ts';
import { oemDefaultSla } from '../sla/sla.policy.ts';
import { normalise } from '../stated/stated-lead.contract.ts';
import type { LeadReading, RawLead, StatedLead } from '../stated/stated-lead.ts';
import { oemDefaultDedupe } from './dedupe.policy.ts';
import { loadLatestLead, pointLatestLead } from './latest-lead.store.ts';
import { findByKeys, leadKeys, pointKeys } from './lead-key.store.ts';
import { unreachableErrors } from './reach.ts';
import { type AddressedLead, receiveLead, storeNamedBy, unknownStoreErrors } from './reception.ts';
import { resubmissionReason, resubmit } from './resubmission.ts';
import { type Unusable, unusable } from './unusable.ts';

const placeholders = readPlaceholders();

/** A document of leads as it was sent, or as it is tried again after quarantine. */
interface LeadDocument {
  readonly bytes: Uint8Array;
  readonly contentType: string | undefined;
  /** When it was sent at first and whether this is that time; its leads are received then. */
  readonly delivery: Delivery;
  /** Who sent it. */
  readonly caller: Caller;
}

/** What became of a document: leads, or nothing at all. Of an `unusable` one everything is worth keeping. */
export type Intake =
  | { readonly kind: 'accepted'; readonly leads: readonly AcceptedLeadView[] }
  | Extract<LeadReading, { kind: 'refused' }>
  | Unusable;

/** Takes a document's leads in. All are checked before the first is kept, so an unusable document changes nothing. */
export async function takeLeads(document: LeadDocument, table: Table, context: Context): Promise<Intake> {
  const { caller, delivery } = document;
  const reading = readLeads(document.bytes, document.contentType);
  if (reading.kind === 'refused') return reading;
  if (reading.kind !== 'ok') return unusable(reading);
  const dealers = await loadStores(reading.leads, caller, table);
  const addressed = reading.leads.map((raw, position) => ({ raw, dealer: dealers[position] }));
  const complete = addressed.map(({ raw, dealer }) => (dealer ? normalise(raw, dealer) : raw));
  const unknown = unknownStoreErrors(addressed, caller);
  const unreachable = unreachableErrors(complete, placeholders);
  if (unknown.length + unreachable.length > 0)
    return unusable({ kind: 'unaddressed', unknown, unreachable, leads: reading.leads.length });
  const leads: AcceptedLeadView[] = [];
  for (const { raw, dealer } of addressed)
    if (dealer) leads.push(await settle(table, context, () => take({ raw, dealer }, { table, delivery, context })));
  return { kind: 'accepted', leads };
}

async function loadStores(
  leads: readonly RawLead[],
  caller: Caller,
  table: Table,
): Promise<readonly (Dealer | undefined)[]> {
  return Promise.all(
    leads.map(async (lead) => {
      const dealerId = storeNamedBy(lead, caller);
      const named = dealerId === undefined ? undefined : await loadDealer(table, dealerId);
      return named ?? (caller.tenant.kind === 'dealer' ? undefined : loadStoreByName(lead, table));
    }),
  );
}

/** The one store that goes by the name in the vendor block; where two do, somebody has to say which. */
async function loadStoreByName({ dealerId, source }: RawLead, table: Table): Promise<Dealer | undefined> {
  if (dealerId !== undefined || source.vendor === undefined) return undefined;
  const [only, ...others] = await dealersNamed(table, source.vendor);
  return only === undefined || others.length > 0 ? undefined : loadDealer(table, only);
}

interface Surroundings {
  readonly table: Table;
  readonly delivery: Delivery;
  readonly context: Context;
}

/** One lead: found again, or received with its keys and its owner, in one decision. */
async function take(
  { raw, dealer }: AddressedLead,
  { table, delivery, context }: Surroundings,
): Promise<UnitOfWork<AcceptedLeadView>> {
  const { now, newId } = context;
  const stated = normalise(raw, dealer);
  const denied = denyAlso(
    placeholders,
    dealer.people.map(({ email }) => email),
  );
  const keys = leadKeys(dealer.dealerId, raw);
  const [known, matches] = await Promise.all([
    findByKeys(table, keys),
    matchKeys(table, identityKeys(stated.customer, denied)),
  ]);
  const first = known && (await loadLead(table, known.leadId));
  if (first)
    return {
      writes: [
        ...noteDuplicate(first, known.by, now),
        ...noteReceipt(delivery, { receiptId: newId(), outcome: 'duplicate', leads: 1 }),
      ],
      result: toAcceptedLeadView(first, 'duplicate'),
    };
  const change = await ownerOf(stated, matches, { table, context });
  const who = { ownerId: change.owner.ownerId, dealerId: dealer.dealerId };
  const latest = change.kind === 'created' ? undefined : await loadLatestLead(table, who);
  const previous = latest && (await loadLead(table, latest.leadId));
  const asked = { policy: oemDefaultDedupe, now: delivery.receivedAt };
  const reason = resubmissionReason(previous, stated, asked);
  if (previous && reason) {
    const programmes = { sla: oemDefaultSla, dedupe: oemDefaultDedupe, scoring: defaultScoring };
    const resubmitted = resubmit(previous, stated, { ...programmes, reason, dealer, now });
    const { state, facts } = followResubmission(resubmitted, { programme: followUpProgramme, now });
    return {
      writes: [
        ...saveLead({ state, facts }, now),
        ...pointKeys(keys, state.leadId),
        ...saveOwner(change),
        ...noteReceipt(delivery, { receiptId: newId(), outcome: 'resubmitted', leads: 1 }),
      ],
      result: toAcceptedLeadView(state, 'resubmitted'),
    };
  }
  const { state, facts } = receiveLead(stated, {
    leadId: newId() as LeadId,
    ownerId: who.ownerId,
    dealer,
    policy: oemDefaultSla,
    scoring: defaultScoring,
    words: oemWords,
    receivedAt: delivery.receivedAt,
    takenAt: now,
  });
  return {
    writes: [
      ...createLead({ state, facts }, now),
      ...pointKeys(keys, state.leadId),
      pointLatestLead(who, latest, state.leadId),
      ...saveOwner(change),
      ...noteReceipt(delivery, { receiptId: newId(), outcome: 'accepted', leads: 1 }),
    ],
    result: toAcceptedLeadView(state, 'accepted'),
  };
}

/** The owner whose keys the lead's person has, or a new one, with what the lead adds. */
async function ownerOf(
  { customer }: StatedLead,
  matches: readonly KeyMatch[],
  { table, context }: Pick<Surroundings, 'table' | 'context'>,
): Promise<OwnerChange> {
  const resolution = resolveOwner(matches);
  if (resolution.kind === 'ambiguous')
    logger.warn('The keys of one lead belong to several owners', {
      owners: [resolution.ownerId, ...resolution.others],
    });
  const owner = resolution.kind === 'new' ? undefined : await loadOwner(table, resolution.ownerId);
  const newOwnerId = context.newId() as OwnerId;
  return applyLead(owner, customer, { newOwnerId, free: resolution.free, at: toInstantText(context.now) });
}
