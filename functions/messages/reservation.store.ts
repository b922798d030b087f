import { defineItemForm, readItem } from '../platform/item-form.ts';
import type { Key, Table, Write } from '../platform/table.ts';
import { upsert } from '../platform/write.ts';
import type { Reservation } from './reservation.ts';

/** How a reservation is kept. */
export const reservationForm = defineItemForm<Reservation>('notice');

/** Which message is reserved: the partition of what it is about, and its id there. */
export interface MessageKey {
  readonly partition: string;
  readonly messageId: string;
  /** Until when its reservation is kept, in seconds since the epoch; for ever where what it is about is. */
  readonly expiresAt?: number;
}

/** The reservation of a message, if there is one. */
export async function loadReservation(table: Table, message: MessageKey): Promise<Reservation | undefined> {
  return readItem(reservationForm, await table.get(keyOf(message)));
}

/** Saves a reservation over `before`, if nobody else changed it in between. */
export function saveReservation(message: MessageKey, before: Reservation | undefined, next: Reservation): Write {
  const { expiresAt } = message;
  const item = reservationForm.keep(keyOf(message), next, { ...(expiresAt !== undefined && { expiresAt }) });
  return upsert(item, before?.version);
}

function keyOf({ partition, messageId }: MessageKey): Key {
  return { PK: partition, SK: `NOTICE#${messageId}` };
}
