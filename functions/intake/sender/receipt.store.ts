import type { Temporal } from 'temporal-polyfill';
import { toInstantText } from '../../events/event.ts';
import { defineItemForm } from '../../platform/item-form.ts';
import { expiresAfter } from '../../platform/retention.policy.ts';
import type { Table, Write } from '../../platform/table.ts';
import { addReceipt, type Receipt, type Received } from './sender-count.ts';

/** How a receipt is kept. */
export const receiptForm = defineItemForm<Receipt>('receipt');

/** How something came in; a replay was received before and is not counted a second time. */
export interface Delivery {
  readonly senderId: string;
  readonly receivedAt: Temporal.Instant;
  readonly replay: boolean;
}

/**
 * Notes that leads came from a sender, as an item of its own in the sender's day (UTC): no two receipts ever meet, and
 * one credential's allowance (50 a second) stays far below what a partition takes.
 */
export function noteReceipt(delivery: Delivery, receipt: Receipt & { readonly receiptId: string }): Write[] {
  if (delivery.replay) return [];
  const { receiptId, outcome, leads } = receipt;
  const at = toInstantText(delivery.receivedAt);
  const expiresAt = expiresAfter(delivery.receivedAt, 'receipt');
  const key = { PK: partition(delivery.senderId, at.slice(0, 10)), SK: `RECEIPT#${receiptId}` };
  return [{ kind: 'create', item: receiptForm.keep(key, { outcome, leads }, { expiresAt }) }];
}

/** How many leads came from a sender on a day (UTC, `YYYY-MM-DD`), by what became of them. */
export async function countReceived(table: Table, senderId: string, date: string): Promise<Received> {
  const items = await table.query(partition(senderId, date), 'RECEIPT#');
  return items
    .map(receiptForm.read)
    .reduce(addReceipt, { total: 0, accepted: 0, duplicates: 0, resubmitted: 0, quarantined: 0 });
}

function partition(senderId: string, date: string): string {
  return `RECEIPT#${senderId}#${date}`;
}
