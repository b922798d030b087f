import { defineItemForm, type ItemForm } from '../../platform/item-form.ts';
import type { Key, Table, Write } from '../../platform/table.ts';
import type { PastSla } from './first-response.ts';
import type { PastFollowUps } from './follow-up-task.ts';
import type { Assignment, Escalation, Lead, LeadId, LeadList, Resubmission, ShownLead } from './lead.ts';
import { earlierOf, leadLists, type MovedEntry } from './lead-lists.ts';
import { leadPartition } from './lead-partition.ts';

/** How entries of a lead's lists are kept that the lead no longer holds, each kind as an item of its own. */
export const assignmentForm = defineItemForm<Assignment>('assignment');
export const escalationForm = defineItemForm<Escalation>('escalation');
export const resubmissionForm = defineItemForm<Resubmission>('resubmission');
export const pastSlaForm = defineItemForm<PastSla>('past-sla');
export const pastFollowUpsForm = defineItemForm<PastFollowUps>('past-follow-ups');

const forms: Readonly<Record<LeadList, ItemForm<object>>> = {
  assignments: assignmentForm,
  escalations: escalationForm,
  resubmissions: resubmissionForm,
  pastSlas: pastSlaForm,
  pastFollowUps: pastFollowUpsForm,
};

/** How many of the newest of each list are shown. */
const mostShown = 20;

/** Keeps entries that left a lead; each ordinal is written once, with the lead's version in which it left. */
export function keepMoved(leadId: LeadId, moved: readonly MovedEntry[]): Write[] {
  return moved.map(({ list, ordinal, entry }) => ({
    kind: 'create',
    item: forms[list].keep(keyOf(leadId, list, ordinal), entry),
  }));
}

/** A lead with the newest twenty of each list. Nothing is read for a lead of which nothing repeated. */
export async function loadShown(table: Table, lead: Lead): Promise<ShownLead> {
  const { version: _, ...shown } = lead;
  const found = await Promise.all(leadLists.map((list) => loadEarlier(table, lead, list)));
  const added = found.filter(({ entries }) => entries.length > 0);
  const lists = added.map(({ list, entries }) => [list, [...entries, ...(lead[list] ?? [])]]);
  const earlier = added.map(({ list, entries }) => [list, earlierOf(lead, list) - entries.length]);
  return { ...shown, ...Object.fromEntries(lists), earlier: { ...lead.earlier, ...Object.fromEntries(earlier) } };
}

async function loadEarlier(table: Table, lead: Lead, list: LeadList) {
  const last = earlierOf(lead, list);
  const missing = Math.min(last, mostShown - (lead[list]?.length ?? 0));
  if (missing <= 0) return { list, entries: [] };
  const [from, to] = [last - missing + 1, last].map((ordinal) => keyOf(lead.leadId, list, ordinal).SK);
  const items = await table.queryBetween(leadPartition(lead.leadId), { from: from ?? '', to: to ?? '' });
  return { list, entries: items.map(forms[list].read) };
}

/** All entries of a list that its lead no longer holds. */
export async function loadMoved(table: Table, lead: Lead, list: LeadList): Promise<readonly MovedEntry[]> {
  const last = earlierOf(lead, list);
  if (last === 0) return [];
  const [from, to] = [keyOf(lead.leadId, list, 1).SK, keyOf(lead.leadId, list, last).SK];
  const items = await table.queryBetween(leadPartition(lead.leadId), { from, to });
  return items.map((item, index) => ({ list, ordinal: index + 1, entry: forms[list].read(item) }));
}

/** Keeps an entry that its lead no longer holds as it is now. The lead is saved in the same commit, so two changes never meet. */
export function keepChanged(leadId: LeadId, { list, ordinal, entry }: MovedEntry): Write {
  return { kind: 'put', item: forms[list].keep(keyOf(leadId, list, ordinal), entry) };
}

function keyOf(leadId: LeadId, list: LeadList, ordinal: number): Key {
  return { PK: leadPartition(leadId), SK: `${forms[list].kind.toUpperCase()}#${String(ordinal).padStart(9, '0')}` };
}
