import { defineItemForm, readItem } from '../../platform/item-form.ts';
import type { Key, StoredItem, Table, Write } from '../../platform/table.ts';
import type { DealerId } from '../../platform/tenant.ts';
import { upsert } from '../../platform/write.ts';
import type { Dealer } from './dealer.ts';

/** How a dealer is kept. */
export const dealerForm = defineItemForm<Dealer>('dealer');

/** A dealer by its id, as it stands now. */
export async function loadDealer(table: Table, dealerId: DealerId): Promise<Dealer | undefined> {
  return readItem(dealerForm, await table.get(keyOf(dealerId)));
}

/** Saves a dealer whose `version` follows `previous`, if nobody else changed it in between. */
export function saveDealer(previous: Dealer | undefined, next: Dealer): Write {
  return upsert(dealerItem(next), previous?.version);
}

/** The item that keeps a dealer. */
export function dealerItem(dealer: Dealer): StoredItem {
  return dealerForm.keep(keyOf(dealer.dealerId), dealer);
}

/** The partition that holds a dealer and its rotation. */
export function dealerPartition(dealerId: DealerId): string {
  return `DEALER#${dealerId}`;
}

function keyOf(dealerId: DealerId): Key {
  return { PK: dealerPartition(dealerId), SK: 'DEALER' };
}
