import { defineItemForm, readItem } from '../../platform/item-form.ts';
import type { Key, StoredItem, Table, Write } from '../../platform/table.ts';
import type { DealerId } from '../../platform/tenant.ts';
import { upsert } from '../../platform/write.ts';
import { calendarVersionOf } from '../calendar/calendar-version.ts';
import type { Dealer } from './dealer.ts';
import { calendarItem, keepCalendar } from './dealer-calendar.store.ts';
import { dealerPartition } from './dealer-partition.ts';

/** How a dealer is kept. */
export const dealerForm = defineItemForm<Dealer>('dealer');

/** A dealer by its id, as it stands now. */
export async function loadDealer(table: Table, dealerId: DealerId): Promise<Dealer | undefined> {
  return readItem(dealerForm, await table.get(keyOf(dealerId)));
}

/** Saves a dealer whose `version` follows `previous`, with its calendar, if nobody else changed it in between. */
export function saveDealer(previous: Dealer | undefined, next: Dealer): Write[] {
  const isKept = previous?.calendarVersion === calendarVersionOf(next);
  return [upsert(dealerItem(next), previous?.version), ...(isKept ? [] : [keepCalendar(next)])];
}

/** The items that keep a dealer nobody has saved before: its own and its calendar's. */
export function dealerItems(dealer: Dealer): readonly StoredItem[] {
  return [dealerItem(dealer), calendarItem(dealer)];
}

function dealerItem(dealer: Dealer): StoredItem {
  return dealerForm.keep(keyOf(dealer.dealerId), { ...dealer, calendarVersion: calendarVersionOf(dealer) });
}

function keyOf(dealerId: DealerId): Key {
  return { PK: dealerPartition(dealerId), SK: 'DEALER' };
}
