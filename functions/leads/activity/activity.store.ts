import { defineItemForm, readItem } from '../../platform/item-form.ts';
import type { Table, Write } from '../../platform/table.ts';
import type { LeadId } from '../lead/lead.ts';
import { leadPartition } from '../lead/lead-partition.ts';
import { type Activity, happenedAt } from './activity.ts';

const activityKeys = 'ACTIVITY#';

/** How an activity is kept. */
export const activityForm = defineItemForm<Activity>('activity');

/** The activity a sender reported under this id, if it did. */
export async function loadActivity(table: Table, leadId: LeadId, activityId: string): Promise<Activity | undefined> {
  return readItem(activityForm, await table.get(keyOf(leadId, activityId)));
}

/** What happened with a lead from an instant (ISO text) on, in that order. */
export async function activitiesSince(table: Table, leadId: LeadId, at: string): Promise<readonly Activity[]> {
  const activities = (await table.query(leadPartition(leadId), activityKeys)).map(activityForm.read);
  return activities.filter((each) => happenedAt(each) >= at).toSorted(byTime);
}

function byTime(one: Activity, other: Activity): number {
  return happenedAt(one) < happenedAt(other) ? -1 : Number(happenedAt(one) > happenedAt(other));
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
  return { PK: leadPartition(leadId), SK: `${activityKeys}${activityId}` };
}
