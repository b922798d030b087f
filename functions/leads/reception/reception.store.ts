import type { Temporal } from 'temporal-polyfill';
import { toInstantText } from '../../events/event.ts';
import { type Delivery, noteReceipt } from '../../intake/sender/receipt.store.ts';
import type { IdentityKey } from '../../owners/identity.ts';
import { nameMarkOf } from '../../owners/name-mark.ts';
import { loadOwner, matchKeys, saveOwner } from '../../owners/owner.store.ts';
import type { OwnerId } from '../../owners/owner-id.ts';
import type { StatedPerson } from '../../owners/person.ts';
import { resolveOwner } from '../../owners/resolution.ts';
import type { Table, Write } from '../../platform/table.ts';
import type { DealerId } from '../../platform/tenant.ts';
import { activitiesSince } from '../activity/activity.store.ts';
import { createLead, loadLead, noteDuplicate, saveLead } from '../lead/lead.store.ts';
import type { Lead } from '../lead/lead.ts';
import { loadCalendarOf } from '../lead/lead-calendar.store.ts';
import { type LatestLead, loadLatestLead, pointLatestLead } from './latest-lead.store.ts';
import { findByKeys, type LeadKey, pointKeys } from './lead-key.store.ts';
import type { Known, ReceptionDecision } from './reception.ts';

/** By what a lead, and its person, are recognised at a dealer. */
export interface Recognition {
  readonly dealerId: DealerId;
  readonly leadKeys: readonly LeadKey[];
  readonly identityKeys: readonly IdentityKey[];
  readonly person: StatedPerson;
}

/** What is known of a lead, and what of the table it was known by. */
interface Recognised extends Known {
  readonly latest?: LatestLead;
  /** Owners beside the one chosen who hold keys of the same person. */
  readonly otherOwners: readonly OwnerId[];
}

/** All that is known of a lead that came by a delivery, as it stands now. */
export async function loadKnown(table: Table, recognition: Recognition, delivery: Delivery): Promise<Recognised> {
  const { dealerId, leadKeys, identityKeys, person } = recognition;
  const [found, keys] = await Promise.all([findByKeys(table, leadKeys), matchKeys(table, identityKeys)]);
  const lead = found && (await loadLead(table, found.leadId));
  if (lead) return { sentBefore: { lead, by: found.by }, keys, otherOwners: [] };
  const resolution = resolveOwner(keys, nameMarkOf(person));
  const owner = resolution.kind === 'new' ? undefined : await loadOwner(table, resolution.ownerId);
  const latest = owner && (await loadLatestLead(table, { ownerId: owner.ownerId, dealerId }));
  const previous = latest && (await loadLead(table, latest.leadId));
  return {
    keys,
    otherOwners: resolution.kind === 'ambiguous' ? resolution.others : [],
    ...(owner && { owner }),
    ...(latest && { latest }),
    ...(previous && { previous: await loadPrevious(table, previous, delivery) }),
  };
}

async function loadPrevious(table: Table, lead: Lead, { replay, receivedAt }: Delivery) {
  const [calendar, since] = await Promise.all([
    loadCalendarOf(table, lead),
    replay ? activitiesSince(table, lead.leadId, toInstantText(receivedAt)) : [],
  ]);
  return { lead, calendar, since };
}

/** How a lead came in, and what it was recognised by. */
interface ReceptionRecord {
  readonly receiptId: string;
  readonly delivery: Delivery;
  readonly leadKeys: readonly LeadKey[];
  readonly latest: LatestLead | undefined;
}

/** Saves a received lead with its keys, its owner and the receipt, if nobody else wrote one of them since they were loaded. */
export function saveReception(decision: ReceptionDecision, record: ReceptionRecord, now: Temporal.Instant): Write[] {
  const { receiptId, delivery, leadKeys, latest } = record;
  const noted = noteReceipt(delivery, { receiptId, outcome: decision.kind, leads: 1 });
  if (decision.kind === 'duplicate') return [...noteDuplicate(decision, now), ...noted];
  const { state, owner } = decision;
  const isNew = decision.kind === 'accepted';
  return [
    ...(isNew ? createLead(decision, now) : saveLead(decision, now)),
    ...pointKeys(leadKeys, state.leadId),
    ...(isNew ? [pointLatestLead(state, latest, state.leadId)] : []),
    ...saveOwner(owner, now),
    ...noted,
  ];
}
