import { ownerPartition } from '../../owners/owner.store.ts';
import type { OwnerId } from '../../owners/owner-id.ts';
import { defineItemForm, readItem } from '../../platform/item-form.ts';
import type { Key, Table, Write } from '../../platform/table.ts';
import type { DealerId } from '../../platform/tenant.ts';
import { upsert } from '../../platform/write.ts';
import type { LeadId } from '../lead/lead.ts';

/** How the pointer at a person's latest lead is kept. */
export const latestLeadForm = defineItemForm<LatestLead>('latest-lead');

/** The lead a person had last at a dealer. */
export interface LatestLead {
  readonly leadId: LeadId;
  readonly version: number;
}

/** A person and a dealer. */
interface Acquaintance {
  readonly ownerId: OwnerId;
  readonly dealerId: DealerId;
}

/** Which lead a person had last at a dealer, if any. */
export async function loadLatestLead(table: Table, who: Acquaintance): Promise<LatestLead | undefined> {
  return readItem(latestLeadForm, await table.get(keyOf(who)));
}

/** Points at a person's new lead at a dealer; of two requests at one moment the second finds the first one's lead. */
export function pointLatestLead(who: Acquaintance, before: LatestLead | undefined, leadId: LeadId): Write {
  const item = latestLeadForm.keep(keyOf(who), { leadId, version: (before?.version ?? 0) + 1 });
  return upsert(item, before?.version);
}

function keyOf({ ownerId, dealerId }: Acquaintance): Key {
  return { PK: ownerPartition(ownerId), SK: `LATEST-LEAD#${dealerId}` };
}
