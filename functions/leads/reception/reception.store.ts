import type { Temporal } from 'temporal-polyfill';
import { toInstantText } from '../../events/event.ts';
import { type Delivery, noteReceipt } from '../../intake/sender/receipt.store.ts';
import type { IdentityKey } from '../../owners/identity.ts';
import { nameMarkOf } from '../../owners/name-mark.ts';
import { loadOwner, matchKeys, saveOwner } from '../../owners/owner.store.ts';
import type { OwnerId } from '../../owners/owner-id.ts';
import { keysOfOthers, resolveOwner } from '../../owners/resolution.ts';
import type { Table, Write } from '../../platform/table.ts';
import type { DealerId } from '../../platform/tenant.ts';
import { activitiesSince } from '../activity/activity.store.ts';
import { createLead, loadLead, noteDuplicate, saveLead } from '../lead/lead.store.ts';
import type { Lead } from '../lead/lead.ts';
import { loadCalendarOf } from '../lead/lead-calendar.store.ts';
import type { Customer } from '../stated/stated-lead.ts';
import { isSameRequest, provesPerson } from './dedupe.ts';
import { type LatestLead, loadLatestLead, pointLatestLead } from './latest-lead.store.ts';
import { type FoundKey, findByKeys, type LeadKey, pointKeys } from './lead-key.store.ts';
import { type Known, type ReceptionDecision, statusOf } from './reception.ts';
import { standInFor } from './request-limit.ts';
import { loadStandIn, saveStandIn } from './stand-in.store.ts';

/** By what a lead, and its person, are recognised at a dealer. */
export interface Recognition {
  readonly dealerId: DealerId;
  readonly leadKeys: readonly LeadKey[];
  readonly identityKeys: readonly IdentityKey[];
  /** Ways to reach a person who states no key. */
  readonly otherWays: readonly IdentityKey[];
  readonly customer: Customer;
  /** The dedupe policy's. */
  readonly sameRequestHours: number;
}

/** What is known of a lead, and what of the table it was known by. */
interface Recognised extends Known {
  readonly leadKeys: readonly FoundKey[];
  readonly latest?: LatestLead;
  /** Owners beside the one chosen who hold keys of the same person. */
  readonly otherOwners: readonly OwnerId[];
}

/** All that is known of a lead that came by a delivery, as it stands now. */
export async function loadKnown(table: Table, recognition: Recognition, delivery: Delivery): Promise<Recognised> {
  const { dealerId, identityKeys, customer } = recognition;
  const [leadKeys, keys] = await Promise.all([findByKeys(table, recognition.leadKeys), matchKeys(table, identityKeys)]);
  const sent = await loadSent(table, leadKeys);
  const { receivedAt } = delivery;
  if (sent.sameContent && isSameRequest(sent.sameContent.lead, { ...recognition, receivedAt }))
    return { sentBefore: sent.sameContent, leadKeys, keys, otherOwners: [] };
  const name = nameMarkOf(customer);
  const resolution = resolveOwner(keys, name);
  const { sameId } = sent;
  const isSamePerson = sameId !== undefined && provesPerson(sameId, customer, resolution);
  const ownerId = resolution.kind === 'new' ? isSamePerson && sameId.ownerId : resolution.ownerId;
  const owner = ownerId ? await loadOwner(table, ownerId) : undefined;
  const latest = owner && (await loadLatestLead(table, { ownerId: owner.ownerId, dealerId }));
  const previous = latest && (await loadLead(table, latest.leadId));
  // Who has a lead here is held by their own requests.
  const ways = previous ? [] : [...keysOfOthers(keys, name, owner?.ownerId), ...recognition.otherWays];
  const standIn = standInFor(name);
  return {
    leadKeys,
    keys,
    otherOwners: resolution.kind === 'ambiguous' ? resolution.others : [],
    ...(sameId && { sameId: { leadId: sameId.leadId, isSamePerson } }),
    ...(owner && { owner }),
    ...(latest && { latest }),
    standIns: await Promise.all(ways.map((way) => loadStandIn(table, { dealerId, way, standIn }))),
    ...(previous && { previous: await loadPrevious(table, previous, delivery) }),
  };
}

/** The leads that came before with the same content and under the same id; most often one. */
async function loadSent(table: Table, keys: readonly FoundKey[]) {
  const ids = new Set(keys.flatMap(({ pointer }) => pointer?.leadId ?? []));
  const leads = await Promise.all([...ids].map((leadId) => loadLead(table, leadId)));
  const leadBy = (by: LeadKey['by']) => {
    const pointer = keys.find((key) => key.by === by)?.pointer;
    return leads.find((lead) => lead !== undefined && lead.leadId === pointer?.leadId);
  };
  const [sameId, lead] = [leadBy('provider-id'), leadBy('content')];
  const by: LeadKey['by'] = sameId?.leadId === lead?.leadId ? 'provider-id' : 'content';
  return { ...(sameId && { sameId }), ...(lead && { sameContent: { lead, by } }) };
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
  readonly leadKeys: readonly FoundKey[];
  readonly latest: LatestLead | undefined;
}

/** Saves a received lead with its keys, its owner and the receipt, if nobody else wrote one of them since they were loaded. */
export function saveReception(decision: ReceptionDecision, record: ReceptionRecord, now: Temporal.Instant): Write[] {
  const { receiptId, delivery, leadKeys, latest } = record;
  const noted = noteReceipt(delivery, { receiptId, outcome: statusOf(decision), leads: 1 });
  if (decision.kind === 'duplicate') return [...noteDuplicate(decision, now), ...noted];
  const { state, owner } = decision;
  const saved =
    decision.kind === 'accepted'
      ? [
          ...createLead(decision, now),
          pointLatestLead(state, latest, state.leadId),
          ...decision.standIns.map((each) => saveStandIn(each, now)),
        ]
      : saveLead(decision, now);
  return [...saved, ...pointKeys(leadKeys, state.leadId), ...saveOwner(owner, now), ...noted];
}
