import { Temporal } from 'temporal-polyfill';
import type { PersonId } from '../../dealers/people/person.ts';
import { toInstantText } from '../../events/event.ts';
import type { OwnerId } from '../../owners/owner-id.ts';
import { dueEntry, noDueEntry } from '../../platform/due.store.ts';
import { factWrites } from '../../platform/fact.store.ts';
import type { FactOrigin } from '../../platform/fact.ts';
import { defineItemForm, readItem } from '../../platform/item-form.ts';
import { entryIn, noEntryIn } from '../../platform/table.index.ts';
import type { Key, StoredItem, Table, Write } from '../../platform/table.ts';
import type { DealerId } from '../../platform/tenant.ts';
import { leadsByOwner, leadsByUpdate, openLeadsByAssignee } from './lead.index.ts';
import { assigneeOf, type Lead, type LeadDecision, type LeadId } from './lead.ts';
import { keepOwnCalendar } from './lead-calendar.store.ts';
import { boundedForm } from './lead-forms.ts';
import { keepMoved } from './lead-lists.store.ts';
import { moveOldest } from './lead-lists.ts';
import { leadPartition } from './lead-partition.ts';
import type { Round } from './lead-round.ts';
import { isOpen } from './lead-status.ts';
import { dueAt } from './overdue.ts';
import { unansweredEntry } from './unanswered.store.ts';

/** How a lead is kept. */
export const leadForm = defineItemForm<Lead>('lead', [boundedForm]);

/** As what a lead waits in the due index. */
export const leadDueKind = 'lead';

/** A lead by its id, as it stands now. */
export async function loadLead(table: Table, leadId: LeadId): Promise<Lead | undefined> {
  return leadAt(table, keyOf(leadId));
}

/** The lead that is kept at a place of the table, as it stands now. */
export async function leadAt(table: Table, key: Key): Promise<Lead | undefined> {
  return readItem(leadForm, await table.get(key));
}

/** Saves a lead that must not exist yet, with its first facts. */
export function createLead({ state, facts }: LeadDecision, now: Temporal.Instant): Write[] {
  return [{ kind: 'create', item: leadItem(state) }, ...factWrites(originOf(state, now), facts)];
}

/**
 * Saves what became of a lead as its next version, with the facts, if nobody else changed it since it was loaded. What
 * a lead holds no longer, the oldest of its lists and a calendar of its own, is kept beside it by the same commit.
 */
export function saveLead({ state, facts }: LeadDecision, now: Temporal.Instant): Write[] {
  const next = { ...state, version: state.version + 1, updatedAt: updateAfter(state.updatedAt, now) };
  const { lead: bounded, moved } = moveOldest(next);
  const { lead, writes } = keepOwnCalendar(bounded);
  return [
    { kind: 'replace', item: leadItem(lead), from: state.version },
    ...keepMoved(lead.leadId, moved),
    ...writes,
    ...factWrites(originOf(lead, now), facts),
  ];
}

/** When a lead changes: now, and always after its last change, whose writer's clock may have been ahead. Only so its place in the list moves on. */
function updateAfter(before: string, now: Temporal.Instant): string {
  const at = toInstantText(now);
  return at > before ? at : toInstantText(Temporal.Instant.from(before).add({ milliseconds: 1 }));
}

/** A lead that was sent again, and by what it was recognised. */
interface Duplicate extends LeadDecision {
  readonly by: 'content' | 'provider-id';
}

/**
 * Notes that a lead was sent again, beside the version it had then. Put over itself when that happens twice, so that
 * fifty copies at once are one fact and none of them waits for another.
 */
export function noteDuplicate({ state, facts, by }: Duplicate, now: Temporal.Instant): Write[] {
  // Once a day: facts are forgotten after some weeks, and an id that was used must not come again.
  const occasion = `${by}.${toInstantText(now).slice(0, 10)}`;
  return factWrites({ ...originOf(state, now), occasion }, facts).map(({ item }) => ({ kind: 'put', item }));
}

function originOf({ leadId, version }: Lead, now: Temporal.Instant): FactOrigin {
  return { partition: leadPartition(leadId), room: 'leads', subject: leadId, version, now };
}

/** A page of a dealer's leads in the order of their last change: of a round, at most so many. */
export async function listLeadsOf(table: Table, dealerId: DealerId, page: PageRequest): Promise<LeadPage> {
  const { after, until, limit } = page;
  const found = await table.page(leadsByUpdate, dealerId, { after, limit });
  const all = found.items.map(leadForm.read);
  const leads = all.filter(({ updatedAt }) => updatedAt <= until);
  const isLast = found.last === undefined || leads.length < all.length;
  return { leads, ...(!isLast && { last: found.last }) };
}

/** All leads of a person at whatever dealer, the oldest first; one that came moments ago may be missing. */
export async function loadLeadsOfOwner(table: Table, ownerId: OwnerId): Promise<readonly Lead[]> {
  const entries = await table.queryIndex(leadsByOwner, ownerId);
  const leads = await Promise.all(entries.map((entry) => table.get(entry)));
  return leads.flatMap((lead) => (lead === undefined ? [] : [leadForm.read(lead)]));
}

/** Where a lead stands in its dealer's list: after this the next page begins. */
export function placeOf({ updatedAt, leadId }: { readonly updatedAt: string; readonly leadId: string }): string {
  return `${updatedAt}#${leadId}`;
}

interface PageRequest extends Round {
  readonly limit: number;
}

interface LeadPage {
  readonly leads: readonly Lead[];
  /** Where the next page goes on; absent at the end of the round. */
  readonly last?: string;
}

function leadItem(lead: Lead): StoredItem {
  return leadForm.keep(keyOf(lead.leadId), lead, {
    ...entryIn(leadsByUpdate, lead.dealerId, placeOf(lead)),
    ...entryIn(leadsByOwner, lead.ownerId, lead.receivedAt),
    ...assigneeEntry(lead),
    ...unansweredEntry(lead),
    ...leadDueEntry(lead),
  });
}

/** One entry, for the earlier of what a lead waits for. */
function leadDueEntry(lead: Lead) {
  const at = dueAt(lead);
  return at === undefined ? noDueEntry : dueEntry({ id: lead.leadId, kind: leadDueKind, dueAt: at });
}

function assigneeEntry(lead: Lead) {
  const assignee = isOpen(lead.status) ? assigneeOf(lead) : undefined;
  if (assignee === undefined) return noEntryIn(openLeadsByAssignee);
  return entryIn(openLeadsByAssignee, assigneeKey(lead.dealerId, assignee), lead.receivedAt);
}

/** Under which the open leads of one of a dealer's people stand in their index. */
export function assigneeKey(dealerId: DealerId, personId: PersonId): string {
  return `${dealerId}#${personId}`;
}

function keyOf(leadId: LeadId): Key {
  return { PK: leadPartition(leadId), SK: 'LEAD' };
}
