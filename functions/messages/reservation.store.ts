import type { Item, Key, Table, Write } from '../platform/table.ts';
import { upsert } from '../platform/write.ts';
import type { Reservation } from './reservation.ts';

/** Which message is reserved: the partition of what it is about, and its id there. */
export interface MessageKey {
  readonly partition: string;
  readonly messageId: string;
}

/** The reservation of a message, if there is one. */
export async function loadReservation(table: Table, message: MessageKey): Promise<Reservation | undefined> {
  return (await table.get(keyOf(message))) as (Item & Reservation) | undefined;
}

/** Saves a reservation over `before`, if nobody else changed it in between. */
export function saveReservation(message: MessageKey, before: Reservation | undefined, next: Reservation): Write {
  return upsert({ ...keyOf(message), ...next }, before?.version);
}

function keyOf({ partition, messageId }: MessageKey): Key {
  return { PK: partition, SK: `NOTICE#${messageId}` };
}
