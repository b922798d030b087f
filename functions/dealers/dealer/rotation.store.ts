import { defineItemForm, readItem } from '../../platform/item-form.ts';
import type { Key, Table, Write } from '../../platform/table.ts';
import type { DealerId } from '../../platform/tenant.ts';
import { upsert } from '../../platform/write.ts';
import { noTurns, type Rotation } from '../routing/rotation.ts';
import { dealerPartition } from './dealer-partition.ts';

/** How a dealer's rotation is kept. */
export const rotationForm = defineItemForm<Rotation>('rotation');

/** The dealer's rotation; an item of its own, so that taking a turn never meets an edit of the dealer. */
export async function loadRotation(table: Table, dealerId: DealerId): Promise<Rotation> {
  return readItem(rotationForm, await table.get(keyOf(dealerId))) ?? noTurns;
}

/** Saves a rotation as its next version, if nobody else changed it since it was loaded. */
export function saveRotation(dealerId: DealerId, { version, turns, recent }: Rotation): Write {
  const item = rotationForm.keep(keyOf(dealerId), { turns, recent, version: version + 1 });
  return upsert(item, version);
}

function keyOf(dealerId: DealerId): Key {
  return { PK: dealerPartition(dealerId), SK: 'ROTATION' };
}
