import type { Temporal } from 'temporal-polyfill';
import type { LeadFact } from '../events/lead.events.ts';
import { factWrites } from '../platform/fact.ts';
import type { Item, Key, Table, Write } from '../platform/table.ts';
import type { Lead, LeadId } from './lead.ts';

/** The facts a decision about a lead brought, and when it was made. */
export interface Outcome {
  readonly facts: readonly LeadFact[];
  readonly now: Temporal.Instant;
}

/** The partition that holds a lead with its facts, activities and notices. */
export function leadPartition(leadId: LeadId): string {
  return `LEAD#${leadId}`;
}

/** A lead by its id, as it stands now. */
export async function loadLead(table: Table, leadId: LeadId): Promise<Lead | undefined> {
  return (await table.get(place(leadId))) as (Item & Lead) | undefined;
}

/** Saves a lead that must not exist yet, with its first facts. */
export function createLead(lead: Lead, outcome: Outcome): Write[] {
  return [{ kind: 'create', item: leadItem(lead) }, ...facts(lead, outcome)];
}

/** Saves what became of a lead as its next version, with the facts, if nobody else changed it since it was loaded. */
export function saveLead(next: Lead, outcome: Outcome): Write[] {
  const lead = { ...next, version: next.version + 1 };
  return [{ kind: 'replace', item: leadItem(lead), from: next.version }, ...facts(lead, outcome)];
}

/**
 * Notes that a lead was sent again, beside the version it had then. Put over itself when that happens twice, so that
 * fifty copies at once are one fact and none of them waits for another.
 */
export function noteDuplicate(lead: Lead, by: 'content' | 'provider-id', now: Temporal.Instant): Write[] {
  const { leadId, dealerId } = lead;
  const fact: LeadFact = { type: 'lead.duplicate-found.v1', data: { leadId, dealerId, by } };
  return facts(lead, { facts: [fact], now }).map(({ item }) => ({ kind: 'put', item }));
}

function facts(lead: Lead, outcome: Outcome): Write[] {
  const origin = {
    partition: leadPartition(lead.leadId),
    source: 'lanekeeper.leads',
    subject: lead.leadId,
    version: lead.version,
    now: outcome.now,
  };
  return factWrites(origin, outcome.facts);
}

function leadItem(lead: Lead): Item {
  return { ...place(lead.leadId), ...lead };
}

function place(leadId: LeadId): Key {
  return { PK: leadPartition(leadId), SK: 'LEAD' };
}
