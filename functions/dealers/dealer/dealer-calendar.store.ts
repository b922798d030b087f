import { defineItemForm, readItem } from '../../platform/item-form.ts';
import type { Key, StoredItem, Table, Write } from '../../platform/table.ts';
import type { DealerId } from '../../platform/tenant.ts';
import type { Calendar } from '../calendar/calendar.ts';
import { type CalendarVersion, calendarOf, calendarVersionOf } from '../calendar/calendar-version.ts';
import type { Dealer } from './dealer.ts';
import { dealerPartition } from './dealer-partition.ts';

/** How a version of a dealer's calendar is kept: as long as there may be something that goes by it. */
export const calendarForm = defineItemForm<Calendar>('calendar');

/** Whose calendar it is, and what it says. */
type OwnCalendar = Calendar & Pick<Dealer, 'dealerId'>;

/** A version of a dealer's calendar; throws where it was never kept. */
export async function loadCalendar(table: Table, dealerId: DealerId, version: CalendarVersion): Promise<Calendar> {
  const calendar = readItem(calendarForm, await table.get(keyOf(dealerId, version)));
  if (!calendar) throw new Error(`The calendar ${version} of the dealer ${dealerId} is not kept.`);
  return calendar;
}

/** Keeps a dealer's calendar under its version, whether it is kept already or not. */
export function keepCalendar(calendar: OwnCalendar): Write {
  return { kind: 'put', item: calendarItem(calendar) };
}

/** The writes after which a dealer's calendar is kept: none where it is, as it is since the dealer was saved last. */
export async function keepMissingCalendar(table: Table, dealer: Dealer): Promise<Write[]> {
  const version = calendarVersionOf(dealer);
  if (dealer.calendarVersion === version || (await table.get(keyOf(dealer.dealerId, version)))) return [];
  return [keepCalendar(dealer)];
}

/** The item that keeps a dealer's calendar. */
export function calendarItem(calendar: OwnCalendar): StoredItem {
  return calendarForm.keep(keyOf(calendar.dealerId, calendarVersionOf(calendar)), calendarOf(calendar));
}

function keyOf(dealerId: DealerId, version: CalendarVersion): Key {
  return { PK: dealerPartition(dealerId), SK: `CALENDAR#${version}` };
}
