import { defineItemForm, readItem } from '../../platform/item-form.ts';
import type { Table, Write } from '../../platform/table.ts';
import type { LeadId } from '../lead/lead.ts';
import { leadPartition } from '../lead/lead-partition.ts';
import type { Activity } from './activity.ts';

/** How an activity is kept. */
export const activityForm = defineItemForm<Activity>('activity');

/** The activity a sender reported under this id, if it did. */
export async function loadActivity(table: Table, leadId: LeadId, activityId: string): Promise<Activity | undefined> {
  return readItem(activityForm, await table.get(keyOf(leadId, activityId)));
}

/** Keeps a reported activity that must not be there yet. */
export function createActivity(leadId: LeadId, activity: Activity): Write {
  return { kind: 'create', item: activityForm.keep(keyOf(leadId, activity.id), activity) };
}

/** Keeps an activity to which evidence was added. Its lead is saved in the same commit, so two additions never meet. */
export function replaceActivity(leadId: LeadId, activity: Activity): Write {
  return { kind: 'put', item: activityForm.keep(keyOf(leadId, activity.id), activity) };
}

function keyOf(leadId: LeadId, activityId: string) {
  return { PK: leadPartition(leadId), SK: `ACTIVITY#${activityId}` };
}
